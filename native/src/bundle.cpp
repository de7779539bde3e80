#include "bundle.h"

#include <dlfcn.h>

#include <cstdlib>
#include <sstream>

#include "scratch.h"

namespace liminal {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

fs::path javaProgram() { return resources() / "runtime" / "bin" / "java"; }

}  // namespace

fs::path resources() {
  if (const std::string given = environment("LIMINAL_RESOURCES"); !given.empty()) {
    return given;
  }
  Dl_info here;
  if (dladdr(reinterpret_cast<void*>(&resources), &here) == 0 || here.dli_fname == nullptr) {
    return {};
  }
  std::error_code failed;
  const fs::path library = fs::canonical(here.dli_fname, failed);
  return library.parent_path().parent_path() / "Resources";
}

std::vector<std::string> engineCommand() {
  if (const std::string given = environment("LIMINAL_ENGINE"); !given.empty()) {
    std::istringstream words(given);
    std::vector<std::string> command;
    for (std::string word; words >> word;) {
      command.push_back(word);
    }
    return command;
  }
  const fs::path home = resources();
  std::vector<std::string> command{
      javaProgram(),
      "-XX:+UseSerialGC",
      "-Xmx1g",
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:GuaranteedSafepointInterval=0",  // no stop of all threads without need
      "-XX:-UsePerfData",  // else a killed engine would leave a file behind
      "-Djava.awt.headless=true",
      "-Djna.nounpack=true",
      "-Djna.boot.library.path=" + (home / "native").string(),
      "-Donnxruntime.native.path=" + (home / "native").string(),
      "-Dliminal.home=" + home.string(),
  };
  if (const fs::path folder = scratch::folder(); !folder.empty()) {
    command.push_back("-Djava.io.tmpdir=" + folder.string());
    command.push_back("-XX:ErrorFile=" + (cacheFolder() / "engine-crash.log").string());
  }
  command.insert(command.end(), {"-cp", (home / "liminal.jar").string() + ":" + (home / "lib").string() + "/*",
                                 "audio.liminal.cli.Main", "plugin-engine"});
  return command;
}

std::string engineProblem() {
  if (!environment("LIMINAL_ENGINE").empty()) {
    return "";
  }
  if (const std::string home = resources(); home.find(':') != std::string::npos) {  // Java splits its own path there
    return "Java can't run in a folder with a colon in its path: " + home + "; move the plugin";
  }
  std::error_code failed;
  for (const fs::path& needed : {javaProgram(), resources() / "liminal.jar"}) {
    if (!fs::exists(needed, failed)) {
      return "the plugin's bundle lacks " + needed.string() + "; install it anew (./liminal install-plugin)";
    }
  }
  return "";
}

fs::path cacheFolder() {
  fs::path base = environment("XDG_CACHE_HOME");
  if (!base.is_absolute()) {
    const std::string home = environment("HOME");
    if (home.empty()) {
      return {};
    }
    base = fs::path(home) / ".cache";
  }
  std::error_code failed;
  fs::create_directories(base / "liminal", failed);
  return failed ? fs::path() : base / "liminal";
}

}  // namespace liminal
