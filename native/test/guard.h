// Catches what an audio thread must not do: memory, locks, system calls that may block.
#pragma once

#include <cstdint>

namespace guard {

// While one exists on this thread, every forbidden call is counted, and named on the error stream.
class Guarded {
 public:
  Guarded();
  ~Guarded();
};

// Forbidden calls of all threads so far.
std::uint64_t violations();

// Whether calls are interposed in this build; not beside a sanitizer.
bool isArmed();

}  // namespace guard
