// The real bundle with the stand-in engine: what a project and its listener rely on.
#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <future>
#include <random>
#include <thread>

#include "host.h"
#include "machine.h"

using namespace host;

namespace {

Module& module() {
  static Module loaded(BUNDLE);
  return loaded;
}

struct Buffers {
  std::vector<float> data[4];
  float* at[4];
  explicit Buffers(int count) {
    for (int c = 0; c < 4; ++c) {
      data[c].assign(static_cast<std::size_t>(count), 0);
      at[c] = data[c].data();
    }
  }
};

// What comes out for an impulse in the main input (0) or the sidechain (2), from the first channel.
std::vector<float> respond(Effect& effect, int input, int at, int samples, const std::vector<int>& blocks) {
  std::vector<float> heard;
  for (int done = 0, b = 0; done < samples; ++b) {
    const int count = std::min(blocks[static_cast<std::size_t>(b) % blocks.size()], samples - done);
    Buffers in(count);
    Buffers out(count);
    if (at >= done && at < done + count) {
      in.data[input][static_cast<std::size_t>(at - done)] = 1;
      in.data[input + 1][static_cast<std::size_t>(at - done)] = 1;
    }
    effect.process(in.at, in.at + 2, out.at, count, vst::kOffline);
    heard.insert(heard.end(), out.data[0].begin(), out.data[0].end());
    done += count;
  }
  return heard;
}

}  // namespace

TEST_CASE("an impulse comes as late as is reported, for every rate, profile and block size") {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (const char* profile : {"live", "studio", "hq"}) {
      for (const int block : {1, 61, 512, 8192}) {
        CAPTURE(rate);
        CAPTURE(profile);
        CAPTURE(block);
        Effect effect(module());
        effect.choose("Profile", profile);
        effect.arrange(2, true);
        effect.setUp(rate, block);
        effect.activate(true);
        const int latency = static_cast<int>(effect.processor->getLatencySamples());
        const std::vector<float> heard = respond(effect, 0, 100, latency + 200, {block});
        REQUIRE(heard[static_cast<std::size_t>(latency + 100)] == 0.5f);
        double sum = 0;
        for (const float x : heard) {
          sum += std::fabs(x);
        }
        CHECK(sum == 0.5);
      }
    }
  }
}

TEST_CASE("the latency is known before anything runs") {
  Effect effect(module());
  effect.setUp(48000, 256);
  CHECK(effect.processor->getLatencySamples() == 1023 + 256);
  effect.choose("Profile", "live");
  CHECK(effect.processor->getLatencySamples() == 255 + 256);
  CHECK((effect.handler.restarts & vst::kLatencyChanged) != 0);
}

TEST_CASE("a change of latency is told, also after a state that was loaded before the host listened") {
  Effect hq(module());
  hq.choose("Profile", "hq");
  Effect effect(module());
  effect.controller->setComponentHandler(nullptr);
  effect.setState(hq.state());
  effect.controller->setComponentHandler(&effect.handler);
  effect.choose("Profile", "studio");
  CHECK((effect.handler.restarts & vst::kLatencyChanged) != 0);
}

TEST_CASE("the latency stays while it is active, and changes with the next activation") {
  Effect effect(module());
  effect.setUp(48000, 256);
  effect.activate(true);
  effect.choose("Profile", "hq");
  CHECK((effect.handler.restarts & vst::kLatencyChanged) != 0);
  CHECK(effect.processor->getLatencySamples() == 1023 + 256);
  effect.activate(false);
  effect.activate(true);
  CHECK(effect.processor->getLatencySamples() == 2047 + 256);
}

TEST_CASE("blocks may change with every call, and be larger than was said") {
  Effect effect(module());
  effect.arrange(2, false);
  effect.setUp(48000, 500);
  effect.activate(true);
  const std::size_t latency = effect.processor->getLatencySamples();
  const std::vector<float> heard = respond(effect, 0, 3000, 20000, {1, 500, 7, 1300, 64, 499});
  CHECK(heard[3000 + latency] == 0.5f);
  CHECK(effect.lateBlocks() == 0);
}

