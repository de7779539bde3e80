#include "ring_client.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <thread>

#include "clock.h"
#include "futex.h"
#include "segment.h"

using namespace liminal;

namespace {

constexpr int kTransport = 256;
constexpr int kEngineLatency = 1023;

// An engine within this thread: half of the delayed input.
struct Bench {
  Segment segment;
  RingClient::Hope hope{true};
  RingClient client;
  std::vector<float> values = std::vector<float>(ring::kParameters);
  std::int64_t start = 0;
  std::int64_t taken = 0;

  Bench() {
    client.attach(&slot(), &segment.header(), &hope);
    begin();
  }

  ring::Slot& slot() { return segment.slot(0); }

  void begin(int channels = 1) {
    client.begin({48000, channels, 0, kTransport, 1, 128, kEngineLatency}, values.data());
    start = taken = slot().streamStart.load();
  }

  void answer() {
    slot().validFrom.store(start - 1);
    slot().outputEnd.store(taken);
    slot().answer.store(ring::kPlaying);
    slot().answeredGeneration.store(slot().generation.load());
  }

  void work() {
    for (const std::int64_t end = slot().inputEnd.load(); taken < end; ++taken) {
      const std::int64_t from = taken - kEngineLatency;
      const float x = from < start ? 0 : slot().input[0][from & (ring::kRingSamples - 1)];
      slot().output[0][taken & (ring::kRingSamples - 1)] = 0.5f * x;
    }
    slot().outputEnd.store(taken);
  }

  // Plays noise in blocks of random sizes; the engine works after each block for which `works` says so.
  template <typename Works>
  std::vector<float> play(int samples, Works works, std::vector<float>& input) {
    std::mt19937 random(1);
    std::vector<float> output;
    for (int done = 0; done < samples;) {
      const int count = std::min<int>(1 + static_cast<int>(random() % kTransport), samples - done);
      std::vector<float> block(static_cast<std::size_t>(count));
      for (float& x : block) {
        x = static_cast<float>(static_cast<int>(random() % 2001) - 1000) / 1000;
      }
      input.insert(input.end(), block.begin(), block.end());
      float* channels[2] = {block.data(), nullptr};
      client.exchange(channels, nullptr, channels, count, false);
      output.insert(output.end(), block.begin(), block.end());
      done += count;
      if (works(done)) {
        work();
      }
    }
    return output;
  }
};

constexpr int kTotal = kTransport + kEngineLatency;

}  // namespace

TEST_CASE("morphed blocks come exactly as late as is reported") {
  Bench bench;
  bench.answer();
  std::vector<float> in;
  const std::vector<float> out = bench.play(20000, [](int) { return true; }, in);
  for (std::size_t i = 0; i < out.size(); ++i) {
    REQUIRE(out[i] == (i < kTotal ? 0 : 0.5f * in[i - kTotal]));
  }
  CHECK(bench.client.lateBlocks() == 0);
}

TEST_CASE("without an engine all is dry, as late") {
  Bench bench;
  std::vector<float> in;
  const std::vector<float> out = bench.play(20000, [](int) { return false; }, in);
  for (std::size_t i = 0; i < out.size(); ++i) {
    REQUIRE(out[i] == (i < kTotal ? 0 : in[i - kTotal]));
  }
  CHECK(bench.client.lateBlocks() > 0);
}

TEST_CASE("without memory all is dry") {
  RingClient client;
  std::vector<float> values(ring::kParameters);
  client.attach(nullptr, nullptr, nullptr);
  client.begin({48000, 1, 2, 64, 1, 128, 100}, values.data());
  client.awaitAnswer(kNsPerSecond);
  client.set(0, 1, 0);
  std::vector<float> heard;
  for (int i = 0; i < 10; ++i) {
    std::vector<float> block(64, static_cast<float>(i));
    float* channels[2] = {block.data(), nullptr};
    client.exchange(channels, nullptr, channels, 64, true);
    heard.insert(heard.end(), block.begin(), block.end());
  }
  CHECK(heard[163] == 0);
  CHECK(heard[164 + 64] == 1);
  client.end();
}

