// The models and presets that lie in the bundle, by name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace liminal {

struct ModelEntry {
  std::string name;
  std::string sha256;  // of its graphs' digests, as Model.digest
  std::vector<std::string> latents;
};

struct PresetEntry {
  std::string name;
  std::string category;
  std::string text;  // its JSON
};

struct Catalogue {
  std::vector<ModelEntry> models;    // by name, the default first
  std::vector<std::string> timbres;  // of all models, by name
  std::vector<PresetEntry> presets;  // two built in, then by name

  // What can't be read is left out.
  static Catalogue scan(const std::filesystem::path& resources);

  // Of this plugin's bundle, scanned once.
  static const Catalogue& ofBundle();

  // Or null.
  const ModelEntry* model(const std::string& name) const;
};

}  // namespace liminal
