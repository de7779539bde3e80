// What validators and unruly hosts do to a plugin.
#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <random>
#include <set>
#include <thread>

#include "host.h"
#include "pluginterfaces/vst/vstspeaker.h"

using namespace host;

namespace {

Module& module() {
  static Module loaded(BUNDLE);
  return loaded;
}

struct Noise {
  std::vector<float> data[4];
  float* at[4];
  explicit Noise(int count) {
    std::mt19937 random(static_cast<unsigned>(count));
    for (int c = 0; c < 4; ++c) {
      for (int i = 0; i < count; ++i) {
        data[c].push_back(static_cast<float>(random() % 2001) / 1000 - 1);
      }
      at[c] = data[c].data();
    }
  }
};

std::vector<vst::ParameterInfo> parameters(Effect& effect) {
  std::vector<vst::ParameterInfo> all(static_cast<std::size_t>(effect.controller->getParameterCount()));
  for (std::size_t i = 0; i < all.size(); ++i) {
    REQUIRE(effect.controller->getParameterInfo(static_cast<int32>(i), all[i]) == kResultOk);
  }
  return all;
}

}  // namespace

TEST_CASE("the factory describes one effect") {
  Steinberg::PClassInfo info;
  CHECK(module().factory()->countClasses() == 1);
  REQUIRE(module().factory()->getClassInfo(0, &info) == kResultOk);
  CHECK(std::string(info.category) == "Audio Module Class");
  CHECK(module().factory()->getClassInfo(1, &info) != kResultOk);
  void* object = nullptr;
  CHECK(module().factory()->createInstance("0123456789abcdef", vst::IComponent::iid, &object) != kResultOk);
  CHECK(object == nullptr);
}

TEST_CASE("buses and their arrangements agree") {
  Effect effect(module());
  CHECK(effect.component->getBusCount(vst::kAudio, vst::kInput) == 2);
  CHECK(effect.component->getBusCount(vst::kAudio, vst::kOutput) == 1);
  CHECK(effect.component->getBusCount(vst::kEvent, vst::kInput) == 1);
  CHECK(effect.component->getBusCount(vst::kEvent, vst::kOutput) == 0);
  for (const auto main : {vst::SpeakerArr::kMono, vst::SpeakerArr::kStereo}) {
    vst::SpeakerArrangement inputs[2] = {main, vst::SpeakerArr::kStereo};
    vst::SpeakerArrangement output = main;
    CHECK(effect.processor->setBusArrangements(inputs, 2, &output, 1) == kResultOk);
    for (int32 i = 0; i < 2; ++i) {
      vst::BusInfo info;
      REQUIRE(effect.component->getBusInfo(vst::kAudio, vst::kInput, i, info) == kResultOk);
      CHECK(info.channelCount == vst::SpeakerArr::getChannelCount(inputs[i]));
      CHECK(info.busType == (i == 0 ? vst::kMain : vst::kAux));
    }
  }
  vst::SpeakerArrangement wide[2] = {vst::SpeakerArr::k51, vst::SpeakerArr::kStereo};
  CHECK(effect.processor->setBusArrangements(wide, 2, wide, 1) != kResultOk);
  CHECK(effect.processor->setBusArrangements(nullptr, 0, nullptr, 0) != kResultOk);
  vst::BusInfo info;
  CHECK(effect.component->getBusInfo(vst::kAudio, vst::kInput, 2, info) != kResultOk);
  CHECK(effect.component->getBusInfo(vst::kAudio, vst::kOutput, -1, info) != kResultOk);
  CHECK(effect.component->activateBus(vst::kAudio, vst::kInput, 7, true) != kResultOk);
}

TEST_CASE("parameters are described soundly, and their texts are read back") {
  Effect effect(module());
  std::set<vst::ParamID> ids;
  std::set<std::string> titles;
  int bypasses = 0;
  int programs = 0;
  for (const vst::ParameterInfo& info : parameters(effect)) {
    CAPTURE(utf8(info.title));
    CHECK(ids.insert(info.id).second);
    CHECK(titles.insert(utf8(info.title)).second);
    CHECK(info.stepCount >= 0);
    CHECK(info.defaultNormalizedValue >= 0);
    CHECK(info.defaultNormalizedValue <= 1);
    bypasses += (info.flags & vst::ParameterInfo::kIsBypass) != 0;
    programs += (info.flags & vst::ParameterInfo::kIsProgramChange) != 0;
    const bool readOnly = (info.flags & vst::ParameterInfo::kIsReadOnly) != 0;
    CHECK(readOnly != ((info.flags & vst::ParameterInfo::kCanAutomate) != 0));
    for (const double n : {0.0, 0.3, 1.0}) {
      vst::String128 text;
      double read = -1;
      CHECK(effect.controller->getParamStringByValue(info.id, n, text) == kResultOk);
      CHECK(effect.controller->getParamValueByString(info.id, text, read) == kResultOk);
      if (!readOnly) {
        CHECK(std::fabs(read - n) < (info.stepCount > 0 ? 1.0 / info.stepCount : utf8(info.units) == "ms" ? 0.04 : 0.001));
        CHECK(effect.controller->setParamNormalized(info.id, n) == kResultOk);
        CHECK(effect.controller->getParamNormalized(info.id) == n);
      }
    }
  }
  CHECK(bypasses == 1);
  CHECK(programs == 1);
  vst::ParameterInfo info;
  CHECK(effect.controller->getParameterInfo(-1, info) != kResultOk);
  CHECK(effect.controller->getParameterInfo(100000, info) != kResultOk);
  CHECK(effect.controller->setParamNormalized(99999, 0.5) != kResultOk);
}

