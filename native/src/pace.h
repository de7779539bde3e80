// Tells a host that plays from one that renders, by when its blocks come.
#pragma once

#include <algorithm>
#include <cstdint>

#include "clock.h"

namespace liminal {

// In real time a block may never wait for the engine. A host that renders may, and must, even when it
// does not say so: it is ahead of the clock.
class Pace {
 public:
  // A new stream.
  void begin() { *this = Pace(); }

  // Whether the block that comes now may wait for the engine; offline: the host says that it renders.
  bool mayWait(std::int64_t now, std::int64_t durationNs, bool offline) {
    if (duration_ != 0) {
      judge(now);
    }
    arrival_ = now;
    duration_ = durationNs;
    waits_ = offline || fast_;
    return waits_;
  }

  // The block is given back.
  void leave(std::int64_t now) { left_ = now; }

 private:
  // Drivers with several buffers come in bursts, and hosts that were held up catch up.
  static constexpr std::int64_t kBurstNs = 100 * kNsPerMs;
  static constexpr std::int64_t kCatchUpNs = 500 * kNsPerMs;
  static constexpr std::int64_t kPacedAfterNs = 250 * kNsPerMs;
  static constexpr std::int64_t kHeldUpNs = 3000 * kNsPerMs;

  void judge(std::int64_t now) {
    const std::int64_t own = now - left_;  // the host's time, without what blocks waited here
    // an engine that sets to work on a block longer than any burst may hold it up here
    const bool heldUp = !paced_ && duration_ > kBurstNs;
    const std::int64_t passed = waits_ || heldUp ? own : now - arrival_;
    aheadNs_ = std::max(aheadNs_ + duration_ - passed, -kCatchUpNs);
    aheadNs_ -= aheadNs_ / 1024;  // clocks differ a little
    // a stream's first blocks come one by one, or all at once
    fast_ = aheadNs_ > (paced_ ? kBurstNs : duration_ * 3 / 4);
    passedNs_ += passed;
    paced_ = paced_ || (passedNs_ >= kPacedAfterNs && aheadNs_ < kBurstNs);
    // a host that no longer gains on the clock plays, and is only held up here
    const bool gains = now - arrival_ < duration_ * 9 / 10;
    slowNs_ = gains ? 0 : slowNs_ + duration_;
    punctualBlocks_ = own < duration_ / 2 ? 0 : punctualBlocks_ + 1;
    if (fast_ && (punctualBlocks_ >= 2 || slowNs_ >= kHeldUpNs)) {
      fast_ = false;
      paced_ = true;
      aheadNs_ = 0;
    }
  }

  std::int64_t arrival_ = 0;
  std::int64_t left_ = 0;
  std::int64_t duration_ = 0;
  std::int64_t aheadNs_ = 0;
  std::int64_t passedNs_ = 0;
  std::int64_t slowNs_ = 0;
  int punctualBlocks_ = 0;
  bool waits_ = false;
  bool fast_ = false;
  bool paced_ = false;
};

}  // namespace liminal
