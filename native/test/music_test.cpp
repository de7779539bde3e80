// The real bundle with a stand-in engine that plays beats: what of the host's music reaches it.
#include <doctest/doctest.h>

#include <cmath>

#include "engine_choice.h"
#include "host.h"

using namespace host;

namespace {

constexpr double kRate = 48000;
constexpr int kLargest = 480;

struct Player {
  const EngineChoice engine = EngineChoice::standIn("--beats");
  Module module{BUNDLE};
  Effect effect{module};
  std::vector<float> heard;

  Player() {
    effect.arrange(1, false);
    effect.setUp(kRate, kLargest);
    effect.activate(true);
    effect.context.state = vst::ProcessContext::kPlaying | vst::ProcessContext::kTempoValid |
                           vst::ProcessContext::kProjectTimeMusicValid;
    effect.context.tempo = 60;
  }

  // Goes on in blocks of a size, with the music in step with the timeline.
  void play(int samples, int block) {
    for (int done = 0; done < samples; done += block) {
      const int count = std::min(block, samples - done);
      effect.context.projectTimeMusic = static_cast<double>(effect.context.projectTimeSamples) / kRate * effect.context.tempo / 60;
      process(count);
    }
  }

  void process(int count) {
    std::vector<float> silence(static_cast<std::size_t>(count));
    float* at[2] = {silence.data(), nullptr};
    REQUIRE(effect.process(at, nullptr, at, count, vst::kOffline) == kResultOk);
    heard.insert(heard.end(), silence.begin(), silence.end());
  }

  // The beat at a sample that was handed over.
  float at(int sample) const { return heard[static_cast<std::size_t>(sample + kLargest)]; }
};

}  // namespace

TEST_CASE("the host's beats reach the engine, to the sample and whatever the blocks") {
  std::vector<float> expected;
  for (const int block : {480, 100, 7}) {
    Player player;
    player.effect.context.projectTimeSamples = 48000;  // the start of a hop
    player.play(4800, block);
    CHECK(player.at(0) == 1);
    CHECK(player.at(2400) == 1.05f);
    CHECK(player.effect.lateBlocks() == 0);
    CHECK((expected.empty() || player.heard == expected));
    expected = player.heard;
  }
}

TEST_CASE("a stream that begins within a hop is at the host's beat there") {
  Player player;
  player.effect.context.projectTimeSamples = 48000 + 100;
  player.play(4800, 480);
  CHECK(player.at(0) == doctest::Approx(1 + 100 / kRate).epsilon(1e-6));
}

TEST_CASE("what rolls in by the latency is at the beat that it will sound at") {
  Player player;
  player.effect.context.projectTimeSamples = -static_cast<int64>(player.effect.processor->getLatencySamples());
  player.play(4800, 480);
  CHECK(player.at(0) == doctest::Approx(0).epsilon(1e-6));
  CHECK(player.at(2400) == doctest::Approx(0.05).epsilon(1e-6));
}

TEST_CASE("jumps and other tempos are followed, and beats go on while the host stands") {
  Player player;
  player.play(4800, 480);
  player.effect.context.tempo = 240;
  player.play(4800, 480);
  CHECK(player.at(4799) == doctest::Approx(4799 / kRate));
  CHECK(player.at(4800) == doctest::Approx(0.4));
  player.effect.context.state &= ~static_cast<uint32>(vst::ProcessContext::kPlaying);
  for (int i = 0; i < 10; ++i) {
    player.effect.context.projectTimeMusic = 33;
    player.process(480);
  }
  CHECK(player.at(9600 + 2400) == doctest::Approx(1));
  player.effect.context.state = 0;  // says nothing at all
  player.process(480);
  player.process(480);
  CHECK(player.at(14400 + 240) == doctest::Approx(0.8 + 5040 / kRate * 4));
}

TEST_CASE("music that can't be is not told") {
  Player player;
  for (const double nonsense : {std::nan(""), HUGE_VAL, -HUGE_VAL, 0.0, 1e300}) {
    player.effect.context.tempo = nonsense;
    player.effect.context.projectTimeMusic = nonsense == 0 ? 2e9 : nonsense;
    player.process(480);
  }
  player.process(480);
  CHECK(player.at(4 * 480) == doctest::Approx(4 * 480 / kRate * 2));
}