TEST_CASE("units and programs agree with the parameters") {
  Effect effect(module());
  void* found = nullptr;
  REQUIRE(effect.controller->queryInterface(vst::IUnitInfo::iid, &found) == kResultOk);
  auto* units = static_cast<vst::IUnitInfo*>(found);
  std::set<vst::UnitID> ids;
  for (int32 i = 0; i < units->getUnitCount(); ++i) {
    vst::UnitInfo info;
    REQUIRE(units->getUnitInfo(i, info) == kResultOk);
    ids.insert(info.id);
  }
  for (const vst::ParameterInfo& info : parameters(effect)) {
    CHECK(ids.count(info.unitId) == 1);
    if ((info.flags & vst::ParameterInfo::kIsProgramChange) != 0) {
      vst::ProgramListInfo list;
      REQUIRE(units->getProgramListInfo(0, list) == kResultOk);
      CHECK(info.stepCount == list.programCount - 1);
      for (int32 p = 0; p < list.programCount; ++p) {
        vst::String128 name;
        REQUIRE(units->getProgramName(list.id, p, name) == kResultOk);
        CHECK_FALSE(utf8(name).empty());
      }
      vst::String128 name;
      CHECK(units->getProgramName(list.id, list.programCount, name) != kResultOk);
    }
  }
  units->release();
}

TEST_CASE("blocks without samples, channels or lists are taken") {
  Effect effect(module());
  effect.arrange(2, true);
  effect.setUp(48000, 256);
  vst::ProcessData data;
  effect.component->setActive(true);
  CHECK(effect.processor->process(data) == kResultOk);  // nothing at all
  effect.turn("Morph", 0.5);
  CHECK(effect.process(nullptr, nullptr, nullptr, 0) == kResultOk);
  CHECK(effect.value("Morph") == 0.5);
  Noise noise(256);
  float* nothing[2] = {};
  CHECK(effect.process(noise.at, nullptr, noise.at, 256) == kResultOk);      // in place, sidechain inactive
  CHECK(effect.process(nothing, nothing, noise.at, 256) == kResultOk);       // silence
  CHECK(effect.process(noise.at, noise.at + 2, nothing, 256) == kResultOk);  // nobody listens
  data.numSamples = 256;
  CHECK(effect.processor->process(data) == kResultOk);  // no buses
  data.numSamples = -1;
  CHECK(effect.processor->process(data) != kResultOk);
}

TEST_CASE("calls come in any order and again") {
  Effect effect(module());
  Noise noise(300);
  effect.process(noise.at, nullptr, noise.at, 300);  // before any setup
  effect.processor->setProcessing(true);
  effect.component->setActive(false);
  std::mt19937 random(3);
  for (int i = 0; i < 120; ++i) {
    switch (random() % 8) {
      case 0:
        effect.component->setActive(true);
        break;
      case 1:
        effect.component->setActive(random() % 2 == 0);
        break;
      case 2:
        effect.processor->setProcessing(random() % 2 == 0);
        break;
      case 3: {
        vst::ProcessSetup setup{static_cast<int32>(random() % 3), vst::kSample32, 1 + static_cast<int32>(random() % 300),
                                44100.0 + static_cast<double>(random() % 3) * 48000};
        effect.processor->setupProcessing(setup);
        break;
      }
      case 4:
        effect.setState(effect.state());
        break;
      default:
        CHECK(effect.process(noise.at, nullptr, noise.at, static_cast<int>(random() % 301)) == kResultOk);
    }
  }
}

