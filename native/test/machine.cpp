#include "machine.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace machine {

namespace fs = std::filesystem;

int openDescriptors() {
  const fs::directory_iterator all("/proc/self/fd");
  return static_cast<int>(std::distance(begin(all), end(all))) - 1;
}

std::vector<pid_t> children() {
  std::vector<pid_t> found;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    std::ifstream stat(entry.path() / "stat");
    std::string line;
    if (name.find_first_not_of("0123456789") != std::string::npos || !std::getline(stat, line)) {
      continue;
    }
    std::istringstream rest(line.substr(line.rfind(')') + 1));
    char state;
    pid_t parent;
    if (rest >> state >> parent && parent == getpid()) {
      found.push_back(std::stoi(name));
    }
  }
  return found;
}

int sharedMappings() {
  std::ifstream maps("/proc/self/maps");
  int count = 0;
  for (std::string line; std::getline(maps, line);) {
    count += line.find("memfd:liminal") != std::string::npos ? 1 : 0;
  }
  return count;
}

std::set<std::string> temporaryFiles() {
  std::set<std::string> found;
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const fs::path own = fs::path(cache == nullptr ? "" : cache) / "liminal" / ("engine-" + std::to_string(getpid()));
  std::error_code failed;
  for (const fs::path& place : {fs::path("/dev/shm"), fs::path("/tmp"), own}) {
    for (fs::directory_iterator it(place, failed), end; !failed && it != end; it.increment(failed)) {
      if (place == own || it->path().filename().string().find("liminal") != std::string::npos) {
        found.insert(it->path());
      }
    }
  }
  return found;
}

long memoryKiB(pid_t process) {
  std::ifstream rollup("/proc/" + std::to_string(process) + "/smaps_rollup");
  for (std::string word; rollup >> word;) {
    if (word == "Pss:") {
      long kib = 0;
      rollup >> kib;
      return kib;
    }
  }
  return 0;
}

}  // namespace machine
