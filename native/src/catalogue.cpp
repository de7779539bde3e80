#include "catalogue.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "bundle.h"
#include "sha256.h"

namespace liminal {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kDefaultModel = "envelope";
constexpr std::size_t kMostModels = 31;
constexpr std::size_t kMostTimbres = 254;
constexpr std::size_t kMostPresets = 512;

std::string textOfFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> sorted(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    found.push_back(it->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

void addModel(const fs::path& folder, Catalogue& to, std::set<std::string>& timbres) {
  const json card = json::parse(textOfFile(folder / "card.json"), nullptr, false);
  if (!card.is_object()) {
    return;
  }
  ModelEntry model{folder.filename().string(), "", {}};
  static_cast<void>(json(model.name).dump());  // throws where it is no UTF-8: no project can name it
  const json nothing = json::object();
  model.sha256 = sha256(card.value("encoder", nothing).value("sha256", "") + card.value("decoder", nothing).value("sha256", ""));
  if (card.contains("latents") && card["latents"].is_array()) {
    for (const json& latent : card["latents"]) {
      model.latents.push_back(latent.is_object() ? latent.value("name", "") : "");
    }
  }
  const json clouds = json::parse(textOfFile(folder / "timbres.json"), nullptr, false);
  if (clouds.is_object()) {
    for (const auto& [name, cloud] : clouds.items()) {
      timbres.insert(name);
    }
  }
  to.models.push_back(std::move(model));
}

void addPresets(const fs::path& folder, Catalogue& to) {
  for (const fs::path& file : sorted(folder)) {
    std::error_code failed;
    if (fs::is_directory(file, failed)) {
      addPresets(file, to);
    } else if (file.extension() == ".json") {
      std::string text = textOfFile(file);
      const json preset = json::parse(text, nullptr, false);
      if (preset.is_object() && preset.value("format", "") == "liminal-preset") {
        const json tags = preset.value("tags", json::array());
        const std::string tag = !tags.empty() && tags[0].is_string() ? tags[0].get<std::string>() : "";
        to.presets.push_back({preset.value("name", file.stem().string()), tag, std::move(text)});
      }
    }
  }
}

}  // namespace

Catalogue Catalogue::scan(const fs::path& resources) {
  Catalogue found;
  std::set<std::string> timbres;
  for (const fs::path& folder : sorted(resources / "models")) {
    try {
      addModel(folder, found, timbres);
    } catch (const json::exception&) {
      continue;  // a card or a name of another kind
    }
  }
  std::stable_partition(found.models.begin(), found.models.end(),
                        [](const ModelEntry& model) { return model.name == kDefaultModel; });
  found.models.resize(std::min(found.models.size(), kMostModels));
  found.timbres.assign(timbres.begin(), timbres.end());
  found.timbres.resize(std::min(found.timbres.size(), kMostTimbres));
  found.presets = {{"Init", "", R"({"format":"liminal-preset","version":2,"name":"Init"})"},
                   {"Sidechain", "",
                    R"({"format":"liminal-preset","version":2,"name":"Sidechain","controls":{"morph":1}})"}};
  try {
    addPresets(resources / "presets", found);
  } catch (const json::exception&) {
    // the rest of a broken bank is left out
  }
  found.presets.resize(std::min(found.presets.size(), kMostPresets));
  return found;
}

const Catalogue& Catalogue::ofBundle() {
  static const Catalogue catalogue = scan(resources());
  return catalogue;
}

const ModelEntry* Catalogue::model(const std::string& name) const {
  const auto at = std::find_if(models.begin(), models.end(), [&](const ModelEntry& m) { return m.name == name; });
  return at == models.end() ? nullptr : &*at;
}

}  // namespace liminal
