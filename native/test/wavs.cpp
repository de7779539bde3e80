// Tests' tool for 32-bit float WAV files.
//
//   wavs split IN.wav OUT%L.wav OUT%R.wav     both channels, as Ardour keeps them; prints their length and rate
//   wavs join LEFT.wav RIGHT.wav OUT.wav      back again
//   wavs pad A.wav SAMPLES TO.wav             with silence after its end, as long
//   wavs compare A.wav B.wav [FROM [TO]]      samples FROM to TO; prints the residual, fails above -100 dB
//   wavs gap A.wav                            fails where a hundred samples in a row are silent
//   wavs lag A.wav B.wav                      how many samples B lies behind A
//   wavs play BUNDLE IN.wav OUT.wav BLOCK [PARAMETER=TEXT]...  renders as a host, latency trimmed
//   wavs value BUNDLE PARAMETER TEXT          the plain value that a parameter has for this text
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "host.h"

namespace {

constexpr double kMostResidualDb = -100;

struct Wav {
  int channels = 0;
  int rate = 0;
  std::vector<float> samples;  // interleaved

  std::size_t length() const { return samples.size() / static_cast<std::size_t>(channels); }
  float at(std::size_t i, int c) const { return samples[i * static_cast<std::size_t>(channels) + static_cast<std::size_t>(c)]; }
};

Wav read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  Wav wav;
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    std::uint32_t size;
    std::memcpy(&size, &bytes[at + 4], 4);
    const std::size_t held = std::min<std::size_t>(size, bytes.size() - at - 8);
    if (bytes.compare(at, 4, "fmt ") == 0 && held >= 16) {
      std::uint16_t form[8];
      std::memcpy(form, &bytes[at + 8], 16);
      wav.channels = form[1];
      std::memcpy(&wav.rate, &bytes[at + 12], 4);
      if (form[7] != 32) {
        throw std::runtime_error(path + ": not 32 bits");
      }
    } else if (bytes.compare(at, 4, "data") == 0) {
      wav.samples.resize(held / 4);
      std::memcpy(wav.samples.data(), &bytes[at + 8], wav.samples.size() * 4);
    }
    at += 8 + size + (size & 1);
  }
  if (wav.channels == 0 || wav.samples.empty()) {
    throw std::runtime_error(path + ": no samples");
  }
  return wav;
}

void write(const std::string& path, int rate, int channels, const std::vector<float>& samples) {
  const auto word = [](std::uint32_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) {
      text += static_cast<char>(value >> (8 * i) & 0xff);
    }
    return text;
  };
  const auto size = static_cast<std::uint32_t>(samples.size() * 4);
  const auto hz = static_cast<std::uint32_t>(rate);
  std::ofstream out(path, std::ios::binary);
  out << "RIFF" << word(size + 50, 4) << "WAVEfmt " << word(18, 4) << word(3, 2) << word(static_cast<std::uint32_t>(channels), 2)
      << word(hz, 4) << word(hz * 4 * static_cast<std::uint32_t>(channels), 4)
      << word(4 * static_cast<std::uint32_t>(channels), 2) << word(32, 2) << word(0, 2) << "fact" << word(4, 4) << word(size / 4 / static_cast<std::uint32_t>(channels), 4)
      << "data" << word(size, 4);
  out.write(reinterpret_cast<const char*>(samples.data()), size);
}

int split(const std::string& from, const std::string& left, const std::string& right) {
  const Wav wav = read(from);
  for (int c = 0; c < 2; ++c) {
    std::vector<float> one(wav.length());
    for (std::size_t i = 0; i < one.size(); ++i) {
      one[i] = wav.at(i, std::min(c, wav.channels - 1));
    }
    write(c == 0 ? left : right, wav.rate, 1, one);
  }
  std::printf("%zu %d\n", wav.length(), wav.rate);
  return 0;
}

int join(const std::string& left, const std::string& right, const std::string& to) {
  const Wav x = read(left);
  const Wav y = read(right);
  std::vector<float> both;
  for (std::size_t i = 0; i < std::min(x.length(), y.length()); ++i) {
    both.push_back(x.at(i, 0));
    both.push_back(y.at(i, 0));
  }
  write(to, x.rate, 2, both);
  return 0;
}

int pad(const std::string& from, std::size_t samples, const std::string& to) {
  Wav x = read(from);
  x.samples.resize(std::max(samples, x.length()) * static_cast<std::size_t>(x.channels));
  write(to, x.rate, x.channels, x.samples);
  return 0;
}