TEST_CASE("a sidechain is heard, and an inactive one is not") {
  Effect effect(module());
  effect.turn("Morph", 1);
  effect.arrange(2, true);
  effect.setUp(48000, 256);
  effect.activate(true);
  const std::size_t latency = effect.processor->getLatencySamples();
  CHECK(respond(effect, 2, 10, 4000, {256})[10 + latency] == 1);
  effect.activate(false);
  effect.arrange(2, false);
  effect.activate(true);
  CHECK(respond(effect, 2, 10, 4000, {256})[10 + latency] == 0);
}

TEST_CASE("what is on an inactive bus is not heard, doubles or not") {
  Effect effect(module());
  effect.turn("Morph", 1);
  effect.arrange(2, false);
  effect.setUp(48000, 256);
  effect.activate(true);
  const std::size_t latency = effect.processor->getLatencySamples();
  const auto heard = [&] {
    std::vector<double> data[2] = {std::vector<double>(256, 0.25), std::vector<double>(256, 0.5)};
    std::vector<double> out(256);
    for (std::size_t done = 0; done < latency + 1024; done += 256) {
      double* in[2] = {data[0].data(), data[0].data()};
      double* side[2] = {data[1].data(), data[1].data()};
      double* outs[2] = {out.data(), nullptr};
      out.assign(256, 9);
      REQUIRE(effect.processWide(in, side, outs, 256) == kResultOk);
    }
    return out.back();
  };
  const auto turn = [&](vst::BusDirection direction, int32 bus, bool on) {
    REQUIRE(effect.component->activateBus(vst::kAudio, direction, bus, on) == kResultOk);
    return heard();
  };
  CHECK(heard() == 0.125);
  CHECK(turn(vst::kInput, 1, true) == 0.625);
  CHECK(turn(vst::kInput, 0, false) == 0.5);
  CHECK(turn(vst::kOutput, 0, false) == 0);
  CHECK(turn(vst::kInput, 1, false) == 0);
  CHECK(turn(vst::kOutput, 0, true) == 0);
  CHECK(turn(vst::kInput, 0, true) == 0.125);
}

TEST_CASE("doubles give what floats give, in blocks of any size and in place") {
  std::vector<float> expected;
  for (const bool wide : {false, true}) {
    Effect effect(module());
    effect.arrange(2, true);
    effect.turn("Morph", 0.7);
    effect.setUp(48000, 100);
    effect.activate(true);
    std::mt19937 random(1);
    std::vector<float> heard;
    for (const int count : {100, 1, 300, 64, 999, 2500, 100}) {
      Buffers narrow(count);
      std::vector<double> data[4];
      double* at[4];
      for (int c = 0; c < 4; ++c) {
        for (float& x : narrow.data[c]) {
          x = static_cast<float>(random() % 1000) / 1000;
        }
        data[c].assign(narrow.data[c].begin(), narrow.data[c].end());
        at[c] = data[c].data();
      }
      if (wide) {
        REQUIRE(effect.processWide(at, at + 2, at, count) == kResultOk);
        heard.insert(heard.end(), data[1].begin(), data[1].end());
      } else {
        REQUIRE(effect.process(narrow.at, narrow.at + 2, narrow.at, count, vst::kOffline) == kResultOk);
        heard.insert(heard.end(), narrow.data[1].begin(), narrow.data[1].end());
      }
    }
    CHECK(effect.lateBlocks() == 0);
    CHECK((expected.empty() || heard == expected));
    expected = heard;
  }
}

TEST_CASE("a render within a stream begins as a new stream does") {
  Effect effect(module());
  effect.arrange(2, false);
  effect.setUp(48000, 256);
  effect.activate(true);
  const std::size_t latency = effect.processor->getLatencySamples();
  std::vector<float> noise(256, 0.5f);
  float* in[2] = {noise.data(), noise.data()};
  std::vector<float> out[2] = {noise, noise};
  float* outs[2] = {out[0].data(), out[1].data()};
  for (int i = 0; i < 50; ++i) {
    effect.process(in, nullptr, outs, 256);
    usleep(500);
  }
  effect.context.projectTimeSamples = 1000;
  effect.context.state = vst::ProcessContext::kPlaying;
  const std::vector<float> heard = respond(effect, 0, 10, 4000, {256});
  double sum = 0;
  for (const float x : heard) {
    sum += std::fabs(x);
  }
  CHECK(heard[10 + latency] == 0.5f);
  CHECK(sum == 0.5);
}

