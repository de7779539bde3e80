// Waking and waiting on a word of memory that two processes share.
#pragma once

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <cstdint>

namespace liminal::futex {

// Never blocks.
inline void wake(std::atomic<std::uint32_t>& word) {
  syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

inline void bumpAndWake(std::atomic<std::uint32_t>& word) {
  word.fetch_add(1, std::memory_order_seq_cst);
  wake(word);
}

// Returns when woken, when the word differs from what was seen, or after so many nanoseconds.
inline void wait(std::atomic<std::uint32_t>& word, std::uint32_t seen, std::int64_t atMostNs) {
  timespec limit{static_cast<time_t>(atMostNs / 1'000'000'000), static_cast<long>(atMostNs % 1'000'000'000)};
  syscall(SYS_futex, &word, FUTEX_WAIT, seen, &limit, nullptr, 0);
}

}  // namespace liminal::futex
