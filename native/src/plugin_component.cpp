// What the host sees of the component: interfaces, buses, activation, state.
#include <cmath>
#include <cstring>

#include "pluginterfaces/base/ibstream.h"
#include "plugin.h"
#include "stft_profile.h"
#include "text.h"

namespace liminal {

using Steinberg::kInvalidArgument;
using Steinberg::kNoInterface;
using Steinberg::kNotImplemented;
using Steinberg::kResultFalse;
using Steinberg::kResultOk;

const Steinberg::FUID Plugin::kClassId(0x6D1F3A52, 0x0C8E4B77, 0x9A45E2B1, 0x4C494D4E);

Plugin::Plugin() : instance_([this] { tellOfProgram(); }) { profileChanged(); }

tresult PLUGIN_API Plugin::queryInterface(const TUID iid, void** object) {
  using namespace Steinberg;
  QUERY_INTERFACE(iid, object, FUnknown::iid, vst::IComponent)
  QUERY_INTERFACE(iid, object, IPluginBase::iid, vst::IComponent)
  QUERY_INTERFACE(iid, object, vst::IComponent::iid, vst::IComponent)
  QUERY_INTERFACE(iid, object, vst::IAudioProcessor::iid, vst::IAudioProcessor)
  QUERY_INTERFACE(iid, object, vst::IProcessContextRequirements::iid, vst::IProcessContextRequirements)
  QUERY_INTERFACE(iid, object, vst::IEditController::iid, vst::IEditController)
  QUERY_INTERFACE(iid, object, vst::IMidiMapping::iid, vst::IMidiMapping)
  QUERY_INTERFACE(iid, object, vst::IUnitInfo::iid, vst::IUnitInfo)
  *object = nullptr;
  return kNoInterface;
}

uint32 PLUGIN_API Plugin::addRef() { return ++references_; }

uint32 PLUGIN_API Plugin::release() {
  const uint32 left = --references_;
  if (left == 0) {
    delete this;
  }
  return left;
}

tresult PLUGIN_API Plugin::initialize(FUnknown*) { return kResultOk; }

tresult PLUGIN_API Plugin::terminate() {
  setActive(false);
  return setComponentHandler(nullptr);
}

// The controller is this object.
tresult PLUGIN_API Plugin::getControllerClassId(TUID) { return kNotImplemented; }

tresult PLUGIN_API Plugin::setIoMode(vst::IoMode) { return kNotImplemented; }

int32 PLUGIN_API Plugin::getBusCount(vst::MediaType type, vst::BusDirection direction) {
  if (type == vst::kAudio) {
    return direction == vst::kInput ? 2 : 1;
  }
  return type == vst::kEvent && direction == vst::kInput ? 1 : 0;
}

tresult PLUGIN_API Plugin::getBusInfo(vst::MediaType type, vst::BusDirection direction, int32 index,
                                      vst::BusInfo& bus) {
  if (index < 0 || index >= getBusCount(type, direction)) {
    return kInvalidArgument;
  }
  bus.mediaType = type;
  bus.direction = direction;
  bus.busType = index == 0 ? vst::kMain : vst::kAux;
  bus.flags = index == 0 ? static_cast<uint32>(vst::BusInfo::kDefaultActive) : 0;
  if (type == vst::kEvent) {
    bus.channelCount = 16;
    toString128("MIDI", bus.name);
    return kResultOk;
  }
  vst::SpeakerArrangement arrangement;
  getBusArrangement(direction, index, arrangement);
  bus.channelCount = vst::SpeakerArr::getChannelCount(arrangement);
  toString128(index == 1 ? "Sidechain" : direction == vst::kInput ? "Input" : "Output", bus.name);
  return kResultOk;
}

tresult PLUGIN_API Plugin::getRoutingInfo(vst::RoutingInfo& in, vst::RoutingInfo& out) {
  if (in.mediaType != vst::kAudio || in.busIndex != 0) {
    return kResultFalse;
  }
  out.mediaType = vst::kAudio;
  out.busIndex = 0;
  out.channel = in.channel;
  return kResultOk;
}

// Hosts do so also while the plugin is active.
tresult PLUGIN_API Plugin::activateBus(vst::MediaType type, vst::BusDirection direction, int32 index, TBool state) {
  if (index < 0 || index >= getBusCount(type, direction)) {
    return kInvalidArgument;
  }
  if (type == vst::kAudio) {
    (direction == vst::kOutput ? outputActive_ : inputsActive_[static_cast<std::size_t>(index)]) = state != 0;
  }
  return kResultOk;
}

tresult PLUGIN_API Plugin::setActive(TBool state) {
  if ((state != 0) == active_) {
    return kResultOk;
  }
  if (state == 0) {
    active_ = false;
    instance_.deactivate();
    return kResultOk;
  }
  setup_.channels = vst::SpeakerArr::getChannelCount(mainArrangement_);
  // always: hosts connect a sidechain while the plugin is active, and an inactive one is silence
  setup_.sidechains = vst::SpeakerArr::getChannelCount(sideArrangement_);
  instance_.activate(setup_);
  active_ = true;
  return kResultOk;
}

tresult PLUGIN_API Plugin::setState(IBStream* state) {
  if (state == nullptr) {
    return kInvalidArgument;
  }
  std::string bytes;
  char piece[4096];
  for (int32 n = 0; bytes.size() <= kMostStateBytes + sizeof piece &&
                    state->read(piece, sizeof piece, &n) == kResultOk && n > 0;) {
    bytes.append(piece, static_cast<std::size_t>(std::min<int32>(n, sizeof piece)));
  }
  if (!instance_.readState(bytes)) {
    return kResultFalse;
  }
  const int32 news = vst::kParamValuesChanged | (profileChanged() ? vst::kLatencyChanged : 0);
  if (vst::IComponentHandler* handler = handler_; handler != nullptr) {
    handler->restartComponent(news);
  }
  return kResultOk;
}

tresult PLUGIN_API Plugin::getState(IBStream* state) {
  if (state == nullptr) {
    return kInvalidArgument;
  }
  std::string bytes = instance_.writeState();
  int32 written = 0;
  const tresult result = state->write(bytes.data(), static_cast<int32>(bytes.size()), &written);
  return result == kResultOk && written == static_cast<int32>(bytes.size()) ? kResultOk : kResultFalse;
}

tresult PLUGIN_API Plugin::setBusArrangements(vst::SpeakerArrangement* inputs, int32 inputCount,
                                              vst::SpeakerArrangement* outputs, int32 outputCount) {
  if (active_ || inputs == nullptr || outputs == nullptr || inputCount < 1 || inputCount > 2 || outputCount != 1) {
    return kResultFalse;
  }
  const auto known = [](vst::SpeakerArrangement a) {
    return a == vst::SpeakerArr::kMono || a == vst::SpeakerArr::kStereo;
  };
  if (!known(inputs[0]) || outputs[0] != inputs[0] || (inputCount == 2 && !known(inputs[1]))) {
    return kResultFalse;
  }
  mainArrangement_ = inputs[0];
  sideArrangement_ = inputCount == 2 ? inputs[1] : sideArrangement_;
  return kResultOk;
}

tresult PLUGIN_API Plugin::getBusArrangement(vst::BusDirection direction, int32 index,
                                             vst::SpeakerArrangement& arrangement) {
  if (index < 0 || index >= getBusCount(vst::kAudio, direction)) {
    return kInvalidArgument;
  }
  arrangement = index == 0 ? mainArrangement_ : sideArrangement_;
  return kResultOk;
}

uint32 PLUGIN_API Plugin::getLatencySamples() { return static_cast<uint32>(instance_.latencySamples(setup_)); }

tresult PLUGIN_API Plugin::setupProcessing(vst::ProcessSetup& setup) {
  if (active_ || canProcessSampleSize(setup.symbolicSampleSize) != kResultOk || setup.maxSamplesPerBlock < 1 ||
      !(setup.sampleRate >= 1) || !(setup.sampleRate <= 10 * kMostRateHz)) {
    return kResultFalse;
  }
  setup_.sampleRateHz = static_cast<int>(std::lround(setup.sampleRate));
  setup_.largestBlock = setup.maxSamplesPerBlock;
  setup_.offline = setup.processMode == vst::kOffline;
  return kResultOk;
}

tresult PLUGIN_API Plugin::setProcessing(TBool) { return kResultOk; }

// The windows' overlap: what sounds on after the input.
uint32 PLUGIN_API Plugin::getTailSamples() { return getLatencySamples(); }

}  // namespace liminal