TEST_CASE("late blocks are dry, joined without a step, counted, and never heard late") {
  Bench bench;
  bench.answer();
  std::vector<float> in;
  const std::vector<float> out = bench.play(60000, [](int done) { return done < 20000 || done > 40000; }, in);
  CHECK(bench.client.lateBlocks() > 50);
  int dry = 0;
  int wet = 0;
  for (std::size_t i = kTotal; i < out.size(); ++i) {
    dry += out[i] == in[i - kTotal] && in[i - kTotal] != 0;
    wet += out[i] == 0.5f * in[i - kTotal];
  }
  CHECK(dry > 15000);
  CHECK(wet > 30000);
  CHECK(dry + wet > static_cast<int>(out.size()) - kTotal - 2 * Splice::kFadeSamples - 100);
}

TEST_CASE("a new stream is silent before its start, whatever was played before") {
  Bench bench;
  bench.answer();
  std::vector<float> in;
  bench.play(5000, [](int) { return true; }, in);
  bench.client.end();
  bench.begin();
  bench.answer();
  in.clear();
  const std::vector<float> out = bench.play(5000, [](int) { return true; }, in);
  for (std::size_t i = 0; i < out.size(); ++i) {
    REQUIRE(out[i] == (i < kTotal ? 0 : 0.5f * in[i - kTotal]));
  }
}

TEST_CASE("hops lie as on the host's timeline") {
  Bench bench;
  bench.client.align(1000);  // 104 into a hop of 128
  CHECK(bench.slot().inputEnd.load() - bench.slot().streamStart.load() == 104);
  bench.begin();
  bench.client.align(-1);
  CHECK(bench.slot().inputEnd.load() - bench.slot().streamStart.load() == 127);
}

TEST_CASE("only news of the music is told") {
  Bench bench;
  const auto told = [&bench] { return bench.slot().tempoEnd.load(); };
  const auto last = [&bench, &told]() -> const ring::Tempo& { return bench.slot().tempos[(told() - 1) % ring::kTempos]; };
  std::vector<float> block(240);
  float* channels[2] = {block.data(), nullptr};
  const auto play = [&](Music music, int after = 0) {
    bench.client.follow(music, after);
    bench.client.exchange(channels, nullptr, channels, 240, false);
  };
  play({120, 0, true});  // what is taken for granted
  play({0, 0, false});
  play({120, 0.021, true});  // 0.02, in ticks
  CHECK(told() == 0);
  play({60, 7, true}, 48);  // the beat a millisecond on
  CHECK(told() == 1);
  CHECK(last().position.load() == bench.start + 720);
  CHECK(last().beat.load() == doctest::Approx(6.999));
  CHECK(last().bpm.load() == 60);
  play({60, 7.004, true});
  play({60, 0, false});  // it stands, and beats go on
  play({60, 7.014, true});
  CHECK(told() == 1);
  play({60, 3, true});  // a jump
  CHECK(told() == 2);
  CHECK(last().beat.load() == 3);
  play({90, 100, false});  // another tempo while it stands
  CHECK(told() == 3);
  CHECK(last().beat.load() == doctest::Approx(3.005));
  CHECK(last().bpm.load() == 90);
  bench.client.restart();
  play({90, 3.0125, true});  // what begins anew knows of nothing
  CHECK(told() == 4);
  for (int i = 0; i < 1000; ++i) {
    play({90, 2.0 * i, true});
  }
  CHECK(told() == 1004);
  CHECK(last().beat.load() == 1998);
}

TEST_CASE("events that find no room are counted, and their values kept") {
  Bench bench;
  for (int i = 0; i < 5000; ++i) {
    bench.client.set(7, static_cast<float>(i), 0);
  }
  CHECK(bench.slot().eventEnd.load() == ring::kEvents);
  CHECK(bench.slot().eventsLost.load() == 5000 - ring::kEvents);
  CHECK(bench.slot().values[7].load() == 4999);
}

TEST_CASE("what an engine claims is checked") {
  Bench bench;
  bench.answer();
  for (const std::int64_t end : {INT64_MAX, INT64_MIN, std::int64_t{-1}, std::int64_t{1} << 40}) {
    bench.slot().outputEnd.store(end);
    std::vector<float> block(64, 0.25f);
    float* channels[2] = {block.data(), nullptr};
    for (int i = 0; i < 30; ++i) {
      bench.client.exchange(channels, nullptr, channels, 64, false);
    }
    for (const float x : block) {
      CHECK(std::isfinite(x));
    }
  }
  CHECK(bench.client.malformed() > 50);
  bench.slot().load.store(std::nanf(""));
  CHECK(bench.client.load() == 0);
}

