// Samples in a ring whose capacity is a power of two, by their position.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace liminal::wrap {

inline std::size_t index(std::size_t capacity, std::int64_t position) {
  return static_cast<std::size_t>(position) & (capacity - 1);
}

// Null is silence.
inline void write(float* ring, std::size_t capacity, std::int64_t position, const float* from, int count) {
  const std::size_t at = index(capacity, position);
  const std::size_t first = std::min<std::size_t>(static_cast<std::size_t>(count), capacity - at);
  const std::size_t rest = static_cast<std::size_t>(count) - first;
  if (from == nullptr) {
    std::fill_n(ring + at, first, 0.0f);
    std::fill_n(ring, rest, 0.0f);
  } else {
    std::memcpy(ring + at, from, first * sizeof(float));
    std::memcpy(ring, from + first, rest * sizeof(float));
  }
}

inline void read(const float* ring, std::size_t capacity, std::int64_t position, float* to, int count) {
  const std::size_t at = index(capacity, position);
  const std::size_t first = std::min<std::size_t>(static_cast<std::size_t>(count), capacity - at);
  std::memcpy(to, ring + at, first * sizeof(float));
  std::memcpy(to + first, ring, (static_cast<std::size_t>(count) - first) * sizeof(float));
}

}  // namespace liminal::wrap
