// Joins one signal to another without a step, as Splice.java does.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

namespace liminal {

class Splice {
 public:
  static constexpr int kFadeSamples = 64;

  Splice() {
    constexpr double kPi = 3.14159265358979323846;
    for (int i = 0; i < kFadeSamples; ++i) {
      fade_[i] = static_cast<float>(0.5 + 0.5 * std::cos(kPi * (i + 1) / (kFadeSamples + 1)));
    }
  }

  // As if silence had been heard so far.
  void reset() {
    last_.fill(0);
    faded_ = kFadeSamples;
  }

  // Begins a seam: what comes next goes on from `before` instead of from the last sample heard.
  void begin(int channel, float before) {
    step_[channel] = last_[channel] - before;
    faded_ = 0;
  }

  // Mends the block that comes next, in place.
  void apply(float* const* block, int channels, int count) {
    const int n = std::min(count, kFadeSamples - faded_);
    for (int c = 0; c < channels; ++c) {
      for (int i = 0; i < n; ++i) {
        block[c][i] += step_[c] * fade_[faded_ + i];
      }
      last_[c] = block[c][count - 1];
    }
    faded_ += n;
  }

 private:
  std::array<float, kFadeSamples> fade_;
  std::array<float, 2> step_{};
  std::array<float, 2> last_{};
  int faded_ = kFadeSamples;
};

}  // namespace liminal
