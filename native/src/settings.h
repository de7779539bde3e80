// What a project keeps of an instance: the values of all parameters and, as JSON, all that is no
// number. The text is that of a preset file.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "catalogue.h"
#include "parameters.h"

namespace liminal {

using PlainValues = std::array<float, kParameterIds>;

PlainValues neutralValues();

constexpr float kUnknownModel = 31;  // of kModel: the one the project names, which isn't here
constexpr float kPresetTarget = 0;   // of kAnchor: what the preset says
constexpr float kSidechainTarget = 1;
constexpr float kFirstTimbre = 2;

// Texts, in and out, off the audio thread.
class Settings {
 public:
  explicit Settings(const Catalogue& catalogue);
  Settings(const Settings& other);
  Settings& operator=(const Settings& other);
  Settings(Settings&&) noexcept;
  Settings& operator=(Settings&&) noexcept;
  ~Settings();

  // Takes a preset's text: all parameters not named there become neutral. Nothing changes, and false
  // is returned, when it is none.
  bool read(std::string_view text, PlainValues& values);

  // The preset that these settings and values are.
  std::string write(const PlainValues& values) const;

  // What the engine is asked for beside the numbers.
  std::string request(const PlainValues& values) const;

  // The model that these settings name.
  std::string modelName(const PlainValues& values) const;

 private:
  struct Document;

  const Catalogue* catalogue_;
  std::unique_ptr<Document> document_;  // all of a preset that is no parameter
};

// The binary envelope of a component's state: magic, version, length, text.
std::string sealState(const std::string& text);

// The text in an envelope, or nothing when it is broken, foreign or of a later version.
std::optional<std::string> openState(std::string_view bytes);

constexpr std::size_t kMostStateBytes = 262144;
constexpr std::size_t kMostKeptBytes = 200000;  // of these what is no parameter, all of which find room beside it

// The names of a list's choices: models, anchors, profiles and so on; empty where there is none.
std::string choiceName(std::uint32_t list, int choice, const Catalogue& catalogue);

}  // namespace liminal
