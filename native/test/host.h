// A small VST3 host: loads a bundle, makes instances, hands over blocks. For tests.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "pluginterfaces/base/ibstream.h"
#include "pluginterfaces/base/ipluginbase.h"
#include "pluginterfaces/vst/ivstaudioprocessor.h"
#include "pluginterfaces/vst/ivstcomponent.h"
#include "pluginterfaces/vst/ivsteditcontroller.h"
#include "pluginterfaces/vst/ivstmidicontrollers.h"
#include "pluginterfaces/vst/ivstparameterchanges.h"
#include "pluginterfaces/vst/ivstprocesscontext.h"
#include "pluginterfaces/vst/ivstunits.h"

namespace host {

namespace vst = Steinberg::Vst;
using Steinberg::int32;
using Steinberg::int64;
using Steinberg::kResultOk;
using Steinberg::tresult;
using Steinberg::uint32;

// Bytes that a state is written to and read from.
class Bytes final : public Steinberg::IBStream {
 public:
  std::string bytes;
  int64 at = 0;

  tresult PLUGIN_API queryInterface(const Steinberg::TUID, void**) override { return Steinberg::kNoInterface; }
  uint32 PLUGIN_API addRef() override { return 1; }
  uint32 PLUGIN_API release() override { return 1; }
  tresult PLUGIN_API read(void* to, int32 count, int32* done) override;
  tresult PLUGIN_API write(void* from, int32 count, int32* done) override;
  tresult PLUGIN_API seek(int64 to, int32 mode, int64* result) override;
  tresult PLUGIN_API tell(int64* result) override;
};

// One parameter's points in a block, of fixed room: makes no memory while audio runs.
class Queue final : public vst::IParamValueQueue {
 public:
  tresult PLUGIN_API queryInterface(const Steinberg::TUID, void**) override { return Steinberg::kNoInterface; }
  uint32 PLUGIN_API addRef() override { return 1; }
  uint32 PLUGIN_API release() override { return 1; }
  vst::ParamID PLUGIN_API getParameterId() override { return id; }
  int32 PLUGIN_API getPointCount() override { return count; }
  tresult PLUGIN_API getPoint(int32 index, int32& offset, vst::ParamValue& value) override;
  tresult PLUGIN_API addPoint(int32 offset, vst::ParamValue value, int32& index) override;

  vst::ParamID id = 0;
  int32 count = 0;

 private:
  struct Point {
    int32 offset;
    vst::ParamValue value;
  };
  Point points_[64];
};

class Changes final : public vst::IParameterChanges {
 public:
  tresult PLUGIN_API queryInterface(const Steinberg::TUID, void**) override { return Steinberg::kNoInterface; }
  uint32 PLUGIN_API addRef() override { return 1; }
  uint32 PLUGIN_API release() override { return 1; }
  int32 PLUGIN_API getParameterCount() override { return count_; }
  vst::IParamValueQueue* PLUGIN_API getParameterData(int32 index) override;
  vst::IParamValueQueue* PLUGIN_API addParameterData(const vst::ParamID& id, int32& index) override;

  void clear() { count_ = 0; }
  void add(vst::ParamID id, int32 offset, double value);
  // The last value of a parameter; false when it has none.
  bool last(vst::ParamID id, double& value);

 private:
  Queue queues_[512];
  int32 count_ = 0;
};

// Counts what the plugin asks of its host.
class Handler final : public vst::IComponentHandler {
 public:
  tresult PLUGIN_API queryInterface(const Steinberg::TUID, void**) override { return Steinberg::kNoInterface; }
  uint32 PLUGIN_API addRef() override { return 1; }
  uint32 PLUGIN_API release() override { return 1; }
  tresult PLUGIN_API beginEdit(vst::ParamID) override { return kResultOk; }
  tresult PLUGIN_API performEdit(vst::ParamID, vst::ParamValue) override { return kResultOk; }
  tresult PLUGIN_API endEdit(vst::ParamID) override { return kResultOk; }
  tresult PLUGIN_API restartComponent(int32 flags) override {
    restarts |= flags;
    restartedInCall = restartedInCall || std::this_thread::get_id() == caller;
    if (react) {
      react();
    }
    return kResultOk;
  }
  std::atomic<int32> restarts{0};
  std::atomic<bool> restartedInCall{false};  // on the thread that made this handler
  const std::thread::id caller = std::this_thread::get_id();
  std::function<void()> react;
};

class Module {
 public:
  // Throws std::runtime_error. bundle: the folder that ends in .vst3
  explicit Module(const std::string& bundle);
  ~Module();
  Steinberg::IPluginFactory* factory() const { return factory_; }

 private:
  void* library_ = nullptr;
  Steinberg::IPluginFactory* factory_ = nullptr;
};

class Effect {
 public:
  explicit Effect(Module& module);
  ~Effect();
  Effect(const Effect&) = delete;

  void setUp(double rate, int largestBlock, int mode = vst::kRealtime);
  void activate(bool on);
  // 1 or 2 channels in and out; the sidechain has two.
  void arrange(int channels, bool sidechain);

  // Processes a block; null sidechain: the bus is inactive, as hosts hand it over.
  tresult process(float** in, float** sidechain, float** out, int count, int mode = vst::kRealtime);
  // The same in doubles; the sidechain has memory, whether the bus is active or not.
  tresult processWide(double** in, double** sidechain, double** out, int count);

  std::string state();
  tresult setState(const std::string& bytes);
  double value(const std::string& title);
  vst::ParamID id(const std::string& title);
  std::string text(const std::string& title);
  // As a host's user: told to the controller at once and to the processor with the next block.
  void turn(const std::string& title, double normalised, int offset = 0);
  // As turn(), by what the value is called.
  void choose(const std::string& title, const std::string& text, int offset = 0);
  double lateBlocks();

  vst::IComponent* component = nullptr;
  vst::IAudioProcessor* processor = nullptr;
  vst::IEditController* controller = nullptr;
  Handler handler;
  Changes in;
  Changes out;
  vst::ProcessContext context{};

 private:
  tresult process(vst::AudioBusBuffers* inputs, vst::AudioBusBuffers& output, int count, int mode, int32 size);

  int channels_ = 2;
  bool sidechain_ = false;
  std::map<std::string, vst::ParamID> ids_;
};

std::string utf8(const vst::TChar* text);

}  // namespace host
