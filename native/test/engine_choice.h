// Which engine plugins start while this lives; afterwards it is the stand-in again.
#pragma once

#include <cstdlib>
#include <string>

class EngineChoice {
 public:
  explicit EngineChoice(const std::string& command) { setenv("LIMINAL_ENGINE", command.c_str(), 1); }
  static EngineChoice standIn(const std::string& arguments) {
    return EngineChoice(std::string(STAND_IN) + " " + arguments);
  }
  ~EngineChoice() { setenv("LIMINAL_ENGINE", STAND_IN, 1); }
  EngineChoice(const EngineChoice&) = delete;
};
