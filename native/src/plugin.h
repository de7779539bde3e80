// The VST3 effect: one object that is component, processor and controller, as the host sees it.
#pragma once

#include <atomic>
#include <mutex>

#include "instance.h"
#include "pluginterfaces/vst/ivstaudioprocessor.h"
#include "pluginterfaces/vst/ivstcomponent.h"
#include "pluginterfaces/vst/ivsteditcontroller.h"
#include "pluginterfaces/vst/ivstparameterchanges.h"
#include "pluginterfaces/vst/ivstunits.h"

namespace liminal {

namespace vst = Steinberg::Vst;
using Steinberg::FUnknown;
using Steinberg::IBStream;
using Steinberg::int16;
using Steinberg::int32;
using Steinberg::TBool;
using Steinberg::tresult;
using Steinberg::TUID;
using Steinberg::uint32;

class Plugin final : public vst::IComponent,
                     public vst::IAudioProcessor,
                     public vst::IProcessContextRequirements,
                     public vst::IEditController,
                     public vst::IMidiMapping,
                     public vst::IUnitInfo {
 public:
  static const Steinberg::FUID kClassId;

  Plugin();

  // FUnknown
  tresult PLUGIN_API queryInterface(const TUID iid, void** object) override;
  uint32 PLUGIN_API addRef() override;
  uint32 PLUGIN_API release() override;

  // IPluginBase, of component and controller
  tresult PLUGIN_API initialize(FUnknown* context) override;
  tresult PLUGIN_API terminate() override;

  // IComponent
  tresult PLUGIN_API getControllerClassId(TUID classId) override;
  tresult PLUGIN_API setIoMode(vst::IoMode mode) override;
  int32 PLUGIN_API getBusCount(vst::MediaType type, vst::BusDirection direction) override;
  tresult PLUGIN_API getBusInfo(vst::MediaType type, vst::BusDirection direction, int32 index,
                                vst::BusInfo& bus) override;
  tresult PLUGIN_API getRoutingInfo(vst::RoutingInfo& in, vst::RoutingInfo& out) override;
  tresult PLUGIN_API activateBus(vst::MediaType type, vst::BusDirection direction, int32 index,
                                 TBool state) override;
  tresult PLUGIN_API setActive(TBool state) override;

  // of IComponent and IEditController, which keep the same
  tresult PLUGIN_API setState(IBStream* state) override;
  tresult PLUGIN_API getState(IBStream* state) override;

  // IAudioProcessor
  tresult PLUGIN_API setBusArrangements(vst::SpeakerArrangement* inputs, int32 inputCount,
                                        vst::SpeakerArrangement* outputs, int32 outputCount) override;
  tresult PLUGIN_API getBusArrangement(vst::BusDirection direction, int32 index,
                                       vst::SpeakerArrangement& arrangement) override;
  tresult PLUGIN_API canProcessSampleSize(int32 size) override;
  uint32 PLUGIN_API getLatencySamples() override;
  tresult PLUGIN_API setupProcessing(vst::ProcessSetup& setup) override;
  tresult PLUGIN_API setProcessing(TBool state) override;
  tresult PLUGIN_API process(vst::ProcessData& data) override;
  uint32 PLUGIN_API getTailSamples() override;

  // IProcessContextRequirements
  uint32 PLUGIN_API getProcessContextRequirements() override;

  // IEditController
  tresult PLUGIN_API setComponentState(IBStream* state) override;
  int32 PLUGIN_API getParameterCount() override;
  tresult PLUGIN_API getParameterInfo(int32 index, vst::ParameterInfo& info) override;
  tresult PLUGIN_API getParamStringByValue(vst::ParamID id, vst::ParamValue value, vst::String128 string) override;
  tresult PLUGIN_API getParamValueByString(vst::ParamID id, vst::TChar* string, vst::ParamValue& value) override;
  vst::ParamValue PLUGIN_API normalizedParamToPlain(vst::ParamID id, vst::ParamValue value) override;
  vst::ParamValue PLUGIN_API plainParamToNormalized(vst::ParamID id, vst::ParamValue plain) override;
  vst::ParamValue PLUGIN_API getParamNormalized(vst::ParamID id) override;
  tresult PLUGIN_API setParamNormalized(vst::ParamID id, vst::ParamValue value) override;
  tresult PLUGIN_API setComponentHandler(vst::IComponentHandler* handler) override;
  Steinberg::IPlugView* PLUGIN_API createView(Steinberg::FIDString name) override;

  // IMidiMapping
  tresult PLUGIN_API getMidiControllerAssignment(int32 bus, int16 channel, vst::CtrlNumber controller,
                                                 vst::ParamID& id) override;

  // IUnitInfo
  int32 PLUGIN_API getUnitCount() override;
  tresult PLUGIN_API getUnitInfo(int32 index, vst::UnitInfo& info) override;
  int32 PLUGIN_API getProgramListCount() override;
  tresult PLUGIN_API getProgramListInfo(int32 index, vst::ProgramListInfo& info) override;
  tresult PLUGIN_API getProgramName(vst::ProgramListID list, int32 program, vst::String128 name) override;
  tresult PLUGIN_API getProgramInfo(vst::ProgramListID list, int32 program, Steinberg::Vst::CString attribute,
                                    vst::String128 value) override;
  tresult PLUGIN_API hasProgramPitchNames(vst::ProgramListID list, int32 program) override;
  tresult PLUGIN_API getProgramPitchName(vst::ProgramListID list, int32 program, int16 pitch,
                                         vst::String128 name) override;
  vst::UnitID PLUGIN_API getSelectedUnit() override;
  tresult PLUGIN_API selectUnit(vst::UnitID unit) override;
  tresult PLUGIN_API getUnitByBus(vst::MediaType type, vst::BusDirection direction, int32 bus, int32 channel,
                                  vst::UnitID& unit) override;
  tresult PLUGIN_API setUnitProgramData(int32 listOrUnit, int32 program, IBStream* data) override;

 private:
  ~Plugin() = default;

  std::string choiceText(const Parameter& parameter, int choice) const;
  double meter(std::uint32_t id) const;
  // Whether the host must be told that the latency will be another.
  bool profileChanged();
  void tellOfProgram();
  int takeChanges(vst::IParameterChanges* changes, int samples);
  void giveMeters(vst::IParameterChanges* changes, int samples);

  std::atomic<uint32> references_{1};
  std::mutex handlerMutex_;  // for whoever is no thread of the host's
  std::atomic<vst::IComponentHandler*> handler_{nullptr};
  std::atomic<float> profile_{-1};  // as the host was told
  Instance instance_;
  Instance::Setup setup_;
  vst::SpeakerArrangement mainArrangement_ = vst::SpeakerArr::kStereo;
  vst::SpeakerArrangement sideArrangement_ = vst::SpeakerArr::kStereo;
  std::array<std::atomic<bool>, 2> inputsActive_{true, false};  // as the buses' flags promise
  std::atomic<bool> outputActive_{true};
  std::atomic<bool> active_{false};
  vst::UnitID selectedUnit_ = vst::kRootUnitId;

  // the audio thread's
  static constexpr int kMostChanges = 2048;
  std::array<Instance::Change, kMostChanges> changes_;
  std::array<vst::ParamValue, 4> given_{};
  int samplesToMeters_ = 0;
};

}  // namespace liminal
