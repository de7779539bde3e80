// The real bundle with a stand-in engine that takes its time to load: what a render plays from its first sample on.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>

#include "engine_choice.h"
#include "host.h"

using namespace host;

namespace {

constexpr int kBlock = 256;

struct Player {
  const EngineChoice engine = EngineChoice::standIn("--load 600");
  Module module{BUNDLE};
  Effect effect{module};

  Player() {
    effect.arrange(2, false);
    effect.setUp(48000, kBlock);
    effect.activate(true);
    effect.context.state = vst::ProcessContext::kPlaying;
  }

  // The first channel of what is heard of ones.
  std::vector<float> play(int blocks, int mode) {
    std::vector<float> heard;
    std::vector<float> ones(kBlock, 1);
    for (int b = 0; b < blocks; ++b) {
      std::vector<float> out[2] = {ones, ones};
      float* in[2] = {ones.data(), ones.data()};
      float* outs[2] = {out[0].data(), out[1].data()};
      REQUIRE(effect.process(in, nullptr, outs, kBlock, mode) == kResultOk);
      heard.insert(heard.end(), out[0].begin(), out[0].end());
      if (mode == vst::kRealtime) {
        usleep(kBlock * 1'000'000 / 48000);
      }
    }
    return heard;
  }
};

// A quarter of a second in real time, at the end of which something is heard, late or not.
bool isHeard(Player& player) { return player.play(50, vst::kRealtime).back() != 0; }

bool isAll(const std::vector<float>& heard, int from, float value) {
  return std::all_of(heard.begin() + from, heard.end(), [value](float x) { return x == value; });
}

}  // namespace

TEST_CASE("what was chosen just before a render plays from its first sample on") {
  Player player;
  CHECK(isHeard(player));
  SUBCASE("by the host's controls") { player.effect.choose("Anchor", "violin"); }
  SUBCASE("with the render's first block alone") {
    player.effect.choose("Anchor", "violin");
    const double violin = player.effect.value("Anchor");
    player.effect.in.clear();
    player.effect.controller->setParamNormalized(player.effect.id("Anchor"), 0);
    player.effect.in.add(player.effect.id("Anchor"), 0, violin);
  }
  CHECK(isAll(player.play(20, vst::kOffline), 0, 0));
  player.effect.choose("Anchor", "choir");  // within a render, from the next block on
  CHECK(isAll(player.play(20, vst::kOffline), kBlock, 0.5f));
  CHECK(player.effect.lateBlocks() == 0);
}

TEST_CASE("a block in real time does not wait for what is chosen") {
  Player player;
  CHECK(isHeard(player));
  player.effect.choose("Anchor", "violin");
  CHECK(isHeard(player));
}
