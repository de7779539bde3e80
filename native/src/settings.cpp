#include "settings.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "stft_profile.h"

namespace liminal {
namespace {

using nlohmann::json;

constexpr const char* kForms[] = {"gain", "full"};
constexpr const char* kPhases[] = {"input", "ab-sum", "rtpghi", "auto"};
constexpr int kPresetVersion = 2;
constexpr int kMostDepth = 24;

constexpr char kMagic[4] = {'L', 'I', 'M', 'S'};
constexpr std::uint32_t kStateVersion = 1;
constexpr std::size_t kEnvelopeBytes = 12;

json parse(std::string_view text) {
  const auto shallow = [](int depth, json::parse_event_t, json&) -> bool {
    if (depth > kMostDepth) {
      throw std::runtime_error("nested too deeply");
    }
    return true;
  };
  return json::parse(text, shallow);
}

template <std::size_t N>
std::optional<int> indexOf(const char* const (&names)[N], const std::string& name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (name == names[i]) {
      return static_cast<int>(i);
    }
  }
  return std::nullopt;
}

std::optional<int> profileIndex(const std::string& name) {
  for (std::size_t i = 0; i < std::size(kProfiles); ++i) {
    if (name == kProfiles[i].name) {
      return static_cast<int>(i);
    }
  }
  return std::nullopt;
}

// False when it is no number, or out of range.
bool setNumber(const json& value, std::uint32_t id, PlainValues& values) {
  const Parameter& parameter = *findParameter(id);
  if (value.is_boolean() && parameter.kind == Kind::kSwitch) {
    values[id] = value.get<bool>() ? 1 : 0;
    return true;
  }
  if (!value.is_number()) {
    return false;
  }
  const double number = value.get<double>();
  if (!(number >= parameter.least && number <= parameter.most)) {
    return false;
  }
  values[id] = static_cast<float>(number);
  return true;
}

bool readControls(const json& controls, PlainValues& values) {
  for (const auto& [key, value] : controls.items()) {
    const auto at = std::find_if(std::begin(kControls), std::end(kControls),
                                 [&name = key](const Parameter& p) { return name == p.key; });
    // a later version may know more
    if (at != std::end(kControls) && !setNumber(value, at->id, values)) {
      return false;
    }
  }
  return true;
}

// Less than none where it is no parameter.
int latentIndex(const std::string& name, const ModelEntry* model) {
  int index = -1;
  if (model != nullptr) {
    const auto at = std::find(model->latents.begin(), model->latents.end(), name);
    index = at == model->latents.end() ? -1 : static_cast<int>(at - model->latents.begin());
  }
  const bool isNumber = !name.empty() && name.size() < 4 &&
                        std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (index < 0 && isNumber) {
    index = std::stoi(name) - 1;
  }
  return index < static_cast<int>(kLatents) ? index : -1;
}

bool readLatents(const json& latents, const ModelEntry* model, PlainValues& values) {
  for (const auto& [name, controls] : latents.items()) {
    if (!controls.is_object()) {
      return false;
    }
    const int latent = latentIndex(name, model);
    for (const auto& [key, value] : controls.items()) {
      for (const Parameter& control : kLatentControls) {
        const std::uint32_t id = kLatentBase + control.id * kLatents + static_cast<std::uint32_t>(std::max(latent, 0));
        if (key == control.key && latent >= 0 && !setNumber(value, id, values)) {
          return false;
        }
      }
    }
  }
  return true;
}

// What stays belongs to a later version, or to a model that isn't here.
void eraseParameters(json& preset, const ModelEntry* model) {
  auto controls = preset.value("controls", json::object_t());
  for (const Parameter& control : kControls) {
    controls.erase(control.key);
  }
  auto latents = preset.value("latents", json::object_t());
  for (auto at = latents.begin(); at != latents.end();) {
    if (latentIndex(at->first, model) >= 0) {
      for (const Parameter& control : kLatentControls) {
        at->second.erase(control.key);
      }
    }
    at = at->second.empty() ? latents.erase(at) : std::next(at);
  }
  preset["controls"] = std::move(controls);
  preset["latents"] = std::move(latents);
}

// What a target's JSON is as a choice of kAnchor.
float anchorOf(const json& target, const Catalogue& catalogue) {
  if (target.is_null() || target.contains("sidechain")) {
    return kSidechainTarget;
  }
  const json corners = target.value("corners", json::array());
  if (corners.is_array() && corners.size() == 1 && corners[0].is_object() && corners[0].contains("timbre") &&
      corners[0]["timbre"].is_string()) {
    const auto at = std::find(catalogue.timbres.begin(), catalogue.timbres.end(), corners[0]["timbre"].get<std::string>());
    if (at != catalogue.timbres.end()) {
      return kFirstTimbre + static_cast<float>(at - catalogue.timbres.begin());
    }
  }
  return kPresetTarget;
}

std::string stringOf(const json& object, const char* key, const char* otherwise) {
  const auto at = object.find(key);
  if (at == object.end()) {
    return otherwise;
  }
  return at->get<std::string>();
}

void readChoices(const json& preset, const Catalogue& catalogue, PlainValues& values) {
  values[kAnchor] = anchorOf(preset.value("target", json()), catalogue);
  values[kProfile] = static_cast<float>(profileIndex(stringOf(preset, "profile", "studio")).value());
  values[kForm] = static_cast<float>(indexOf(kForms, stringOf(preset, "form", kForms[0])).value());
  values[kPhase] = static_cast<float>(indexOf(kPhases, stringOf(preset, "phase", kPhases[0])).value());
  const auto& presets = catalogue.presets;
  const std::string name = stringOf(preset, "name", "");
  const auto at = std::find_if(presets.begin(), presets.end(), [&](const PresetEntry& p) { return p.name == name; });
  values[kProgram] = at == presets.end() ? 0 : static_cast<float>(at - presets.begin());
  values[kModel] = 0;
  if (preset.contains("model")) {
    const std::string model = stringOf(preset.at("model"), "name", "");
    const auto known = std::find_if(catalogue.models.begin(), catalogue.models.end(),
                                    [&](const ModelEntry& m) { return m.name == model; });
    values[kModel] = known == catalogue.models.end() ? kUnknownModel
                                                     : static_cast<float>(known - catalogue.models.begin());
  }
}

// Points of a model's latent space, which are nonsense in another's.
bool hasCapturedCorners(const json& target) {
  const json corners = target.is_object() ? target.value("corners", json::array()) : json::array();
  return std::any_of(corners.begin(), corners.end(), [](const json& corner) { return !corner.contains("timbre"); });
}

// Of what request() takes over as it is.
std::size_t keptBytes(json preset, const PlainValues& values) {
  for (const char* chosen : {"format", "version", "name", "model", "profile", "form", "phase"}) {
    preset.erase(chosen);
  }
  if (values[kAnchor] != kPresetTarget) {
    preset.erase("target");
  }
  return preset.dump().size();
}

json valueOf(const Parameter& control, float value) {
  return control.kind == Kind::kSwitch ? json(value >= 0.5f) : json(value);
}

void writeLatents(const PlainValues& values, const ModelEntry* model, json& preset) {
  for (const Parameter& control : kLatentControls) {
    for (std::uint32_t i = 0; i < kLatents; ++i) {
      const float value = values[kLatentBase + control.id * kLatents + i];
      if (value != control.neutral) {
        const bool named = model != nullptr && i < model->latents.size() && !model->latents[i].empty();
        preset["latents"][named ? model->latents[i] : std::to_string(i + 1)][control.key] =
            valueOf(control, value);
      }
    }
  }
}

}  // namespace

