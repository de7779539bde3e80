#include "host.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "pluginterfaces/vst/vstspeaker.h"

namespace host {

tresult PLUGIN_API Bytes::read(void* to, int32 count, int32* done) {
  const int64 n = std::clamp<int64>(static_cast<int64>(bytes.size()) - at, 0, std::max(count, 0));
  std::memcpy(to, bytes.data() + at, static_cast<std::size_t>(n));
  at += n;
  if (done != nullptr) {
    *done = static_cast<int32>(n);
  }
  return kResultOk;
}

tresult PLUGIN_API Bytes::write(void* from, int32 count, int32* done) {
  bytes.replace(static_cast<std::size_t>(at), std::string::npos, static_cast<const char*>(from),
                static_cast<std::size_t>(count));
  at += count;
  if (done != nullptr) {
    *done = count;
  }
  return kResultOk;
}

tresult PLUGIN_API Bytes::seek(int64 to, int32 mode, int64* result) {
  const int64 from = mode == kIBSeekSet ? 0 : mode == kIBSeekCur ? at : static_cast<int64>(bytes.size());
  at = std::clamp<int64>(from + to, 0, static_cast<int64>(bytes.size()));
  if (result != nullptr) {
    *result = at;
  }
  return kResultOk;
}

tresult PLUGIN_API Bytes::tell(int64* result) {
  *result = at;
  return kResultOk;
}

tresult PLUGIN_API Queue::getPoint(int32 index, int32& offset, vst::ParamValue& value) {
  if (index < 0 || index >= count) {
    return Steinberg::kResultFalse;
  }
  offset = points_[index].offset;
  value = points_[index].value;
  return kResultOk;
}

tresult PLUGIN_API Queue::addPoint(int32 offset, vst::ParamValue value, int32& index) {
  index = std::min<int32>(count, static_cast<int32>(std::size(points_)) - 1);
  points_[index] = {offset, value};
  count = index + 1;
  return kResultOk;
}

vst::IParamValueQueue* PLUGIN_API Changes::getParameterData(int32 index) {
  return index >= 0 && index < count_ ? &queues_[index] : nullptr;
}

vst::IParamValueQueue* PLUGIN_API Changes::addParameterData(const vst::ParamID& id, int32& index) {
  for (index = 0; index < count_; ++index) {
    if (queues_[index].id == id) {
      return &queues_[index];
    }
  }
  if (count_ == static_cast<int32>(std::size(queues_))) {
    return nullptr;
  }
  queues_[count_].id = id;
  queues_[count_].count = 0;
  return &queues_[count_++];
}

void Changes::add(vst::ParamID id, int32 offset, double value) {
  int32 index;
  addParameterData(id, index)->addPoint(offset, value, index);
}

bool Changes::last(vst::ParamID id, double& value) {
  for (int32 i = 0; i < count_; ++i) {
    int32 offset;
    if (queues_[i].id == id && queues_[i].getPoint(queues_[i].count - 1, offset, value) == kResultOk) {
      return true;
    }
  }
  return false;
}

Module::Module(const std::string& bundle) {
  const std::size_t slash = bundle.find_last_of('/', bundle.size() - 2);
  const std::string name = bundle.substr(slash + 1, bundle.rfind(".vst3") - slash - 1);
  const std::string path = bundle + "/Contents/x86_64-linux/" + name + ".so";
  library_ = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library_ == nullptr) {
    throw std::runtime_error(dlerror());
  }
  const auto entry = reinterpret_cast<bool (*)(void*)>(dlsym(library_, "ModuleEntry"));
  const auto get = reinterpret_cast<Steinberg::IPluginFactory* (*)()>(dlsym(library_, "GetPluginFactory"));
  if (entry == nullptr || get == nullptr || !entry(library_)) {
    throw std::runtime_error("no VST3 module: " + path);
  }
  factory_ = get();
}

Module::~Module() {
  factory_->release();
  reinterpret_cast<bool (*)()>(dlsym(library_, "ModuleExit"))();
  dlclose(library_);
}

Effect::Effect(Module& module) {
  Steinberg::PClassInfo info;
  module.factory()->getClassInfo(0, &info);
  void* made = nullptr;
  if (module.factory()->createInstance(info.cid, vst::IComponent::iid, &made) != kResultOk) {
    throw std::runtime_error("no instance");
  }
  component = static_cast<vst::IComponent*>(made);
  component->queryInterface(vst::IAudioProcessor::iid, &made);
  processor = static_cast<vst::IAudioProcessor*>(made);
  component->queryInterface(vst::IEditController::iid, &made);
  controller = static_cast<vst::IEditController*>(made);
  component->initialize(nullptr);
  controller->setComponentHandler(&handler);
  for (int32 i = 0; i < controller->getParameterCount(); ++i) {
    vst::ParameterInfo parameter;
    controller->getParameterInfo(i, parameter);
    ids_[utf8(parameter.title)] = parameter.id;
  }
}