TEST_CASE("nonsense samples are silence") {
  Bench bench;
  bench.answer();
  bench.slot().output[0][0] = std::nanf("");
  for (std::size_t i = 0; i < 600; ++i) {
    bench.slot().output[0][i] = i % 2 == 0 ? std::nanf("") : INFINITY;
  }
  std::vector<float> block(kTransport, 0.25f);
  float* channels[2] = {block.data(), nullptr};
  bench.client.exchange(channels, nullptr, channels, kTransport, false);
  bench.slot().outputEnd.store(bench.slot().inputEnd.load());
  bench.client.exchange(channels, nullptr, channels, kTransport, false);
  for (const float x : block) {
    CHECK(x == 0);
  }
}

TEST_CASE("a text is awaited until it plays or is refused, and once in vain") {
  Bench bench;
  bench.answer();
  bench.slot().requestSequence.store(2);
  CHECK_FALSE(bench.client.awaitAnswer(10 * kNsPerMs));
  bench.client.awaitText(10 * kNsPerMs);
  CHECK(bench.client.lateBlocks() == 1);
  const std::int64_t before = nowNs();
  bench.client.awaitText(100 * kNsPerSecond);
  CHECK(nowNs() - before < kNsPerSecond);
  bench.slot().requestSequence.store(4);
  std::thread engine([&] {
    usleep(20'000);
    bench.slot().answeredText.store(4);
    futex::bumpAndWake(bench.slot().outputWake);
  });
  bench.client.awaitText(100 * kNsPerSecond);
  engine.join();
  CHECK(bench.client.lateBlocks() == 1);
  bench.slot().requestSequence.store(6);
  bench.slot().answer.store(ring::kRefused);
  CHECK_FALSE(bench.client.awaitAnswer(10 * kNsPerMs));  // that was the text before
  bench.slot().answeredText.store(6);
  CHECK(bench.client.awaitAnswer(100 * kNsPerSecond));
  bench.slot().answer.store(ring::kLoading);
  bench.hope = false;
  CHECK_FALSE(bench.client.awaitAnswer(100 * kNsPerSecond));
}

TEST_CASE("a render waits for what was chosen after a refusal") {
  Bench bench;
  bench.answer();
  bench.slot().answer.store(ring::kRefused);
  bench.slot().requestSequence.store(2);
  bench.slot().answeredText.store(2);
  std::vector<float> block(kTransport, 0.25f);
  float* channels[2] = {block.data(), nullptr};
  const auto render = [&] {
    bench.client.awaitText(RingClient::kFirstWaitNs);
    bench.client.exchange(channels, nullptr, channels, kTransport, true);
  };
  render();
  render();
  CHECK(bench.client.lateBlocks() == 1);
  bench.slot().requestSequence.store(4);
  std::thread engine([&] {
    usleep(20'000);
    bench.slot().answeredText.store(4);
    bench.slot().answer.store(ring::kPlaying);
    bench.work();
    futex::bumpAndWake(bench.slot().outputWake);
  });
  SUBCASE("before its next block") { render(); }
  SUBCASE("within a block") { bench.client.exchange(channels, nullptr, channels, kTransport, true); }
  engine.join();
  CHECK(bench.client.lateBlocks() == 1);
}

TEST_CASE("a host that renders waits for the engine, and not for one that is gone") {
  Bench bench;
  bench.answer();
  std::atomic<bool> done{false};
  std::thread engine([&] {
    for (std::uint32_t seen = 0; !done; seen = bench.slot().inputWake.load()) {
      futex::wait(bench.slot().inputWake, seen, 5 * kNsPerMs);
      usleep(300);
      bench.work();
      futex::bumpAndWake(bench.slot().outputWake);
    }
  });
  std::vector<float> block(kTransport, 0.25f);
  float* channels[2] = {block.data(), nullptr};
  for (int i = 0; i < 100; ++i) {
    bench.client.exchange(channels, nullptr, channels, kTransport, true);
  }
  CHECK(bench.client.lateBlocks() == 0);
  done = true;
  engine.join();
  bench.hope = false;
  const std::int64_t before = nowNs();
  for (int i = 0; i < 100; ++i) {
    bench.client.exchange(channels, nullptr, channels, kTransport, true);
  }
  CHECK(nowNs() - before < kNsPerSecond);
  CHECK(bench.client.lateBlocks() > 90);
}