struct Settings::Document {
  json rest = json::object();
};

PlainValues neutralValues() {
  PlainValues values{};
  for (std::uint32_t id = 0; id < kParameterIds; ++id) {
    const Parameter* parameter = findParameter(id);
    values[id] = parameter == nullptr ? 0 : parameter->neutral;
  }
  return values;
}

Settings::Settings(const Catalogue& catalogue) : catalogue_(&catalogue), document_(std::make_unique<Document>()) {}
Settings::Settings(const Settings& other)
    : catalogue_(other.catalogue_), document_(std::make_unique<Document>(*other.document_)) {}
Settings& Settings::operator=(const Settings& other) {
  return *this = Settings(other);
}
Settings::Settings(Settings&&) noexcept = default;
Settings& Settings::operator=(Settings&&) noexcept = default;
Settings::~Settings() = default;

bool Settings::read(std::string_view text, PlainValues& values) {
  if (text.size() > kMostStateBytes) {
    return false;
  }
  try {
    json preset = parse(text);
    if (!preset.is_object() || preset.value("format", "") != "liminal-preset" || preset.value("version", 0) != kPresetVersion) {
      return false;
    }
    PlainValues next = neutralValues();
    readChoices(preset, *catalogue_, next);
    const json nothing = json::object();
    const ModelEntry* model = catalogue_->model(preset.value("model", nothing).value("name", ""));
    if (!readControls(preset.value("controls", nothing), next) ||
        !readLatents(preset.value("latents", nothing), model, next)) {
      return false;
    }
    eraseParameters(preset, model);
    if (keptBytes(preset, next) > kMostKeptBytes) {
      return false;
    }
    document_->rest = std::move(preset);
    values = next;
    return true;
  } catch (const std::exception&) {  // not JSON, another shape, or an unknown choice
    return false;
  }
}

