#include "pace.h"

#include <doctest/doctest.h>

using namespace liminal;

namespace {

constexpr std::int64_t kBlockNs = 10 * kNsPerMs;
constexpr std::int64_t kCallNs = 5000;

bool arrive(Pace& pace, std::int64_t at) {
  const bool waits = pace.mayWait(at, kBlockNs, false);
  pace.leave(at + kCallNs);
  return waits;
}

}  // namespace

TEST_CASE("a host that plays never waits, whatever its jitter") {
  Pace pace;
  for (std::int64_t i = 0; i < 1000; ++i) {
    const std::int64_t jitter = i == 0 ? 0 : i * 7919 % 70 * kNsPerMs / 10;
    CHECK_FALSE(arrive(pace, i * kBlockNs + jitter));
  }
}

TEST_CASE("nor does one that is held up and catches up, or one that comes in bursts") {
  Pace pace;
  for (std::int64_t i = 0; i < 1000; ++i) {
    const std::int64_t due = i * kBlockNs;
    const bool heldUp = i % 200 >= 160;  // 400 ms, then all at once
    CHECK_FALSE(arrive(pace, heldUp ? (i / 200 * 200 + 200) * kBlockNs + i * 1000 : due));
  }
  pace.begin();
  for (std::int64_t i = 0; i < 1000; ++i) {
    const bool waits = arrive(pace, i / 4 * 4 * kBlockNs + i % 4 * 10000);
    CHECK((i < 32 || !waits));  // a first quarter of a second may be a render
  }
}

TEST_CASE("a stream that begins faster than the clock waits from its second block on") {
  Pace pace;
  CHECK_FALSE(arrive(pace, 0));
  std::int64_t now = kNsPerMs;
  for (int i = 0; i < 100; ++i) {
    CHECK(pace.mayWait(now, kBlockNs, false));
    now += 8 * kNsPerMs;  // held up here, by an engine that is hardly faster than real time
    pace.leave(now);
    now += 1000;
  }
}

TEST_CASE("a render's long first block may be held up, and so may a player's") {
  constexpr std::int64_t kLongNs = 180 * kNsPerMs;
  for (const bool renders : {true, false}) {
    Pace pace;
    CHECK_FALSE(pace.mayWait(0, kLongNs, false));
    pace.leave(kLongNs * 2 / 3);
    CHECK(pace.mayWait(renders ? kLongNs * 2 / 3 + 1000 : kLongNs, kLongNs, false) == renders);
  }
}

TEST_CASE("a host that turns from playing to rendering, and back, is found out") {
  Pace pace;
  std::int64_t now = 0;
  for (int i = 0; i < 100; ++i, now += kBlockNs) {
    arrive(pace, now);
  }
  int blocks = 0;
  for (; !arrive(pace, now); now += kNsPerMs) {
    REQUIRE(++blocks < 30);
  }
  for (int i = 0; i < 3; ++i) {
    now += kBlockNs;
    arrive(pace, now);
  }
  CHECK_FALSE(arrive(pace, now + kBlockNs));
}

TEST_CASE("a host that says that it renders waits at once") {
  Pace pace;
  CHECK(pace.mayWait(0, kBlockNs, true));
}
