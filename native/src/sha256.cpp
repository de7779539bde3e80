#include "sha256.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace liminal {
namespace {

using Words = std::array<std::uint32_t, 8>;

std::uint32_t turned(std::uint32_t x, int n) { return x >> n | x << (32 - n); }

bool isPrime(int n) {
  for (int d = 2; d * d <= n; ++d) {
    if (n % d == 0) {
      return false;
    }
  }
  return true;
}

// The first 32 bits of the fractions of the first primes' cube roots (k) or square roots (h).
struct Constants {
  std::array<std::uint32_t, 64> k{};
  Words h{};

  Constants() {
    std::size_t found = 0;
    for (int n = 2; found < k.size(); ++n) {
      if (isPrime(n)) {
        k[found] = fraction(std::cbrt(static_cast<long double>(n)));
        if (found < h.size()) {
          h[found] = fraction(std::sqrt(static_cast<long double>(n)));
        }
        ++found;
      }
    }
  }

  static std::uint32_t fraction(long double root) {
    return static_cast<std::uint32_t>((root - std::floor(root)) * 4294967296.0L);
  }
};

void digest(const unsigned char* block, const std::array<std::uint32_t, 64>& k, Words& h) {
  std::array<std::uint32_t, 64> w;
  for (std::size_t i = 0; i < 16; ++i) {
    const unsigned char* at = block + 4 * i;
    w[i] = static_cast<std::uint32_t>(at[0]) << 24 | static_cast<std::uint32_t>(at[1]) << 16 |
           static_cast<std::uint32_t>(at[2]) << 8 | at[3];
  }
  for (std::size_t i = 16; i < 64; ++i) {
    const std::uint32_t s0 = turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ w[i - 15] >> 3;
    const std::uint32_t s1 = turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  Words v = h;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t s1 = turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25);
    const std::uint32_t one = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i];
    const std::uint32_t s0 = turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22);
    const std::uint32_t two = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    v = {one + two, v[0], v[1], v[2], v[3] + one, v[4], v[5], v[6]};
  }
  for (std::size_t i = 0; i < 8; ++i) {
    h[i] += v[i];
  }
}

}  // namespace

std::string sha256(std::string_view text) {
  static const Constants constants;
  std::string padded(text);
  padded += '\x80';
  padded.append((119 - text.size() % 64) % 64, '\0');
  for (int shift = 56; shift >= 0; shift -= 8) {
    padded += static_cast<char>((static_cast<std::uint64_t>(text.size()) * 8) >> shift & 0xff);
  }
  Words h = constants.h;
  for (std::size_t at = 0; at < padded.size(); at += 64) {
    digest(reinterpret_cast<const unsigned char*>(padded.data()) + at, constants.k, h);
  }
  std::string hex;
  for (const std::uint32_t word : h) {
    for (int shift = 28; shift >= 0; shift -= 4) {
      hex += "0123456789abcdef"[word >> shift & 15];
    }
  }
  return hex;
}

}  // namespace liminal
