#include "engine_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "ring_layout.h"

extern char** environ;

namespace liminal {
namespace {

// Descriptors below are the child's own.
constexpr int kLeastDescriptor = 10;
constexpr int kChildDescriptors = static_cast<int>(ring::kSegmentDescriptor) + 1;
constexpr int kGraceMs = 300;

void check(int failed, const char* what) {
  if (failed != 0) {
    throw std::system_error(failed, std::generic_category(), what);
  }
}

struct Pipe {
  int read = -1;
  int write = -1;

  Pipe() {
    int ends[2];
    check(pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno, "pipe");
    read = fcntl(ends[0], F_DUPFD_CLOEXEC, kLeastDescriptor);
    write = fcntl(ends[1], F_DUPFD_CLOEXEC, kLeastDescriptor);
    close(ends[0]);
    close(ends[1]);
  }
  ~Pipe() {
    close(read);
    close(write);
  }
  static int release(int& end) {
    const int kept = end;
    end = -1;
    return kept;
  }
};

struct Actions {
  posix_spawn_file_actions_t value;
  Actions() { posix_spawn_file_actions_init(&value); }
  ~Actions() { posix_spawn_file_actions_destroy(&value); }
};

struct Attributes {
  posix_spawnattr_t value;
  Attributes() {
    posix_spawnattr_init(&value);
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&value, &all);
    posix_spawnattr_setsigmask(&value, &none);
    posix_spawnattr_setpgroup(&value, 0);
    posix_spawnattr_setflags(&value, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  ~Attributes() { posix_spawnattr_destroy(&value); }
};

// Hosts bring libraries and Java options of their own, which are not for the engine.
std::vector<char*> environmentForEngine() {
  std::vector<char*> kept;
  for (char** one = environ; *one != nullptr; ++one) {
    bool own = false;
    for (const char* name : {"LD_LIBRARY_PATH=", "LD_PRELOAD=", "JAVA_TOOL_OPTIONS=", "_JAVA_OPTIONS=", "JDK_JAVA_OPTIONS=",
                             "LC_ALL="}) {
      own = own || std::strncmp(*one, name, std::strlen(name)) == 0;
    }
    if (!own) {
      kept.push_back(*one);
    }
  }
  static char utf8[] = "LC_ALL=C.UTF-8";
  kept.push_back(utf8);
  kept.push_back(nullptr);
  return kept;
}

void sleepMs(int ms) {
  const timespec time{0, ms * 1'000'000L};
  nanosleep(&time, nullptr);
}

}  // namespace

EngineProcess::EngineProcess(const std::vector<std::string>& command, int segmentDescriptor) {
  std::vector<char*> words;
  for (const std::string& word : command) {
    words.push_back(const_cast<char*>(word.c_str()));
  }
  words.push_back(nullptr);
  std::vector<char*> environment = environmentForEngine();
  Pipe life;
  Pipe errors;
  Actions actions;
  posix_spawn_file_actions_adddup2(&actions.value, life.read, 0);
  posix_spawn_file_actions_addopen(&actions.value, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions.value, errors.write, 2);
  posix_spawn_file_actions_adddup2(&actions.value, segmentDescriptor, static_cast<int>(ring::kSegmentDescriptor));
  posix_spawn_file_actions_addclosefrom_np(&actions.value, kChildDescriptors);
  Attributes attributes;
  check(posix_spawnp(&id_, words[0], &actions.value, &attributes.value, words.data(), environment.data()),
        words[0]);
  life_ = Pipe::release(life.write);
  errors_ = Pipe::release(errors.read);
  fcntl(errors_, F_SETFL, O_NONBLOCK);
}

EngineProcess::~EngineProcess() {
  close(life_);
  for (int waited = 0; !hasEnded() && waited < kGraceMs; waited += 10) {
    sleepMs(10);
  }
  kill();
  close(errors_);
}

bool EngineProcess::hasEnded() {
  if (!ended_) {
    const pid_t reaped = waitpid(id_, &status_, WNOHANG);
    // a host may have reaped it itself
    ended_ = reaped == id_ || (reaped < 0 && errno == ECHILD);
  }
  return ended_;
}

void EngineProcess::kill() {
  if (hasEnded()) {
    return;
  }
  ::kill(id_, SIGKILL);
  while (waitpid(id_, &status_, 0) < 0 && errno == EINTR) {
  }
  ended_ = true;
}

std::string EngineProcess::end() const {
  if (WIFSIGNALED(status_)) {
    return "signal " + std::to_string(WTERMSIG(status_));
  }
  return "exit " + std::to_string(WEXITSTATUS(status_));
}

std::string EngineProcess::takeErrors() {
  std::string text;
  char bytes[4096];
  for (ssize_t n; text.size() < 65536 && (n = read(errors_, bytes, sizeof bytes)) > 0;) {
    text.append(bytes, static_cast<std::size_t>(n));
  }
  return text;
}

}  // namespace liminal
