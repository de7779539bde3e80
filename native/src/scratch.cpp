#include "scratch.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "bundle.h"

namespace liminal::scratch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPrefix = "engine-";

// 0 for a folder of another kind.
pid_t ownerOf(const fs::path& folder) {
  const std::string name = folder.filename();
  const std::string prefix = kPrefix;
  const std::string digits = name.substr(std::min(prefix.size(), name.size()));
  const bool isOurs = name.compare(0, prefix.size(), prefix) == 0 && !digits.empty() && digits.size() < 9 &&
                      digits.find_first_not_of("0123456789") == std::string::npos;
  return isOurs ? std::stoi(digits) : 0;
}

}  // namespace

fs::path folder() {
  const fs::path cache = cacheFolder();
  return cache.empty() ? cache : cache / (kPrefix + std::to_string(getpid()));
}

void renew() {
  std::error_code failed;
  std::vector<fs::path> gone;
  for (fs::directory_iterator it(cacheFolder(), failed), end; !failed && it != end; it.increment(failed)) {
    const pid_t owner = ownerOf(it->path());
    if (owner != 0 && (owner == getpid() || (kill(owner, 0) != 0 && errno == ESRCH))) {
      gone.push_back(it->path());
    }
  }
  for (const fs::path& one : gone) {
    fs::remove_all(one, failed);
  }
  if (const fs::path own = folder(); !own.empty()) {
    fs::create_directories(own, failed);
  }
}

void remove() {
  std::error_code failed;
  if (const fs::path own = folder(); !own.empty()) {
    fs::remove_all(own, failed);
  }
}

}  // namespace liminal::scratch
