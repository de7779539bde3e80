// The latest samples of the input, found by position: the dry signal, which needs no engine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "wrap.h"

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
  }

  // Null is silence.
  void write(int channel, std::int64_t position, const float* from, int count) {
    wrap::write(samples_[channel].data(), samples_[channel].size(), position, from, count);
  }

  void read(int channel, std::int64_t position, float* to, int count) const {
    wrap::read(samples_[channel].data(), samples_[channel].size(), position, to, count);
  }

 private:
  std::vector<float> samples_[2];
};

}  // namespace liminal
