// One engine process, from its start to its end.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace liminal {

// One thread's. The engine inherits nothing of its parent but three pipes and the shared memory, and
// ends when the first of them closes, which the system does when the parent is gone.
class EngineProcess {
 public:
  // Throws std::system_error when it can't be started.
  EngineProcess(const std::vector<std::string>& command, int segmentDescriptor);

  // Ends it, by force where it does not go by itself at once.
  ~EngineProcess();
  EngineProcess(const EngineProcess&) = delete;
  EngineProcess& operator=(const EngineProcess&) = delete;

  // Reaps it where it has ended.
  bool hasEnded();

  // Ends it by force and reaps it.
  void kill();

  // "exit 3" or "signal 9", once it has ended.
  std::string end() const;

  // What it wrote to its error stream since the last call; never waits.
  std::string takeErrors();

  pid_t id() const { return id_; }

 private:
  pid_t id_ = -1;
  int status_ = 0;
  bool ended_ = false;
  int life_ = -1;    // held open while the engine is to live
  int errors_ = -1;  // read from
};

}  // namespace liminal