std::string Settings::modelName(const PlainValues& values) const {
  const auto choice = static_cast<std::size_t>(values[kModel]);
  if (choice < catalogue_->models.size()) {
    return catalogue_->models[choice].name;
  }
  return document_->rest.value("model", json::object()).value("name", "");
}

std::string Settings::request(const PlainValues& values) const {
  json preset = document_->rest;
  preset.erase("controls");  // the engine refuses what it does not know
  preset.erase("latents");
  preset["format"] = "liminal-preset";
  preset["version"] = kPresetVersion;
  preset.emplace("name", "Liminal");
  if (values[kAnchor] == kSidechainTarget) {
    preset["target"] = {{"sidechain", true}};
  } else if (const auto timbre = static_cast<std::size_t>(values[kAnchor] - kFirstTimbre);
             values[kAnchor] >= kFirstTimbre && timbre < catalogue_->timbres.size()) {
    if (anchorOf(preset.value("target", json()), *catalogue_) != values[kAnchor]) {
      preset["target"] = {{"corners", {{{"timbre", catalogue_->timbres[timbre]}}}}};
    }
  }
  const std::string name = modelName(values);
  const ModelEntry* model = catalogue_->model(name);
  if (model != nullptr && values[kModel] != kUnknownModel) {
    json named = preset.value("model", json::object());
    const bool isOther = named.value("name", "") != name || !named.contains("sha256");
    named["name"] = name;
    if (isOther && !hasCapturedCorners(preset.value("target", json()))) {
      named["sha256"] = model->sha256;
    }
    preset["model"] = std::move(named);
  }
  preset["profile"] = kProfiles[static_cast<int>(values[kProfile])].name;
  preset["form"] = kForms[static_cast<int>(values[kForm])];
  preset["phase"] = kPhases[static_cast<int>(values[kPhase])];
  return preset.dump();
}

std::string Settings::write(const PlainValues& values) const {
  const ModelEntry* model = catalogue_->model(modelName(values));
  json preset = document_->rest;
  eraseParameters(preset, model);
  preset.update(json::parse(request(values)));
  for (const Parameter& control : kControls) {
    if (values[control.id] != control.neutral) {
      preset["controls"][control.key] = valueOf(control, values[control.id]);
    }
  }
  writeLatents(values, model, preset);
  return preset.dump();
}

std::string sealState(const std::string& text) {
  std::string bytes(kMagic, sizeof kMagic);
  for (const std::uint32_t word : {kStateVersion, static_cast<std::uint32_t>(text.size())}) {
    for (int i = 0; i < 4; ++i) {
      bytes += static_cast<char>(word >> (8 * i) & 0xff);
    }
  }
  return bytes + text;
}

std::optional<std::string> openState(std::string_view bytes) {
  const auto word = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    }
    return value;
  };
  if (bytes.size() < kEnvelopeBytes || std::memcmp(bytes.data(), kMagic, sizeof kMagic) != 0 ||
      word(4) != kStateVersion || word(8) > bytes.size() - kEnvelopeBytes || word(8) > kMostStateBytes) {
    return std::nullopt;
  }
  return std::string(bytes.substr(kEnvelopeBytes, word(8)));
}

std::string choiceName(std::uint32_t list, int choice, const Catalogue& catalogue) {
  const auto at = static_cast<std::size_t>(std::max(choice, 0));
  switch (list) {
    case kModel:
      return at < catalogue.models.size() ? catalogue.models[at].name : "";
    case kAnchor:
      if (at < static_cast<std::size_t>(kFirstTimbre)) {
        return choice == static_cast<int>(kSidechainTarget) ? "sidechain" : "preset";
      }
      return at - 2 < catalogue.timbres.size() ? catalogue.timbres[at - 2] : "";
    case kProfile:
      return at < std::size(kProfiles) ? kProfiles[at].name : "";
    case kForm:
      return at < std::size(kForms) ? kForms[at] : "";
    case kPhase:
      return at < std::size(kPhases) ? kPhases[at] : "";
    case kProgram:
      return at < catalogue.presets.size() ? catalogue.presets[at].name : "";
    default:
      return "";
  }
}

}  // namespace liminal