TEST_CASE("a jump within a render begins a new stream") {
  Effect effect(module());
  effect.arrange(2, false);
  effect.setUp(48000, 256);
  effect.activate(true);
  effect.context.state = vst::ProcessContext::kPlaying;
  const std::size_t latency = effect.processor->getLatencySamples();
  for (const int64 position : {0, 1000, 100000, 1000}) {
    effect.context.projectTimeSamples = position;
    const std::vector<float> heard = respond(effect, 0, 10, 4096, {256});
    std::vector<float> expected(heard.size());
    expected[10 + latency] = 0.5f;
    CHECK(heard == expected);
    respond(effect, 0, 0, 512, {256});  // its end is not heard after the jump
  }
}

TEST_CASE("a render is heard whatever the host says of its position") {
  Effect effect(module());
  effect.arrange(2, false);
  effect.setUp(48000, 256);
  effect.activate(true);
  effect.context.state = vst::ProcessContext::kPlaying;
  const auto isHeard = [&](const std::function<int64(int64)>& positionOf) {
    std::vector<float> ones(256, 1);
    std::vector<float> out[2] = {ones, ones};
    float* in[2] = {ones.data(), ones.data()};
    float* outs[2] = {out[0].data(), out[1].data()};
    int silent = 0;
    for (int b = 0; b < 100; ++b) {
      const int count = b % 5 == 4 ? 100 : 256;
      effect.context.projectTimeSamples = positionOf(b * 256);
      REQUIRE(effect.process(in, nullptr, outs, count, vst::kOffline) == kResultOk);
      silent += out[0][0] == 0;
    }
    return silent < 20;
  };
  CHECK(isHeard([](int64) { return 0; }));
  CHECK(isHeard([](int64 samples) { return samples * 11 / 10; }));
  CHECK(isHeard([](int64 samples) { return samples * 1001 / 1000; }));
  CHECK(isHeard([](int64 samples) { return samples * 2; }));
  CHECK(isHeard([](int64 samples) { return samples * 3; }));
  CHECK(isHeard([](int64 samples) { return -samples; }));
  CHECK(isHeard([](int64 samples) { return samples + samples / 256 % 2; }));
  CHECK(isHeard([](int64 samples) { return samples / 1024 * 1024; }));
}

TEST_CASE("mono goes through in mono") {
  Effect effect(module());
  effect.arrange(1, false);
  effect.setUp(48000, 256);
  effect.activate(true);
  const std::size_t latency = effect.processor->getLatencySamples();
  CHECK(respond(effect, 0, 10, 4000, {256})[10 + latency] == 0.5f);
}

TEST_CASE("parameters change on the sample that was said") {
  Effect effect(module());
  effect.arrange(2, true);
  effect.setUp(48000, 256);
  effect.activate(true);
  const std::size_t latency = effect.processor->getLatencySamples();
  std::vector<float> heard;
  for (int b = 0; b < 20; ++b) {
    Buffers in(256);
    Buffers out(256);
    in.data[2].assign(256, 1);
    if (b == 4) {
      effect.in.add(0, 100, 0.75);
    }
    effect.process(in.at, in.at + 2, out.at, 256, vst::kOffline);
    heard.insert(heard.end(), out.data[0].begin(), out.data[0].end());
  }
  // the stand-in applies morph where its output is, which is as late as the transport
  const std::size_t change = 4 * 256 + 100 + 256;
  CHECK(heard[change - 1] == 0);
  CHECK(heard[change + latency] == 0.75f);
}

TEST_CASE("of more changes than a block can have, the last of each parameter counts") {
  Effect effect(module());
  effect.arrange(2, false);
  effect.setUp(48000, 8192);
  effect.activate(true);
  const auto latent = [&effect](int n) { return "Latent " + std::string(n < 10 ? "0" : "") + std::to_string(n) + " bias"; };
  for (int n = 1; n <= 60; ++n) {
    for (int i = 0; i < 60; ++i) {
      effect.in.add(effect.id(latent(n)), i * 130, i / 59.0);
    }
  }
  Buffers silence(8192);
  effect.process(silence.at, nullptr, silence.at, 8192);
  for (int n = 1; n <= 60; ++n) {
    CAPTURE(n);
    CHECK(effect.value(latent(n)) == 1);
  }
}

