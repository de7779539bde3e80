// Tells a host that plays from one that renders, by when its blocks come.
#pragma once

#include <cstdint>

#include "clock.h"

namespace liminal {

// In real time a block may never wait for the engine. A host that renders may, and must, even when it
// does not say so: it asks for blocks faster than they last.
class Pace {
 public:
  static constexpr std::int64_t kFull = INT64_MAX;

  // A new stream.
  void begin() { *this = Pace(); }

  // How long the block that came at `now` may wait: 0 for not at all, kFull for as long as is
  // sensible.
  //
  // offline: the host says that it renders; onControlThread: the thread is the one that activated the
  // stream, which no audio driver's is, so it is trusted until it has proved to be paced.
  std::int64_t arrive(std::int64_t now, std::int64_t durationNs, bool offline, bool onControlThread) {
    if (duration_ != 0) {
      judge(now);
    }
    arrival_ = now;
    duration_ = durationNs;
    waits_ = offline || fast_ || (onControlThread && !paced_);
    // early, but perhaps only jitter: what harms no host that plays, and does not hide one that renders
    return waits_ ? kFull : early_ ? duration_ * 2 / 5 : 0;
  }

  // The block is given back.
  void leave(std::int64_t now) { left_ = now; }

 private:
  static constexpr std::int64_t kFastAfterNs = 150 * kNsPerMs;
  static constexpr std::int64_t kSlowAfterNs = 1000 * kNsPerMs;

  void judge(std::int64_t now) {
    // where a block may have waited, only the host's own time tells
    early_ = now - (waits_ ? left_ : arrival_) < duration_ / 2;
    if (early_) {
      punctualBlocks_ = 0;
      ++earlyBlocks_;
      earlyNs_ += duration_;
      if (earlyBlocks_ >= 2 && earlyNs_ >= kFastAfterNs) {
        fast_ = true;
        paced_ = false;
      }
    } else {
      paced_ = paced_ || ++punctualBlocks_ >= 2;
      fast_ = false;
      earlyBlocks_ = 0;
      earlyNs_ = 0;
    }
    // a host that no longer gains on the clock plays, and is only held up here
    slowNs_ = now - arrival_ < duration_ * 9 / 10 ? 0 : slowNs_ + duration_;
    fast_ = fast_ && slowNs_ < kSlowAfterNs;
  }

  std::int64_t arrival_ = 0;
  std::int64_t left_ = 0;
  std::int64_t duration_ = 0;
  std::int64_t earlyNs_ = 0;
  std::int64_t slowNs_ = 0;
  int earlyBlocks_ = 0;
  int punctualBlocks_ = 0;
  bool waits_ = false;
  bool early_ = false;
  bool fast_ = false;
  bool paced_ = false;
};

}  // namespace liminal
