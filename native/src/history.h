// The latest samples of the input, found by position: the dry signal, which needs no engine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace liminal {

class History {
 public:
  // Allocates; nothing is kept of what was there.
  void prepare(int channels, int leastCapacity) {
    std::size_t capacity = 1;
    while (capacity < static_cast<std::size_t>(leastCapacity)) {
      capacity *= 2;
    }
    for (int c = 0; c < 2; ++c) {
      samples_[c].assign(c < channels ? capacity : 0, 0.0f);
    }
    mask_ = static_cast<std::int64_t>(capacity) - 1;
  }

  // Null is silence.
  void write(int channel, std::int64_t position, const float* from, int count) {
    std::vector<float>& to = samples_[channel];
    for (int i = 0; i < count; ++i) {
      to[static_cast<std::size_t>((position + i) & mask_)] = from == nullptr ? 0 : from[i];
    }
  }

  float at(int channel, std::int64_t position) const {
    return samples_[channel][static_cast<std::size_t>(position & mask_)];
  }

 private:
  std::vector<float> samples_[2];
  std::int64_t mask_ = 0;
};

}  // namespace liminal
