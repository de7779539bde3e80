#include "engine_log.h"

#include <unistd.h>

#include <cstdio>
#include <ctime>

#include "bundle.h"

namespace liminal {
namespace {

constexpr std::uintmax_t kMostBytes = 1 << 20;
constexpr std::size_t kMostLine = 500;

}  // namespace

void EngineLog::add(std::string_view text) {
  write(text);
  for (const char c : text) {
    if (c != '\n') {
      piece_ += piece_.size() < kMostLine ? std::string(1, c) : std::string();
    } else if (!piece_.empty()) {
      last_.swap(piece_);
      piece_.clear();
    }
  }
}

void EngineLog::note(const std::string& line) {
  char stamp[32];
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::strftime(stamp, sizeof stamp, "%F %T", &local);
  write(std::string(stamp) + " [" + std::to_string(getpid()) + "] " + line + "\n");
}

void EngineLog::write(std::string_view text) {
  const std::filesystem::path folder = cacheFolder();
  if (folder.empty()) {
    return;
  }
  const std::filesystem::path file = folder / "engine.log";
  std::error_code failed;
  if (const auto size = std::filesystem::file_size(file, failed); !failed && size > kMostBytes) {
    std::filesystem::rename(file, folder / "engine.log.1", failed);
  }
  if (std::FILE* out = std::fopen(file.c_str(), "ae")) {
    std::fwrite(text.data(), 1, text.size(), out);
    std::fclose(out);
  }
}

}  // namespace liminal
