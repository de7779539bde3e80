// What the host sees of the controller: parameters, their texts, MIDI controllers.
#include <algorithm>
#include <cmath>

#include "plugin.h"
#include "pluginterfaces/vst/ivstmidicontrollers.h"
#include "text.h"

namespace liminal {
namespace {

using Steinberg::kInvalidArgument;
using Steinberg::kResultFalse;
using Steinberg::kResultOk;

int32 flagsOf(const Parameter& parameter) {
  using Info = vst::ParameterInfo;
  switch (parameter.kind) {
    case Kind::kMeter:
      return Info::kIsReadOnly;
    case Kind::kList:
      return Info::kCanAutomate | Info::kIsList | (parameter.id == kProgram ? Info::kIsProgramChange : 0);
    default:
      return Info::kCanAutomate | (parameter.id == kBypass ? Info::kIsBypass : 0);
  }
}

const Parameter* hostParameter(vst::ParamID id) {
  const Parameter* parameter = findParameter(id);
  const bool presetsOnly =
      id >= kLatentBase + kHostLatentControls * kLatents && id < kLatentBase + std::size(kLatentControls) * kLatents;
  return presetsOnly ? nullptr : parameter;
}

}  // namespace

tresult PLUGIN_API Plugin::setComponentState(IBStream* state) { return setState(state); }

int32 PLUGIN_API Plugin::getParameterCount() { return static_cast<int32>(hostParameters().size()); }

tresult PLUGIN_API Plugin::getParameterInfo(int32 index, vst::ParameterInfo& info) {
  if (index < 0 || index >= getParameterCount()) {
    return kInvalidArgument;
  }
  const Parameter& parameter = hostParameters()[static_cast<std::size_t>(index)];
  info = {};
  info.id = parameter.id;
  toString128(titleOf(parameter), info.title);
  toString128(titleOf(parameter), info.shortTitle);
  toString128(parameter.unit, info.units);
  info.stepCount = stepsOf(parameter);
  info.defaultNormalizedValue = normalisedOf(parameter, parameter.neutral);
  info.unitId = parameter.id == kProgram ? vst::kRootUnitId : 1 + static_cast<int32>(parameter.group);
  info.flags = flagsOf(parameter);
  return kResultOk;
}

std::string Plugin::choiceText(const Parameter& parameter, int choice) const {
  if (parameter.id == kMeterStatus) {
    constexpr const char* kNames[] = {"ready", "not active", "starting", "loading", "refused", "no engine", "no slot"};
    const int now = static_cast<int>(instance_.status());
    return choice == now ? instance_.statusText() : choice < static_cast<int>(std::size(kNames)) ? kNames[choice] : "-";
  }
  if (parameter.id == kModel && choice == static_cast<int>(kUnknownModel)) {
    const std::string wanted = instance_.modelName();
    return wanted.empty() || Catalogue::ofBundle().model(wanted) != nullptr ? "(other)" : wanted + " (missing)";
  }
  const std::string name = choiceName(parameter.id, choice, Catalogue::ofBundle());
  return name.empty() ? "(" + std::to_string(choice) + ")" : name;
}

tresult PLUGIN_API Plugin::getParamStringByValue(vst::ParamID id, vst::ParamValue value, vst::String128 string) {
  const Parameter* parameter = hostParameter(id);
  if (parameter == nullptr) {
    return kInvalidArgument;
  }
  const float plain = plainOf(*parameter, value);
  const bool choice = parameter->kind == Kind::kList || id == kMeterStatus;
  toString128(choice ? choiceText(*parameter, static_cast<int>(plain)) : textOf(*parameter, plain), string);
  return kResultOk;
}

tresult PLUGIN_API Plugin::getParamValueByString(vst::ParamID id, vst::TChar* string, vst::ParamValue& value) {
  const Parameter* parameter = hostParameter(id);
  if (parameter == nullptr || string == nullptr) {
    return kInvalidArgument;
  }
  const std::string text = fromTChars(string);
  if (parameter->kind == Kind::kList || id == kMeterStatus) {
    for (int choice = 0; choice <= stepsOf(*parameter); ++choice) {
      if (choiceText(*parameter, choice) == text) {
        value = normalisedOf(*parameter, choice);
        return kResultOk;
      }
    }
  }
  double plain = 0;
  if (!plainFromText(*parameter, text, plain)) {
    return kResultFalse;
  }
  value = normalisedOf(*parameter, plain);
  return kResultOk;
}

vst::ParamValue PLUGIN_API Plugin::normalizedParamToPlain(vst::ParamID id, vst::ParamValue value) {
  const Parameter* parameter = hostParameter(id);
  return parameter == nullptr ? value : plainOf(*parameter, value);
}

vst::ParamValue PLUGIN_API Plugin::plainParamToNormalized(vst::ParamID id, vst::ParamValue plain) {
  const Parameter* parameter = hostParameter(id);
  return parameter == nullptr ? plain : normalisedOf(*parameter, plain);
}

vst::ParamValue PLUGIN_API Plugin::getParamNormalized(vst::ParamID id) {
  const Parameter* parameter = hostParameter(id);
  if (parameter == nullptr) {
    return 0;
  }
  return parameter->kind == Kind::kMeter ? normalisedOf(*parameter, meter(id)) : instance_.normalised(id);
}

tresult PLUGIN_API Plugin::setParamNormalized(vst::ParamID id, vst::ParamValue value) {
  const Parameter* parameter = hostParameter(id);
  if (parameter == nullptr || std::isnan(value)) {
    return kInvalidArgument;
  }
  if (parameter->kind == Kind::kMeter) {
    return kResultOk;  // a host's echo of what it was told
  }
  instance_.turn(id, std::clamp(value, 0.0, 1.0));
  vst::IComponentHandler* handler = handler_;
  if (id == kProfile && profileChanged() && handler != nullptr) {
    handler->restartComponent(vst::kLatencyChanged);
  }
  return kResultOk;
}

bool Plugin::profileChanged() {
  const float profile = plainOf(*findParameter(kProfile), instance_.normalised(kProfile));
  return profile_.exchange(profile) != profile;
}

// Not where the program is chosen: Ardour 7.3 holds a lock then, which it takes again when it is told. And
// without a lock of ours: the host may wait for a thread of its own that calls the plugin.
void Plugin::tellOfProgram() {
  const int32 news = vst::kParamValuesChanged | (profileChanged() ? vst::kLatencyChanged : 0);
  vst::IComponentHandler* handler;
  {
    const std::lock_guard<std::mutex> lock(handlerMutex_);
    handler = handler_;
    if (handler == nullptr) {
      return;
    }
    handler->addRef();
  }
  handler->restartComponent(news);
  handler->release();
}

tresult PLUGIN_API Plugin::setComponentHandler(vst::IComponentHandler* handler) {
  if (handler != nullptr) {
    handler->addRef();
  }
  const std::lock_guard<std::mutex> lock(handlerMutex_);
  if (vst::IComponentHandler* before = handler_.exchange(handler); before != nullptr) {
    before->release();
  }
  return kResultOk;
}

Steinberg::IPlugView* PLUGIN_API Plugin::createView(Steinberg::FIDString) { return nullptr; }

tresult PLUGIN_API Plugin::getMidiControllerAssignment(int32 bus, int16, vst::CtrlNumber controller,
                                                       vst::ParamID& id) {
  struct Assignment {
    vst::CtrlNumber controller;
    std::uint32_t parameter;
  };
  // by ordinal of Control
  constexpr Assignment kAssignments[] = {
      {vst::kCtrlModWheel, 0},  {vst::kCtrlEffect1, 1}, {vst::kCtrlEffect2, 2}, {vst::kCtrlGPC1, 13},
      {vst::kCtrlGPC2, 14},     {vst::kCtrlGPC3, 15},   {vst::kCtrlGPC4, 16},   {vst::kCtrlSustainOnOff, kFreeze},
      {vst::kCtrlEff1Depth, 11}, {vst::kCtrlProgramChange, kProgram},
  };
  for (const Assignment& one : kAssignments) {
    if (bus == 0 && one.controller == controller) {
      id = one.parameter;
      return kResultOk;
    }
  }
  return kResultFalse;
}

}  // namespace liminal
