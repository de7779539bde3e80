// What the host's audio thread calls.
#include <algorithm>
#include <cmath>

#include "plugin.h"
#include "pluginterfaces/vst/ivstprocesscontext.h"

namespace liminal {
namespace {

using Steinberg::kInvalidArgument;
using Steinberg::kResultFalse;
using Steinberg::kResultOk;

constexpr std::uint32_t kMeters[] = {kMeterLoad, kMeterLate, kMeterLatency, kMeterStatus};
constexpr int kMetersPerSecond = 10;

// An inactive bus may have channels with memory, without, or none.
Channels channelsOf(const vst::AudioBusBuffers* buses, int32 count, int32 index, bool wide) {
  Channels channels;
  channels.wide = wide;
  if (buses == nullptr || index >= count || buses[index].channelBuffers32 == nullptr) {
    return channels;
  }
  const vst::AudioBusBuffers& bus = buses[index];
  for (int c = 0; c < std::min<int32>(bus.numChannels, 2); ++c) {
    channels.of[c] = wide ? static_cast<void*>(bus.channelBuffers64[c]) : bus.channelBuffers32[c];
  }
  return channels;
}

Music musicOf(const vst::ProcessContext& context) {
  const auto says = [&context](uint32 flag) { return (context.state & flag) != 0; };
  Music music;
  if (says(vst::ProcessContext::kTempoValid) && Music::isBpm(context.tempo)) {
    music.bpm = context.tempo;
  }
  if (says(vst::ProcessContext::kPlaying) && says(vst::ProcessContext::kProjectTimeMusicValid) &&
      Music::isBeat(context.projectTimeMusic)) {
    music.beat = context.projectTimeMusic;
    music.moves = true;
  }
  return music;
}

}  // namespace

tresult PLUGIN_API Plugin::canProcessSampleSize(int32 size) {
  return size == vst::kSample32 || size == vst::kSample64 ? kResultOk : kResultFalse;
}

uint32 PLUGIN_API Plugin::getProcessContextRequirements() {
  return kNeedTransportState | kNeedTempo | kNeedProjectTimeMusic;
}

tresult PLUGIN_API Plugin::process(vst::ProcessData& data) {
  if (data.numSamples < 0 || (data.numSamples > 0 && canProcessSampleSize(data.symbolicSampleSize) != kResultOk)) {
    return kInvalidArgument;
  }
  const bool wide = data.symbolicSampleSize == vst::kSample64;
  const auto inputOf = [&](int32 index) {
    const bool heard = inputsActive_[static_cast<std::size_t>(index)];
    return heard ? channelsOf(data.inputs, data.numInputs, index, wide) : Channels();
  };
  Instance::Block block{};
  block.in = inputOf(0);
  block.sidechain = inputOf(1);
  block.out = channelsOf(data.outputs, data.numOutputs, 0, wide);
  if (!outputActive_) {
    block.out.fillWithSilence(data.numSamples);
    block.out = Channels();
  }
  block.changes = changes_.data();
  block.changeCount = takeChanges(data.inputParameterChanges, data.numSamples);
  block.count = data.numSamples;
  block.offline = data.processMode == vst::kOffline;
  if (const vst::ProcessContext* context = data.processContext; context != nullptr) {
    block.playing = (context->state & vst::ProcessContext::kPlaying) != 0;
    block.position = context->projectTimeSamples;
    block.music = musicOf(*context);
  }
  instance_.process(block);
  if (data.outputs != nullptr && data.numOutputs > 0) {
    data.outputs[0].silenceFlags = 0;
  }
  giveMeters(data.outputParameterChanges, data.numSamples);
  return kResultOk;
}

int Plugin::takeChanges(vst::IParameterChanges* changes, int samples) {
  int taken = 0;
  const int32 queues = changes == nullptr ? 0 : changes->getParameterCount();
  for (int32 q = 0; q < queues; ++q) {
    vst::IParamValueQueue* queue = changes->getParameterData(q);
    const Parameter* parameter = queue == nullptr ? nullptr : findParameter(queue->getParameterId());
    if (parameter == nullptr || parameter->kind == Kind::kMeter) {
      continue;
    }
    const int32 last = queue->getPointCount() - 1;
    for (int32 i = 0; i <= last; ++i) {
      int32 offset = 0;
      vst::ParamValue value = 0;
      const int room = kMostChanges - (i == last ? 0 : queues - q);  // for what each further queue ends with
      if (taken < room && queue->getPoint(i, offset, value) == kResultOk && std::isfinite(value)) {
        offset = std::clamp<int32>(offset, 0, std::max(samples - 1, 0));
        changes_[taken++] = {parameter->id, offset, std::clamp(value, 0.0, 1.0)};
      }
    }
  }
  // insertion keeps the order of equal offsets, needs no memory, and finds them nearly sorted
  for (int i = 1; i < taken; ++i) {
    const Instance::Change one = changes_[i];
    int to = i;
    for (; to > 0 && changes_[to - 1].offset > one.offset; --to) {
      changes_[to] = changes_[to - 1];
    }
    changes_[to] = one;
  }
  return taken;
}

double Plugin::meter(std::uint32_t id) const {
  switch (id) {
    case kMeterLoad:
      return instance_.load() * 100.0;
    case kMeterLate:
      return static_cast<double>(instance_.lateBlocks());
    case kMeterLatency:
      return 1000.0 * instance_.latencySamples(setup_) / setup_.sampleRateHz;
    default:
      return static_cast<double>(instance_.status());
  }
}

void Plugin::giveMeters(vst::IParameterChanges* changes, int samples) {
  samplesToMeters_ -= samples;
  if (changes == nullptr || samples == 0 || samplesToMeters_ > 0) {
    return;
  }
  samplesToMeters_ = setup_.sampleRateHz / kMetersPerSecond;
  for (std::size_t m = 0; m < std::size(kMeters); ++m) {
    const vst::ParamValue value = normalisedOf(*findParameter(kMeters[m]), meter(kMeters[m]));
    int32 index = 0;
    if (value == given_[m]) {
      continue;
    }
    if (vst::IParamValueQueue* queue = changes->addParameterData(kMeters[m], index)) {
      queue->addPoint(0, value, index);
      given_[m] = value;
    }
  }
}

}  // namespace liminal
