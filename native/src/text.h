// Between UTF-8 and the fixed UTF-16 texts of VST3.
#pragma once

#include <string>
#include <string_view>

#include "pluginterfaces/vst/vsttypes.h"

namespace liminal {

// Cuts what doesn't fit; always ends with a zero.
void toString128(std::string_view from, Steinberg::Vst::String128 to);

// Reads at most 128 characters.
std::string fromTChars(const Steinberg::Vst::TChar* from);

}  // namespace liminal
