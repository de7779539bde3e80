// SHA-256 (FIPS 180-4) of short texts: by which a project knows its model again.
#pragma once

#include <string>
#include <string_view>

namespace liminal {

// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view text);

}  // namespace liminal
