// A bus's channels as a host has them: of floats or doubles, or of nothing.
#pragma once

#include <algorithm>

namespace liminal {

struct Channels {
  void* of[2] = {};  // null for one that is silent, or that nobody hears
  bool wide = false;  // doubles

  // A part of one channel as floats, which scratch has room for; null is silence.
  const float* read(int channel, int from, int count, float* scratch) const {
    if (of[channel] == nullptr || !wide) {
      return narrowed(channel, from);
    }
    std::transform(widened(channel, from), widened(channel, from) + count, scratch,
                   [](double x) { return static_cast<float>(x); });
    return scratch;
  }

  // Where write() wants a part of one channel to be.
  float* place(int channel, int from, float* scratch) const {
    return of[channel] == nullptr || wide ? scratch : narrowed(channel, from);
  }

  void write(int channel, int from, int count, const float* placed) const {
    if (of[channel] != nullptr && wide) {
      std::copy_n(placed, count, widened(channel, from));
    }
  }

  void fillWithSilence(int count) const {
    for (int c = 0; c < 2; ++c) {
      if (of[c] != nullptr && wide) {
        std::fill_n(widened(c, 0), count, 0.0);
      } else if (of[c] != nullptr) {
        std::fill_n(narrowed(c, 0), count, 0.0f);
      }
    }
  }

 private:
  float* narrowed(int channel, int from) const {
    return of[channel] == nullptr ? nullptr : static_cast<float*>(of[channel]) + from;
  }
  double* widened(int channel, int from) const { return static_cast<double*>(of[channel]) + from; }
};

}  // namespace liminal
