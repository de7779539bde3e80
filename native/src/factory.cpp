// The module's entries: what a host finds in the library.
#include <cstring>

#include "plugin.h"
#include "pluginterfaces/base/ipluginbase.h"
#include "supervisor.h"

namespace liminal {
namespace {

using Steinberg::kInvalidArgument;
using Steinberg::kNoInterface;
using Steinberg::kResultFalse;
using Steinberg::kResultOk;

constexpr const char* kName = "Liminal";
constexpr const char* kVendor = "Liminal";
constexpr const char* kVersionText = "0.1.0";

class Factory final : public Steinberg::IPluginFactory2 {
 public:
  // lives as long as the module
  uint32 PLUGIN_API addRef() override { return 1; }
  uint32 PLUGIN_API release() override { return 1; }

  tresult PLUGIN_API queryInterface(const TUID iid, void** object) override {
    using namespace Steinberg;
    QUERY_INTERFACE(iid, object, FUnknown::iid, IPluginFactory2)
    QUERY_INTERFACE(iid, object, IPluginFactory::iid, IPluginFactory2)
    QUERY_INTERFACE(iid, object, IPluginFactory2::iid, IPluginFactory2)
    *object = nullptr;
    return kNoInterface;
  }

  tresult PLUGIN_API getFactoryInfo(Steinberg::PFactoryInfo* info) override {
    if (info == nullptr) {
      return kInvalidArgument;
    }
    *info = Steinberg::PFactoryInfo(kVendor, "", "", vst::kDefaultFactoryFlags);
    return kResultOk;
  }

  int32 PLUGIN_API countClasses() override { return 1; }

  tresult PLUGIN_API getClassInfo(int32 index, Steinberg::PClassInfo* info) override {
    if (index != 0 || info == nullptr) {
      return kInvalidArgument;
    }
    *info = Steinberg::PClassInfo(cid(), Steinberg::PClassInfo::kManyInstances, kVstAudioEffectClass, kName);
    return kResultOk;
  }

  tresult PLUGIN_API getClassInfo2(int32 index, Steinberg::PClassInfo2* info) override {
    if (index != 0 || info == nullptr) {
      return kInvalidArgument;
    }
    *info = Steinberg::PClassInfo2(cid(), Steinberg::PClassInfo::kManyInstances, kVstAudioEffectClass, kName, 0,
                                   vst::PlugType::kFxModulation, kVendor, kVersionText, kVstVersionString);
    return kResultOk;
  }

  tresult PLUGIN_API createInstance(Steinberg::FIDString wanted, Steinberg::FIDString iid, void** object) override {
    if (wanted == nullptr || iid == nullptr || object == nullptr ||
        std::memcmp(wanted, Plugin::kClassId, sizeof(TUID)) != 0) {
      return kResultFalse;
    }
    auto* plugin = new Plugin;
    const tresult result = plugin->queryInterface(*reinterpret_cast<const TUID*>(iid), object);
    plugin->release();
    return result;
  }

 private:
  static const TUID& cid() {
    static TUID id;
    Plugin::kClassId.toTUID(id);
    return id;
  }
};

}  // namespace
}  // namespace liminal

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED Steinberg::IPluginFactory* PLUGIN_API GetPluginFactory() {
  static liminal::Factory factory;
  return &factory;
}

EXPORTED bool ModuleEntry(void*) { return true; }

EXPORTED bool ModuleExit() {
  liminal::Supervisor::instance().stop();
  return true;
}
