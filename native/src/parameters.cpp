#include "parameters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "catalogue.h"

namespace liminal {
namespace {

constexpr Parameter kLists[] = {
    {kModel, "model", "Model", "", Group::kMorph, 0, 31, 0, Kind::kList, 1},
    {kAnchor, "anchor", "Anchor", "", Group::kMorph, 0, 255, 1, Kind::kList, 1},
    {kProfile, "profile", "Profile", "", Group::kOutput, 0, 2, 1, Kind::kList, 1},
    {kPhase, "phase", "Phase", "", Group::kMorph, 0, 3, 0, Kind::kList, 1},
    {kForm, "form", "Form", "", Group::kMorph, 0, 1, 0, Kind::kList, 1},
    {kProgram, "program", "Program", "", Group::kMorph, 0, 1, 0, Kind::kList, 1},
};

constexpr Parameter kMeterTable[] = {
    {kMeterLoad, "load", "Load", "%", Group::kMeters, 0, 200, 0, Kind::kMeter, 1},
    {kMeterLate, "late", "Late blocks", "", Group::kMeters, 0, 1000000, 0, Kind::kMeter, 1},
    {kMeterLatency, "latency", "Latency", "ms", Group::kMeters, 0, 1000, 0, Kind::kMeter, 1},
    {kMeterStatus, "status", "Status", "", Group::kMeters, 0, 7, 0, Kind::kMeter, 1},
};

std::vector<Parameter> collect(bool all) {
  std::vector<Parameter> result(std::begin(kControls), std::end(kControls));
  result.insert(result.end(), std::begin(kLists), std::end(kLists));
  for (std::uint32_t k = 0; k < (all ? std::size(kLatentControls) : kHostLatentControls); ++k) {
    for (std::uint32_t i = 0; i < kLatents; ++i) {
      Parameter one = kLatentControls[k];
      one.id = kLatentBase + k * kLatents + i;
      result.push_back(one);
    }
  }
  result.insert(result.end(), std::begin(kMeterTable), std::end(kMeterTable));
  for (Parameter& one : result) {
    if (one.id == kProgram) {  // hosts want as many steps as there are programs
      one.most = static_cast<float>(Catalogue::ofBundle().presets.size() - 1);
    }
  }
  return result;
}

struct ById {
  std::array<Parameter, kParameterIds> parameters{};
  ById() {
    for (const Parameter& p : collect(true)) {
      parameters[p.id] = p;
    }
  }
};

bool sameLetters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return (x | 32) == (y | 32); });
}

}  // namespace

const std::vector<Parameter>& hostParameters() {
  static const std::vector<Parameter> parameters = collect(false);
  return parameters;
}

const Parameter* findParameter(std::uint32_t id) {
  static const ById table;
  return id < kParameterIds && table.parameters[id].key != nullptr ? &table.parameters[id] : nullptr;
}

std::string titleOf(const Parameter& parameter) {
  if (parameter.group != Group::kLatents) {
    return parameter.title;
  }
  char text[32];
  std::snprintf(text, sizeof text, "Latent %02u %s", (parameter.id - kLatentBase) % kLatents + 1,
                parameter.title);
  return text;
}

int stepsOf(const Parameter& parameter) {
  switch (parameter.kind) {
    case Kind::kSwitch:
      return 1;
    case Kind::kList:
      return static_cast<int>(parameter.most);
    default:
      return parameter.id == kMeterStatus ? static_cast<int>(parameter.most) : 0;
  }
}

float plainOf(const Parameter& parameter, double normalised) {
  const double n = normalised > 0 ? std::min(normalised, 1.0) : 0;
  if (const int steps = stepsOf(parameter); steps > 0) {
    return static_cast<float>(std::min<double>(steps, std::floor(n * (steps + 1))));
  }
  const double share = parameter.bend == 1 ? n : std::pow(n, parameter.bend);
  const float plain =
      static_cast<float>(parameter.least + share * (static_cast<double>(parameter.most) - parameter.least));
  return std::clamp(plain, parameter.least, parameter.most);
}

double normalisedOf(const Parameter& parameter, double plain) {
  const double range = static_cast<double>(parameter.most) - parameter.least;
  const double over = plain - parameter.least;
  const double share = over > 0 ? std::min(over / range, 1.0) : 0;
  if (const int steps = stepsOf(parameter); steps > 0) {
    return std::round(share * steps) / steps;
  }
  return parameter.bend == 1 ? share : std::pow(share, 1.0 / parameter.bend);
}

std::string textOf(const Parameter& parameter, double plain) {
  if (parameter.kind == Kind::kSwitch) {
    return plain >= 0.5 ? "on" : "off";
  }
  char text[48];
  const int digits = parameter.id == kMeterLate ? 0 : parameter.most - parameter.least > 100 ? 1 : 3;
  const auto end = std::to_chars(text, text + sizeof text, plain, std::chars_format::fixed, digits);
  return std::string(text, end.ptr);
}

bool plainFromText(const Parameter& parameter, std::string_view text, double& plain) {
  const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && isSpace(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && isSpace(text.back())) {
    text.remove_suffix(1);
  }
  if (parameter.kind == Kind::kSwitch && (sameLetters(text, "on") || sameLetters(text, "off"))) {
    plain = sameLetters(text, "on") ? 1 : 0;
    return true;
  }
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
  }
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || !std::isfinite(value)) {
    return false;
  }
  std::string_view rest(read.ptr, static_cast<std::size_t>(text.data() + text.size() - read.ptr));
  while (!rest.empty() && isSpace(rest.front())) {
    rest.remove_prefix(1);
  }
  if (!rest.empty() && !sameLetters(rest, parameter.unit)) {
    return false;
  }
  plain = std::clamp<double>(value, parameter.least, parameter.most);
  return true;
}

}  // namespace liminal
