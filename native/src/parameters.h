// Everything a host can turn or read, and how values become plain numbers and texts.
//
// Ids are for ever: hosts keep them in projects. Below kListBase they are the ordinals of Control,
// above kLatentBase those of LatentControl, 64 ids each; a Java test compares names, units, ranges
// and neutral values with the tables here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace liminal {

enum class Kind { kNumber, kSwitch, kList, kMeter };

enum class Group { kMorph, kSource, kOutput, kMacros, kLatents, kMeters };

struct Parameter {
  std::uint32_t id;
  const char* key;  // as in presets
  const char* title;
  const char* unit;
  Group group;
  float least;
  float most;
  float neutral;
  Kind kind;
  int bend;  // a normalised value is raised to this power before it is stretched to the range
};

constexpr Parameter kControls[] = {
    {0, "morph", "Morph", "", Group::kMorph, 0, 1, 0, Kind::kNumber, 1},
    {1, "x", "X", "", Group::kMorph, 0, 1, 0, Kind::kNumber, 1},
    {2, "y", "Y", "", Group::kMorph, 0, 1, 0, Kind::kNumber, 1},
    {3, "exaggerate", "Exaggerate", "", Group::kMorph, 0, 3, 1, Kind::kNumber, 1},
    {4, "temperature", "Temperature", "", Group::kMorph, 0, 2, 0, Kind::kNumber, 1},
    {5, "smoothing", "Smoothing", "ms", Group::kMorph, 0, 5000, 20, Kind::kNumber, 3},
    {6, "harmonic", "Harmonic", "", Group::kSource, 0, 1, 1, Kind::kNumber, 1},
    {7, "percussive", "Percussive", "", Group::kSource, 0, 1, 1, Kind::kNumber, 1},
    {8, "transients", "Transients", "", Group::kSource, 0, 1, 1, Kind::kNumber, 1},
    {9, "sidechain-loudness", "Sidechain loudness", "", Group::kSource, 0, 1, 0, Kind::kNumber, 1},
    {10, "sidechain-transients", "Sidechain transients", "", Group::kSource, 0, 1, 0, Kind::kNumber, 1},
    {11, "dry-wet", "Dry/wet", "", Group::kOutput, 0, 1, 1, Kind::kNumber, 1},
    {12, "gain", "Gain", "dB", Group::kOutput, -60, 24, 0, Kind::kNumber, 1},
    {13, "macro-1", "Macro 1", "", Group::kMacros, 0, 1, 0, Kind::kNumber, 1},
    {14, "macro-2", "Macro 2", "", Group::kMacros, 0, 1, 0, Kind::kNumber, 1},
    {15, "macro-3", "Macro 3", "", Group::kMacros, 0, 1, 0, Kind::kNumber, 1},
    {16, "macro-4", "Macro 4", "", Group::kMacros, 0, 1, 0, Kind::kNumber, 1},
    {17, "freeze", "Freeze", "", Group::kMorph, 0, 1, 0, Kind::kSwitch, 1},
    {18, "bypass", "Bypass", "", Group::kOutput, 0, 1, 0, Kind::kSwitch, 1},
};

constexpr Parameter kLatentControls[] = {
    {0, "bias", "bias", "sd", Group::kLatents, -4, 4, 0, Kind::kNumber, 1},
    {1, "scale", "scale", "", Group::kLatents, -2, 4, 1, Kind::kNumber, 1},
    {2, "slew", "slew", "ms", Group::kLatents, 0, 5000, 0, Kind::kNumber, 3},
    {3, "wander", "wander", "", Group::kLatents, 0, 2, 1, Kind::kNumber, 1},
    {4, "freeze", "freeze", "", Group::kLatents, 0, 1, 0, Kind::kSwitch, 1},
};

constexpr std::uint32_t kFreeze = 17;
constexpr std::uint32_t kBypass = 18;

// Choices among things with names: settled off the audio thread, never sent as events.
constexpr std::uint32_t kListBase = 48;
constexpr std::uint32_t kModel = 48;
constexpr std::uint32_t kAnchor = 49;
constexpr std::uint32_t kProfile = 50;
constexpr std::uint32_t kPhase = 51;
constexpr std::uint32_t kForm = 52;
constexpr std::uint32_t kProgram = 53;

constexpr std::uint32_t kLatentBase = 64;
constexpr std::uint32_t kLatents = 64;
constexpr std::uint32_t kHostLatentControls = 2;  // bias and scale; presets alone set the others

constexpr std::uint32_t kMeterLoad = 400;
constexpr std::uint32_t kMeterLate = 401;
constexpr std::uint32_t kMeterLatency = 402;
constexpr std::uint32_t kMeterStatus = 403;

constexpr std::uint32_t kParameterIds = 512;

// Whether the engine hears of it by value.
constexpr bool isControl(std::uint32_t id) {
  return id < std::size(kControls) ||
         (id >= kLatentBase && id < kLatentBase + kLatents * std::size(kLatentControls));
}

// All parameters that hosts see, in their order; made once.
const std::vector<Parameter>& hostParameters();

// What has this id, or null; controls that only presets set are found too.
const Parameter* findParameter(std::uint32_t id);

// "Latent 07 bias" for a latent's, else the title.
std::string titleOf(const Parameter& parameter);

// 0 for a continuous one, else its choices less one.
int stepsOf(const Parameter& parameter);

// Not a number becomes the least, what is beyond an end that end.
float plainOf(const Parameter& parameter, double normalised);
double normalisedOf(const Parameter& parameter, double plain);

// Of numbers and switches; lists have names of their own.
std::string textOf(const Parameter& parameter, double plain);

// Reads a number, with or without its unit, or on/off; false when it is neither.
bool plainFromText(const Parameter& parameter, std::string_view text, double& plain);

}  // namespace liminal
