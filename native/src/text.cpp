#include "text.h"

#include <cstdint>

namespace liminal {
namespace {

constexpr std::size_t kLength = 128;

// One code point, and how many bytes it took; what is no UTF-8 is taken byte by byte.
char32_t decode(std::string_view text, std::size_t& bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  bytes = 1;
  if (length == 1 || length > text.size()) {
    return first;
  }
  char32_t point = first & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) {
      return first;
    }
    point = point << 6 | (byte(i) & 0x3fu);
  }
  bytes = length;
  return point;
}

void encode(char32_t point, std::string& to) {
  if (point < 0x80) {
    to += static_cast<char>(point);
  } else if (point < 0x800) {
    to += static_cast<char>(0xc0 | point >> 6);
    to += static_cast<char>(0x80 | (point & 0x3f));
  } else {
    to += static_cast<char>(0xe0 | point >> 12);
    to += static_cast<char>(0x80 | (point >> 6 & 0x3f));
    to += static_cast<char>(0x80 | (point & 0x3f));
  }
}

}  // namespace

void toString128(std::string_view from, Steinberg::Vst::String128 to) {
  std::size_t length = 0;
  while (!from.empty() && length < kLength - 2) {
    std::size_t bytes;
    const char32_t point = decode(from, bytes);
    from.remove_prefix(bytes);
    if (point >= 0x10000) {
      to[length++] = static_cast<char16_t>(0xd800 + ((point - 0x10000) >> 10 & 0x3ff));
      to[length++] = static_cast<char16_t>(0xdc00 + ((point - 0x10000) & 0x3ff));
    } else {
      to[length++] = static_cast<char16_t>(point);
    }
  }
  to[length] = 0;
}

std::string fromTChars(const Steinberg::Vst::TChar* from) {
  std::string text;
  for (std::size_t i = 0; from != nullptr && i < kLength && from[i] != 0; ++i) {
    encode(static_cast<char32_t>(static_cast<std::uint16_t>(from[i])), text);
  }
  return text;
}

}  // namespace liminal
