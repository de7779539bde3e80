// What the system knows of this process, for tests that look for leaks.
#pragma once

#include <sys/types.h>

#include <set>
#include <string>
#include <vector>

namespace machine {

int openDescriptors();
std::vector<pid_t> children();
// Mappings of the engine's shared memory.
int sharedMappings();
// Files of ours in /dev/shm and /tmp, and those in this process's folder for its engine, where Java's go.
std::set<std::string> temporaryFiles();
// Proportional share of memory of a process in KiB, 0 when it is gone.
long memoryKiB(pid_t process);

}  // namespace machine
