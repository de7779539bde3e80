// How parameters are grouped, and the presets as the host's browser lists them.
#include <cstring>

#include "plugin.h"
#include "text.h"

namespace liminal {
namespace {

using Steinberg::kInvalidArgument;
using Steinberg::kNotImplemented;
using Steinberg::kResultFalse;
using Steinberg::kResultOk;

// In the order of Group.
constexpr const char* kUnits[] = {"Morph", "Sound", "Output", "Macros", "Latents", "Meters"};
constexpr vst::ProgramListID kPresets = 1;
constexpr const char* kCategoryAttribute = "MusicalCategory";

const PresetEntry* preset(vst::ProgramListID list, int32 program) {
  const auto& presets = Catalogue::ofBundle().presets;
  const bool known = list == kPresets && program >= 0 && program < static_cast<int32>(presets.size());
  return known ? &presets[static_cast<std::size_t>(program)] : nullptr;
}

}  // namespace

int32 PLUGIN_API Plugin::getUnitCount() { return 1 + static_cast<int32>(std::size(kUnits)); }

tresult PLUGIN_API Plugin::getUnitInfo(int32 index, vst::UnitInfo& info) {
  if (index < 0 || index >= getUnitCount()) {
    return kInvalidArgument;
  }
  info.id = index;
  info.parentUnitId = index == 0 ? vst::kNoParentUnitId : vst::kRootUnitId;
  info.programListId = index == 0 ? kPresets : vst::kNoProgramListId;
  toString128(index == 0 ? "Liminal" : kUnits[index - 1], info.name);
  return kResultOk;
}

int32 PLUGIN_API Plugin::getProgramListCount() { return 1; }

tresult PLUGIN_API Plugin::getProgramListInfo(int32 index, vst::ProgramListInfo& info) {
  if (index != 0) {
    return kInvalidArgument;
  }
  info.id = kPresets;
  toString128("Presets", info.name);
  info.programCount = static_cast<int32>(Catalogue::ofBundle().presets.size());
  return kResultOk;
}

tresult PLUGIN_API Plugin::getProgramName(vst::ProgramListID list, int32 program, vst::String128 name) {
  const PresetEntry* one = preset(list, program);
  if (one == nullptr) {
    return kInvalidArgument;
  }
  toString128(one->name, name);
  return kResultOk;
}

tresult PLUGIN_API Plugin::getProgramInfo(vst::ProgramListID list, int32 program, vst::CString attribute,
                                          vst::String128 value) {
  const PresetEntry* one = preset(list, program);
  if (one == nullptr || attribute == nullptr || one->category.empty() ||
      std::strcmp(attribute, kCategoryAttribute) != 0) {
    return kResultFalse;
  }
  toString128(one->category, value);
  return kResultOk;
}

tresult PLUGIN_API Plugin::hasProgramPitchNames(vst::ProgramListID, int32) { return kResultFalse; }

tresult PLUGIN_API Plugin::getProgramPitchName(vst::ProgramListID, int32, int16, vst::String128) {
  return kResultFalse;
}

vst::UnitID PLUGIN_API Plugin::getSelectedUnit() { return selectedUnit_; }

tresult PLUGIN_API Plugin::selectUnit(vst::UnitID unit) {
  if (unit < 0 || unit >= getUnitCount()) {
    return kInvalidArgument;
  }
  selectedUnit_ = unit;
  return kResultOk;
}

tresult PLUGIN_API Plugin::getUnitByBus(vst::MediaType type, vst::BusDirection direction, int32 bus, int32,
                                        vst::UnitID& unit) {
  if (bus < 0 || bus >= getBusCount(type, direction)) {
    return kResultFalse;
  }
  unit = vst::kRootUnitId;
  return kResultOk;
}

tresult PLUGIN_API Plugin::setUnitProgramData(int32, int32, IBStream*) { return kNotImplemented; }

}  // namespace liminal