TEST_CASE("a state survives, also in another instance") {
  Effect effect(module());
  std::mt19937 random(5);
  for (int32 i = 0; i < effect.controller->getParameterCount(); ++i) {
    vst::ParameterInfo info;
    effect.controller->getParameterInfo(i, info);
    if ((info.flags & vst::ParameterInfo::kIsProgramChange) == 0) {
      effect.controller->setParamNormalized(info.id, (random() % 1001) / 1000.0);
    }
  }
  effect.choose("Model", "full");
  effect.choose("Anchor", "violin");
  Effect other(module());
  REQUIRE(other.setState(effect.state()) == kResultOk);
  for (int32 i = 0; i < effect.controller->getParameterCount(); ++i) {
    vst::ParameterInfo info;
    effect.controller->getParameterInfo(i, info);
    if ((info.flags & vst::ParameterInfo::kIsReadOnly) == 0) {
      CAPTURE(utf8(info.title));
      const double expected = effect.controller->normalizedParamToPlain(info.id, effect.controller->getParamNormalized(info.id));
      CHECK(other.controller->normalizedParamToPlain(info.id, other.controller->getParamNormalized(info.id)) ==
            doctest::Approx(expected).epsilon(1e-5));
    }
  }
  CHECK(other.state() == effect.state());
}

TEST_CASE("a broken or foreign state is refused and changes nothing") {
  Effect effect(module());
  effect.turn("Morph", 0.25);
  const std::string before = effect.state();
  for (std::string bytes : {std::string(), std::string("VstW"), std::string(50, 'x'), before.substr(0, before.size() - 1),
                            std::string(before).replace(4, 1, 1, '\x63')}) {
    CHECK(effect.setState(bytes) != kResultOk);
    CHECK(effect.state() == before);
  }
}

TEST_CASE("a state reaches what is playing") {
  Effect louder(module());
  louder.turn("Morph", 1);
  Effect effect(module());
  effect.arrange(2, true);
  effect.setUp(48000, 256);
  effect.activate(true);
  effect.setState(louder.state());
  const std::size_t latency = effect.processor->getLatencySamples();
  CHECK(respond(effect, 2, 10, 4000, {256})[10 + latency] == 1);
}

TEST_CASE("a missing model is named, and stays in the project") {
  Effect effect(module());
  const std::string text = R"({"format":"liminal-preset","version":2,"model":{"name":"gone","sha256":"00"}})";
  std::string bytes("LIMS\1\0\0\0", 8);
  bytes += static_cast<char>(text.size());
  bytes += std::string(3, '\0') + text;
  REQUIRE(effect.setState(bytes) == kResultOk);
  CHECK(effect.text("Model") == "gone (missing)");
  CHECK(effect.state().find("\"gone\"") != std::string::npos);
}

