// What lies beside the plugin in its bundle, and how the engine there is started.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace liminal {

// Contents/Resources of the bundle this library was loaded from; LIMINAL_RESOURCES names another.
std::filesystem::path resources();

// The command that starts an engine; LIMINAL_ENGINE names another, its words apart by spaces.
std::vector<std::string> engineCommand();

// Why the engine can't be started from here, in one line, or empty.
std::string engineProblem();

// $XDG_CACHE_HOME/liminal, made when it isn't there; empty when that can't be.
std::filesystem::path cacheFolder();

}  // namespace liminal
