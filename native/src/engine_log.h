// What engines and their supervisor say: a small file in the user's cache folder, and its last line.
#pragma once

#include <string>
#include <string_view>

namespace liminal {

// One thread's.
class EngineLog {
 public:
  // Text as it comes from the engine; lines may come in pieces.
  void add(std::string_view text);

  // One line of the supervisor's own, with the time.
  void note(const std::string& line);

  // The last whole line an engine said since it was started.
  const std::string& lastLine() const { return last_; }
  void forgetLastLine() { last_.clear(); }

 private:
  void write(std::string_view text);

  std::string piece_;
  std::string last_;
};

}  // namespace liminal