namespace {

// Before long, and not in the midst of a call.
bool isTold(Effect& effect) {
  for (int ms = 0; ms < 5000 && (effect.handler.restarts & vst::kParamValuesChanged) == 0; ms += 10) {
    usleep(10'000);
  }
  return (effect.handler.restarts & vst::kParamValuesChanged) != 0 && !effect.handler.restartedInCall;
}

}  // namespace

TEST_CASE("a program sets all parameters but bypass, and the host is told, but not in midst of its call") {
  Effect effect(module());
  effect.turn("Gain", 0.1);
  effect.turn("Bypass", 1);
  effect.choose("Program", "Sidechain");
  CHECK(effect.value("Morph") == 1);
  CHECK(effect.controller->normalizedParamToPlain(12, effect.value("Gain")) == doctest::Approx(0));
  CHECK(effect.value("Bypass") == 1);
  CHECK(isTold(effect));
}

TEST_CASE("a program is told of before anything was active, and no engine is started for it") {
  module();
  { Module another(BUNDLE); }  // ends what earlier tests began
  REQUIRE(machine::children().empty());
  Effect effect(module());
  effect.choose("Program", "Sidechain");
  CHECK(isTold(effect));
  CHECK(machine::children().empty());
}

TEST_CASE("a host that is told of a program may wait for its other threads") {
  std::promise<void> told;
  std::promise<void> made;
  std::atomic<bool> inTime{false};
  Effect effect(module());
  effect.handler.react = [&] {
    told.set_value();
    inTime = made.get_future().wait_for(std::chrono::seconds(5)) == std::future_status::ready;
  };
  effect.arrange(2, false);
  effect.setUp(48000, 64);
  effect.activate(true);
  effect.choose("Program", "Sidechain");
  REQUIRE(told.get_future().wait_for(std::chrono::seconds(5)) == std::future_status::ready);
  { Effect other(module()); }
  effect.controller->setComponentHandler(nullptr);
  made.set_value();
  for (int ms = 0; ms < 6000 && !inTime; ms += 10) {
    usleep(10'000);
  }
  CHECK(inTime);
}

TEST_CASE("a host that is told of a program may activate the plugin anew at once") {
  std::atomic<int> tookMs{-1};
  Effect effect(module());
  effect.arrange(2, false);
  effect.setUp(48000, 64);
  effect.activate(true);
  effect.handler.react = [&] {
    kill(machine::children().at(0), SIGKILL);
    const auto begun = std::chrono::steady_clock::now();
    effect.activate(false);
    effect.activate(true);
    tookMs = static_cast<int>((std::chrono::steady_clock::now() - begun) / std::chrono::milliseconds(1));
  };
  effect.choose("Program", "Sidechain");
  for (int ms = 0; ms < 6000 && tookMs < 0; ms += 10) {
    usleep(10'000);
  }
  CHECK(tookMs >= 0);
  CHECK(tookMs < 1000);
  for (int ms = 0; ms < 15000 && effect.text("Status") != "ready"; ms += 10) {
    usleep(10'000);
  }
  CHECK(effect.text("Status") == "ready");
}

TEST_CASE("a program that only the audio thread hears of is applied too") {
  Effect effect(module());
  effect.arrange(2, false);
  effect.setUp(48000, 64);
  effect.activate(true);
  vst::ParameterInfo info;
  effect.in.add(effect.id("Program"), 0, 1.0 / (static_cast<double>(1) > 0 ? std::max(1, [&] {
    for (int32 i = 0; i < effect.controller->getParameterCount(); ++i) {
      effect.controller->getParameterInfo(i, info);
      if (info.id == effect.id("Program")) {
        return static_cast<int>(info.stepCount);
      }
    }
    return 1;
  }()) : 1));
  Buffers in(64);
  Buffers out(64);
  effect.process(in.at, nullptr, out.at, 64);
  for (int ms = 0; ms < 2000 && effect.value("Morph") != 1; ms += 10) {
    usleep(10'000);
  }
  CHECK(effect.value("Morph") == 1);
}

TEST_CASE("meters tell of load and latency") {
  Effect effect(module());
  effect.arrange(2, false);
  effect.setUp(48000, 480);
  effect.activate(true);
  respond(effect, 0, 0, 10000, {480});
  double value = 0;
  effect.out.last(effect.id("Latency"), value);
  CHECK(effect.text("Latency") == "31.3");
  CHECK(effect.text("Load") == "25.0");
  CHECK(effect.text("Status") == "ready");
  CHECK(effect.text("Late blocks") == "0");
}

TEST_CASE("the 33rd instance plays dry and says why; a place that is free again is used") {
  std::vector<std::unique_ptr<Effect>> effects;
  for (int i = 0; i < 33; ++i) {
    effects.push_back(std::make_unique<Effect>(module()));
    effects.back()->arrange(2, false);
    effects.back()->setUp(48000, 64);
    effects.back()->activate(true);
  }
  Effect& last = *effects.back();
  CHECK(last.text("Status").find("32 instances") != std::string::npos);
  const std::size_t latency = last.processor->getLatencySamples();
  CHECK(respond(last, 0, 10, 3000, {64})[10 + latency] == 1);
  effects.erase(effects.begin());
  last.activate(false);
  last.activate(true);
  CHECK(last.text("Status") == "ready");
}
