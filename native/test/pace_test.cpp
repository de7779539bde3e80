#include "pace.h"

#include <doctest/doctest.h>

using namespace liminal;

namespace {

constexpr std::int64_t kBlockNs = 10 * kNsPerMs;

}  // namespace

TEST_CASE("a host that plays never waits, with jitter below half a block") {
  Pace pace;
  for (std::int64_t i = 0; i < 1000; ++i) {
    const std::int64_t jitter = (i * 7919 % 40 - 20) * kNsPerMs / 10;
    CHECK(pace.arrive(i * kBlockNs + jitter, kBlockNs, false, false) == 0);
    pace.leave(i * kBlockNs + jitter + 5000);
  }
}

TEST_CASE("a burst waits no longer than does no harm") {
  Pace pace;
  for (std::int64_t i = 0; i < 200; ++i) {
    const std::int64_t now = i / 4 * 4 * kBlockNs + i % 4 * 10000;  // four at once
    CHECK(pace.arrive(now, kBlockNs, false, false) <= kBlockNs / 2);
    pace.leave(now + 5000);
  }
}

TEST_CASE("a host that renders is found out, and found out again") {
  Pace pace;
  std::int64_t now = 0;
  int blocks = 0;
  while (pace.arrive(now, kBlockNs, false, false) != Pace::kFull) {
    pace.leave(now + 1000);
    now += kNsPerMs;
    REQUIRE(++blocks < 20);
  }
  // now it waits in every block, and still renders
  for (int i = 0; i < 100; ++i) {
    now += 8 * kNsPerMs;
    pace.leave(now);
    now += 1000;
    CHECK(pace.arrive(now, kBlockNs, false, false) == Pace::kFull);
  }
  pace.leave(now);
  now += kBlockNs;
  pace.arrive(now, kBlockNs, false, false);
  pace.leave(now);
  CHECK(pace.arrive(now + kBlockNs, kBlockNs, false, false) == 0);
}

TEST_CASE("offline waits at once, and so does a control thread until it is paced") {
  Pace pace;
  CHECK(pace.arrive(0, kBlockNs, true, false) == Pace::kFull);
  pace.begin();
  CHECK(pace.arrive(0, kBlockNs, false, true) == Pace::kFull);
  pace.leave(1000);
  CHECK(pace.arrive(kBlockNs, kBlockNs, false, true) == Pace::kFull);
  pace.leave(kBlockNs + 1000);
  CHECK(pace.arrive(2 * kBlockNs, kBlockNs, false, true) == 0);
}
