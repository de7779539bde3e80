// fuzz [INPUTS [SEED]]: mutated states, and ring contents as a mad engine might write them. Crashes, or sanitizers
// end it, where there is something to find; else it says how much was tried.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "ring_client.h"
#include "segment.h"
#include "settings.h"

namespace {

using namespace liminal;

using Random = std::mt19937_64;

void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "fuzz: %s\n", what);
    std::abort();
  }
}

const char* const kPieces[] = {
    "\"controls\":{\"morph\":1e99}", "\"latents\":{\"999\":{\"bias\":1}}", "\"latents\":{\"1\":{\"bias\":null}}",
    "\"target\":{\"corners\":[]}", "\"target\":[]", "\"target\":{\"corners\":[{\"timbre\":3}]}", "\"model\":{\"name\":7}",
    "\"model\":[]", "\"version\":2", "\"profile\":\"hq\"", "\"\\ud800\"", "[[[[[[", "}", "{", "\"", "\\u0000", "\xff", "null",
    "-0", "1e400", "\"phase\":\"auto\"", "\"name\":\"Init\"", ",", ":", "\"format\":\"liminal-preset\""};

std::string mutated(std::string text, Random& random) {
  for (std::uint64_t i = 0, edits = 1 + random() % 6; i < edits; ++i) {
    const std::size_t at = text.empty() ? 0 : random() % text.size();
    switch (random() % 6) {
      case 0:
        text.insert(at, 1, static_cast<char>(random()));
        break;
      case 1:
        text.erase(at, 1 + random() % 8);
        break;
      case 2:
        if (!text.empty()) {
          text[at] = static_cast<char>(random());
        }
        break;
      case 3:
        text.insert(at, kPieces[random() % std::size(kPieces)]);
        break;
      case 4:
        text.insert(at, text.substr(random() % (text.size() + 1), random() % 40));
        break;
      default:
        text.resize(random() % (text.size() + 1));
    }
  }
  return text;
}

// How many of the inputs were taken for a state.
int fuzzStates(int inputs, Random& random) {
  const Catalogue& catalogue = Catalogue::ofBundle();
  Settings settings(catalogue);
  PlainValues values = neutralValues();
  values[0] = 0.5f;
  values[kLatentBase + 7] = 1;
  std::vector<std::string> corpus{
      settings.write(values),
      R"({"format":"liminal-preset","version":2,"target":{"corners":[{"timbre":"violin"},{"name":"a","anchor":[1,2]}]}})"};
  int taken = 0;
  for (int i = 0; i < inputs; ++i) {
    std::string text = mutated(corpus[random() % corpus.size()], random);
    std::string bytes = random() % 4 == 0 ? mutated(sealState(text), random) : sealState(text);
    const std::optional<std::string> opened = openState(bytes);
    const PlainValues before = values;
    if (opened && settings.read(*opened, values)) {
      ++taken;
      for (std::uint32_t id = 0; id < kParameterIds; ++id) {
        const Parameter* parameter = findParameter(id);
        require(parameter == nullptr || (values[id] >= parameter->least && values[id] <= parameter->most),
                "a value beyond its range");
      }
      PlainValues again{};
      const std::string written = settings.write(values);
      require(Settings(settings).read(written, again), "what was written is not read");
      require(again == values, "what was written is read as another");
      if (corpus.size() < 200 && written.size() < 5000) {
        corpus.push_back(written);
      }
    } else {
      require(before == values, "a refused state changed something");
    }
  }
  return taken;
}

std::int64_t position(ring::Slot& slot, Random& random) {
  switch (random() % 5) {
    case 0:
      return static_cast<std::int64_t>(random());
    case 1:
      return INT64_MIN + static_cast<std::int64_t>(random() % 3);
    case 2:
      return INT64_MAX - static_cast<std::int64_t>(random() % 3);
    case 3:
      return 0;
    default:
      return slot.inputEnd.load() + static_cast<std::int64_t>(random() % 2049) - 1024;
  }
}

// All words that an engine writes, and some samples.
void scribble(ring::Slot& slot, Random& random) {
  const auto word = [&] { return static_cast<std::uint32_t>(random()); };
  slot.outputEnd.store(position(slot, random));
  slot.validFrom.store(position(slot, random));
  slot.eventsTaken.store(position(slot, random));
  slot.answer.store(word() % 5);
  slot.answeredGeneration.store(word() % 4 != 0 ? slot.generation.load() : word());
  slot.latency.store(word());
  slot.statusLength.store(word());
  slot.shimWaits.store(word());
  slot.answeredText.store(word());
  slot.load.store(word() % 2 == 0 ? std::nanf("") : static_cast<float>(word()));
  for (int i = 0; i < 32; ++i) {
    const std::uint32_t bits = word();
    std::memcpy(&slot.output[word() % 2][word() % ring::kRingSamples], &bits, sizeof bits);
  }
}

// Blocks that were exchanged; all that is heard must be audio.
int fuzzRing(int inputs, Random& random) {
  Segment segment;
  ring::Slot& slot = segment.slot(0);
  RingClient client;
  RingClient::Hope hope{true};
  client.attach(&slot, &segment.header(), &hope);
  std::vector<float> values(ring::kParameters);
  std::vector<float> channels[2];
  for (int i = 0; i < inputs; ++i) {
    if (i % 500 == 0) {
      const int transport = 1 + static_cast<int>(random() % 2048);
      client.begin({48000, 1 + static_cast<int>(random() % 2), static_cast<int>(random() % 3), transport, 1, 128,
                    static_cast<int>(random() % 4096)},
                   values.data());
      for (std::vector<float>& channel : channels) {
        channel.assign(static_cast<std::size_t>(transport), 0.5f);
      }
      client.align(static_cast<std::int64_t>(random() >> 1) - INT64_MAX / 2);
    }
    scribble(slot, random);
    client.set(static_cast<std::uint32_t>(random() % ring::kParameters), 1, 0);
    client.follow({static_cast<double>(random() % 2000), std::ldexp(1.0, static_cast<int>(random() % 60) - 30), random() % 2 == 0},
                  static_cast<int>(random()));
    float* at[2] = {channels[0].data(), channels[1].data()};
    const int count = 1 + static_cast<int>(random() % channels[0].size());
    client.exchange(at, at, at, count, false);
    for (int s = 0; s < count; ++s) {
      require(std::isfinite(channels[0][static_cast<std::size_t>(s)]), "not audio");
    }
    client.load();
    client.answer();
    channels[0].assign(channels[0].size(), 0.5f);
    channels[1].assign(channels[1].size(), 0.5f);
  }
  return inputs;
}

}  // namespace

int main(int count, char** words) {
  const int inputs = count > 1 ? std::atoi(words[1]) : 100'000;
  Random random(count > 2 ? std::strtoull(words[2], nullptr, 10) : 1);
  const int taken = fuzzStates(inputs, random);
  std::printf("states tried: %d, of which %d were taken for one\n", inputs, taken);
  std::printf("ring contents tried: %d\n", fuzzRing(inputs, random));
}
