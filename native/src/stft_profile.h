// The delay of the engine's profiles: the twin of StftProfile.java and LatencyBudget.java.
#pragma once

#include <cmath>
#include <cstdint>
#include <iterator>

namespace liminal {

struct StftProfile {
  const char* name;
  int hopAt48k;
  int synthesisHops;

  int hopSamples(double sampleRateHz) const {
    return static_cast<int>(std::floor(hopAt48k * sampleRateHz / 48000.0 + 0.5));
  }

  // The synthesis window less one sample.
  int latencySamples(double sampleRateHz) const { return synthesisHops * hopSamples(sampleRateHz) - 1; }
};

// In the order of StftProfile's constants.
constexpr StftProfile kProfiles[] = {{"live", 64, 4}, {"studio", 128, 8}, {"hq", 256, 8}};

constexpr int kLeastRateHz = 44100;
constexpr int kMostRateHz = 192000;

}  // namespace liminal