Effect::~Effect() {
  component->setActive(false);
  component->terminate();
  controller->release();
  processor->release();
  component->release();
}

void Effect::setUp(double rate, int largestBlock, int mode) {
  vst::ProcessSetup setup{mode, vst::kSample32, largestBlock, rate};
  if (processor->setupProcessing(setup) != kResultOk) {
    throw std::runtime_error("setupProcessing refused");
  }
}

void Effect::activate(bool on) {
  component->setActive(on);
  processor->setProcessing(on);
}

void Effect::arrange(int channels, bool sidechain) {
  channels_ = channels;
  sidechain_ = sidechain;
  vst::SpeakerArrangement main = channels == 1 ? vst::SpeakerArr::kMono : vst::SpeakerArr::kStereo;
  vst::SpeakerArrangement inputs[2] = {main, vst::SpeakerArr::kStereo};
  if (processor->setBusArrangements(inputs, 2, &main, 1) != kResultOk) {
    throw std::runtime_error("setBusArrangements refused");
  }
  component->activateBus(vst::kAudio, vst::kInput, 0, true);
  component->activateBus(vst::kAudio, vst::kInput, 1, sidechain);
  component->activateBus(vst::kAudio, vst::kOutput, 0, true);
}

tresult Effect::process(float** mainIn, float** sidechain, float** mainOut, int count, int mode) {
  float* nothing[2] = {};
  vst::AudioBusBuffers inputs[2];
  inputs[0].channelBuffers32 = mainIn;
  inputs[1].channelBuffers32 = sidechain == nullptr || !sidechain_ ? nothing : sidechain;  // as hosts do
  vst::AudioBusBuffers output;
  output.channelBuffers32 = mainOut;
  return process(inputs, output, count, mode, vst::kSample32);
}

tresult Effect::processWide(double** mainIn, double** sidechain, double** mainOut, int count) {
  vst::AudioBusBuffers inputs[2];
  inputs[0].channelBuffers64 = mainIn;
  inputs[1].channelBuffers64 = sidechain;
  vst::AudioBusBuffers output;
  output.channelBuffers64 = mainOut;
  return process(inputs, output, count, vst::kOffline, vst::kSample64);
}

tresult Effect::process(vst::AudioBusBuffers* inputs, vst::AudioBusBuffers& output, int count, int mode, int32 size) {
  inputs[0].numChannels = output.numChannels = channels_;
  inputs[1].numChannels = 2;
  vst::ProcessData data;
  data.processMode = mode;
  data.symbolicSampleSize = size;
  data.numSamples = count;
  data.numInputs = 2;
  data.numOutputs = 1;
  data.inputs = inputs;
  data.outputs = &output;
  data.inputParameterChanges = &in;
  data.outputParameterChanges = &out;
  data.processContext = &context;
  const tresult result = processor->process(data);
  in.clear();
  context.projectTimeSamples += count;
  return result;
}

std::string Effect::state() {
  Bytes to;
  if (component->getState(&to) != kResultOk) {
    throw std::runtime_error("getState failed");
  }
  return to.bytes;
}

tresult Effect::setState(const std::string& bytes) {
  Bytes from;
  from.bytes = bytes;
  const tresult result = component->setState(&from);
  from.at = 0;
  controller->setComponentState(&from);
  return result;
}

vst::ParamID Effect::id(const std::string& title) {
  if (ids_.count(title) == 0) {
    throw std::runtime_error("no parameter " + title);
  }
  return ids_[title];
}

double Effect::value(const std::string& title) { return controller->getParamNormalized(id(title)); }

std::string Effect::text(const std::string& title) {
  vst::String128 text;
  controller->getParamStringByValue(id(title), value(title), text);
  return utf8(text);
}

void Effect::turn(const std::string& title, double normalised, int offset) {
  controller->setParamNormalized(id(title), normalised);
  in.add(id(title), offset, normalised);
}

void Effect::choose(const std::string& title, const std::string& text, int offset) {
  vst::String128 wide{};
  std::copy(text.begin(), text.end(), wide);
  double value = 0;
  if (controller->getParamValueByString(id(title), wide, value) != kResultOk) {
    throw std::runtime_error(title + " can't be " + text);
  }
  turn(title, value, offset);
}

double Effect::lateBlocks() {
  return controller->normalizedParamToPlain(id("Late blocks"), value("Late blocks"));
}

std::string utf8(const vst::TChar* text) {
  std::string result;
  for (; *text != 0; ++text) {
    result += static_cast<char>(*text);
  }
  return result;
}

}  // namespace host