TEST_CASE("any rate is taken, and those beyond the engine's play dry") {
  for (const double rate : {1234.5678, 22050.0, 44100.0, 88200.0, 192000.0, 384000.0}) {
    Effect effect(module());
    effect.arrange(2, false);
    effect.setUp(rate, 128);
    effect.activate(true);
    Noise noise(128);
    for (int i = 0; i < 100; ++i) {
      CHECK(effect.process(noise.at, nullptr, noise.at, 128) == kResultOk);
    }
  }
  Effect effect(module());
  vst::ProcessSetup wrong{vst::kRealtime, vst::kSample64 + 1, 128, 48000};
  CHECK(effect.processor->setupProcessing(wrong) != kResultOk);
  wrong = {vst::kRealtime, vst::kSample32, 0, 48000};
  CHECK(effect.processor->setupProcessing(wrong) != kResultOk);
  wrong = {vst::kRealtime, vst::kSample32, 64, std::nan("")};
  CHECK(effect.processor->setupProcessing(wrong) != kResultOk);
}

TEST_CASE("parameters and states come from other threads while audio runs") {
  Effect effect(module());
  effect.arrange(2, false);
  effect.setUp(48000, 128);
  effect.activate(true);
  const std::vector<vst::ParameterInfo> all = parameters(effect);
  std::atomic<bool> done{false};
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] {
      std::mt19937 random(t);
      while (!done) {
        const vst::ParamID id = all[random() % all.size()].id;
        vst::String128 text;
        effect.controller->setParamNormalized(id, random() % 1000 / 999.0);
        effect.controller->getParamStringByValue(id, effect.controller->getParamNormalized(id), text);
        if (random() % 50 == 0) {
          Bytes state;
          effect.component->getState(&state);
          state.at = 0;
          effect.component->setState(&state);
        }
      }
    });
  }
  Noise noise(128);
  std::mt19937 random(9);
  for (int i = 0; i < 3000; ++i) {
    effect.in.add(all[random() % all.size()].id, static_cast<int32>(random() % 128), random() % 1000 / 999.0);
    effect.process(noise.at, nullptr, noise.at, 128);
  }
  done = true;
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const float x : noise.data[0]) {
    CHECK(std::isfinite(x));
  }
}

TEST_CASE("nonsense parameter values do no harm") {
  Effect effect(module());
  effect.arrange(2, false);
  effect.setUp(48000, 128);
  effect.activate(true);
  Noise noise(128);
  for (const double value : {std::nan(""), HUGE_VAL, -HUGE_VAL, 1e300, -0.5}) {
    for (const vst::ParamID id : {0u, 12u, 48u, 53u, 64u, 511u, 99999u}) {
      effect.controller->setParamNormalized(id, value);
      effect.in.add(id, -5, value);
      effect.in.add(id, 100000, value);
    }
    CHECK(effect.process(noise.at, nullptr, noise.at, 128) == kResultOk);
  }
}

namespace {

struct Holder {
  std::unique_ptr<Module> module;
  std::unique_ptr<Effect> effect;
  void load() {
    module = std::make_unique<Module>(BUNDLE);
    effect = std::make_unique<Effect>(*module);
    effect->arrange(2, false);
    effect->setUp(48000, 256);
    effect->activate(true);
  }
};

Holder madeBeforeTheModule;

// As a process of its own.
int statusOf(const std::string& test) {
  char self[4096] = {};
  REQUIRE(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
  return std::system((std::string(self) + " --no-skip --minimal --test-case='" + test + "'").c_str());
}

}  // namespace

TEST_CASE("ends while it plays" * doctest::skip()) {
  auto& holder = *new Holder;
  holder.load();
  std::thread([&holder] {
    for (Noise noise(256);;) {
      holder.effect->process(noise.at, nullptr, noise.at, 256);
    }
  }).detach();
  usleep(100'000);
  std::exit(0);
}

TEST_CASE("ends with the plugin in a static" * doctest::skip()) { madeBeforeTheModule.load(); }

TEST_CASE("a host may end with plugins alive") {
  CHECK(statusOf("ends while it plays") == 0);
  CHECK(statusOf("ends with the plugin in a static") == 0);
}

TEST_CASE("MIDI controllers have parameters") {
  Effect effect(module());
  void* found = nullptr;
  REQUIRE(effect.controller->queryInterface(vst::IMidiMapping::iid, &found) == kResultOk);
  auto* mapping = static_cast<vst::IMidiMapping*>(found);
  vst::ParamID id = 99;
  CHECK(mapping->getMidiControllerAssignment(0, 0, vst::kCtrlModWheel, id) == kResultOk);
  CHECK(id == effect.id("Morph"));
  CHECK(mapping->getMidiControllerAssignment(0, 3, vst::kCtrlProgramChange, id) == kResultOk);
  CHECK(id == effect.id("Program"));
  CHECK(mapping->getMidiControllerAssignment(1, 0, vst::kCtrlModWheel, id) != kResultOk);
  CHECK(mapping->getMidiControllerAssignment(0, 0, vst::kCtrlVolume, id) != kResultOk);  // full would be +24 dB
  mapping->release();
}
