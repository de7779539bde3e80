// Where the engine takes the music to be, and what of a host's word on it is news.
#pragma once

#include <cmath>
#include <cstdint>

namespace liminal {

// What a host says of its music at a sample; beats are quarter notes.
struct Music {
  double bpm = 0;  // 0 where it does not say
  double beat = 0;
  bool moves = false;  // else there is no beat

  // What an engine takes, see MusicClock.java.
  static bool isBpm(double bpm) { return bpm >= 10 && bpm <= 1000; }
  static bool isBeat(double beat) { return beat >= -1e9 && beat <= 1e9; }
};

class Beats {
 public:
  // A stream begins here of which nothing is told.
  void begin(int sampleRateHz, std::int64_t position) {
    *this = Beats();
    samplesPerMinute_ = 60.0 * sampleRateHz;
    position_ = position;
  }

  // What the host says of the sample that lies so many after a position. True where the music does not
  // just go on as it did: beat() and bpm() there are to be told. While it stands, beats go on.
  bool hear(const Music& music, std::int64_t position, int after) {
    const double expected = beat_ + static_cast<double>(position - position_) * bpm_ / samplesPerMinute_;
    const double bpm = music.bpm > 0 ? music.bpm : bpm_;
    const double beat = music.moves ? music.beat - after * bpm / samplesPerMinute_ : expected;
    if (bpm == bpm_ && std::fabs(beat - expected) <= kSameBeat) {
      return false;
    }
    position_ = position;
    beat_ = beat;
    bpm_ = bpm;
    return true;
  }

  double beat() const { return beat_; }
  double bpm() const { return bpm_; }

 private:
  // Hosts round to their ticks, of which a beat has as many at least.
  static constexpr double kSameBeat = 1.0 / 480;

  double samplesPerMinute_ = 1;
  std::int64_t position_ = 0;
  double beat_ = 0;
  double bpm_ = 120;
};

}  // namespace liminal