int compare(const std::string& a, const std::string& b, std::size_t from, std::size_t to) {
  const Wav x = read(a);
  const Wav y = read(b);
  const bool partly = to != SIZE_MAX || from > 0;
  to = std::min({to, x.length(), y.length()});
  double power = 0;
  double error = 0;
  double worst = 0;
  std::size_t same = 0;
  std::size_t firstBad = to;
  for (std::size_t i = from; i < to; ++i) {
    bool equal = true;
    for (int c = 0; c < std::min(x.channels, y.channels); ++c) {
      const double d = static_cast<double>(x.at(i, c)) - y.at(i, c);
      power += static_cast<double>(x.at(i, c)) * x.at(i, c);
      error += d * d;
      worst = std::max(worst, std::fabs(d));
      equal = equal && x.at(i, c) == y.at(i, c);
      firstBad = std::fabs(d) > 1e-4 ? std::min(firstBad, i) : firstBad;
    }
    same += equal ? 1 : 0;
  }
  const double residual = power == 0 ? 0 : 10 * std::log10((error + 1e-30) / power);
  std::printf("%zu samples, %zu bit for bit equal, residual %.1f dB, largest difference %g, first above 1e-4 at %zu\n",
              to - from, same, residual, worst, firstBad);
  return (partly || x.length() == y.length()) && power > 0 && residual < kMostResidualDb ? 0 : 1;
}

int lag(const std::string& a, const std::string& b) {
  const Wav x = read(a);
  const Wav y = read(b);
  const auto length = static_cast<std::ptrdiff_t>(std::min({x.length(), y.length(), std::size_t{48000}}));
  double best = -1;
  std::ptrdiff_t at = 0;
  for (std::ptrdiff_t shift = -4096; shift <= 4096; ++shift) {
    double sum = 0;
    for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, -shift); i + std::max<std::ptrdiff_t>(shift, 0) < length; i += 3) {
      sum += static_cast<double>(x.at(static_cast<std::size_t>(i), 0)) * y.at(static_cast<std::size_t>(i + shift), 0);
    }
    if (sum > best) {
      best = sum;
      at = shift;
    }
  }
  std::printf("%td\n", at);
  return 0;
}

int gap(const std::string& a) {
  const Wav x = read(a);
  std::size_t run = 0;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < x.length(); ++i) {
    run = x.at(i, 0) == 0 && x.at(i, x.channels - 1) == 0 ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  std::printf("%zu samples, longest silence %zu\n", x.length(), longest);
  return longest < 100 ? 0 : 1;
}

int value(const std::string& bundle, const std::string& title, const std::string& text) {
  host::Module module(bundle);
  host::Effect effect(module);
  effect.choose(title, text);
  std::printf("%.9g\n", effect.controller->normalizedParamToPlain(effect.id(title), effect.value(title)));
  return 0;
}

int play(const std::vector<std::string>& words) {
  const Wav wav = read(words[2]);
  const int block = std::stoi(words[4]);
  host::Module module(words[1]);
  host::Effect effect(module);
  effect.arrange(wav.channels, false);
  effect.setUp(wav.rate, block);
  for (std::size_t i = 5; i < words.size(); ++i) {
    effect.choose(words[i].substr(0, words[i].find('=')), words[i].substr(words[i].find('=') + 1));
  }
  effect.activate(true);
  const std::size_t latency = effect.processor->getLatencySamples();
  std::vector<float> heard;
  for (std::size_t done = 0; done < wav.length() + latency; done += static_cast<std::size_t>(block)) {
    std::vector<float> channels[2];
    float* at[2];
    for (int c = 0; c < wav.channels; ++c) {
      for (std::size_t i = done; i < done + static_cast<std::size_t>(block); ++i) {
        channels[c].push_back(i < wav.length() ? wav.at(i, c) : 0);
      }
      at[c] = channels[c].data();
    }
    effect.process(at, nullptr, at, block);
    for (std::size_t i = 0; i < static_cast<std::size_t>(block); ++i) {
      for (int c = 0; c < wav.channels && done + i >= latency && done + i < wav.length() + latency; ++c) {
        heard.push_back(channels[c][i]);
      }
    }
  }
  write(words[3], wav.rate, wav.channels, heard);
  std::printf("%zu samples of latency trimmed, %.0f late blocks, %s\n", latency, effect.lateBlocks(),
              effect.text("Status").c_str());
  return effect.lateBlocks() == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  try {
    const std::vector<std::string> all(words + 1, words + count);
    if (all.size() == 4 && all[0] == "split") {
      return split(all[1], all[2], all[3]);
    }
    if (all.size() == 4 && all[0] == "join") {
      return join(all[1], all[2], all[3]);
    }
    if (all.size() == 4 && all[0] == "pad") {
      return pad(all[1], std::stoul(all[2]), all[3]);
    }
    if (all.size() >= 3 && all[0] == "compare") {
      return compare(all[1], all[2], all.size() > 3 ? std::stoul(all[3]) : 0, all.size() > 4 ? std::stoul(all[4]) : SIZE_MAX);
    }
    if (all.size() == 2 && all[0] == "gap") {
      return gap(all[1]);
    }
    if (all.size() == 3 && all[0] == "lag") {
      return lag(all[1], all[2]);
    }
    if (all.size() >= 5 && all[0] == "play") {
      return play(all);
    }
    if (all.size() == 4 && all[0] == "value") {
      return value(all[1], all[2], all[3]);
    }
    std::fputs("wavs split|join|pad|compare|gap|lag|play|value ...\n", stderr);
    return 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "wavs: %s\n", e.what());
    return 2;
  }
}
