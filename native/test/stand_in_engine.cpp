// An engine for tests: half of the delayed input, and the sidechain by as much as `morph` says.
//
// Behaves as its arguments say: --refuse answers no stream, --die ends at once, --hang-after MS stops
// all signs of life, --garbage writes nonsense wherever an engine may write, --slow US takes its time
// for each block, --beats gives beats in place of audio, --load MS takes up a text so long after it came,
// but the first at once: one with a violin is silent.
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "futex.h"
#include "ring_layout.h"
#include "stft_profile.h"

namespace {

using namespace liminal;

struct Manner {
  bool refuse = false;
  bool garbage = false;
  bool beats = false;
  int hangAfterMs = 0;
  int slowUs = 0;
  int loadMs = 0;
};

std::atomic<bool> hung{false};

class Stream {
 public:
  Stream(ring::Slot& slot, const Manner& manner) : slot_(slot), manner_(manner) {}

  void run() {
    for (;;) {
      const std::uint32_t seen = slot_.inputWake.load();
      const std::uint32_t generation = slot_.generation.load(std::memory_order_acquire);
      if (hung) {
        pause();
      }
      if (generation % 2 == 0 && generation != generation_) {
        begin(generation);
      }
      hear();
      if (manner_.garbage) {
        scribble();
      } else if (!streaming_ || !work()) {
        futex::wait(slot_.inputWake, seen, 10'000'000);
      }
    }
  }

 private:
  void begin(std::uint32_t generation) {
    const bool wanted = slot_.state.load() == ring::kStreaming;
    channels_ = static_cast<int>(slot_.channels.load());
    sidechains_ = static_cast<int>(slot_.sidechains.load());
    start_ = slot_.streamStart.load();
    taken_ = start_;
    const auto profile = slot_.profile.load();
    latency_ = kProfiles[profile < 3 ? profile : 0].latencySamples(slot_.sampleRateHz.load());
    morph_ = slot_.startValues[0].load();
    if (slot_.generation.load() != generation) {
      return;  // changed meanwhile
    }
    if (slot_.inputEnd.load() - taken_ > ring::kRingSamples / 4) {
      taken_ = slot_.inputEnd.load();
      slot_.validFrom.store(taken_ + latency_);
    } else {
      slot_.validFrom.store(start_ - 1);
    }
    slot_.eventsTaken.store(slot_.eventEnd.load());
    if (!manner_.refuse && wanted) {
      slot_.outputEnd.store(taken_, std::memory_order_release);
    }
    generation_ = generation;
    streaming_ = wanted && !manner_.refuse;
    slot_.latency.store(static_cast<std::uint32_t>(latency_));
    if (manner_.refuse) {
      say("refused, as it was told");
      slot_.answeredText.store(slot_.requestSequence.load());
    }
    slot_.answer.store(streaming_ ? ring::kPlaying : wanted ? ring::kRefused : ring::kNone);
    slot_.answeredGeneration.store(generation, std::memory_order_release);
    futex::bumpAndWake(slot_.outputWake);
  }

  // The text, once it is old enough.
  void hear() {
    const std::uint32_t sequence = slot_.requestSequence.load(std::memory_order_acquire);
    const auto now = std::chrono::steady_clock::now();
    if (sequence != heard_) {
      heard_ = sequence;
      heardAt_ = now;
    }
    if ((streaming_ || slot_.answer.load() == ring::kRefused) && sequence % 2 == 0 && sequence != slot_.answeredText.load() &&
        (slot_.answeredText.load() == 0 || now - heardAt_ >= std::chrono::milliseconds(manner_.loadMs))) {
      silent_ = std::string(slot_.requestText, slot_.requestLength.load()).find("violin") != std::string::npos;
      slot_.answeredText.store(sequence);
      futex::bumpAndWake(slot_.outputWake);
    }
  }

  void say(const char* text) {
    slot_.statusSequence.fetch_add(1);
    std::memcpy(slot_.statusText, text, std::strlen(text));
    slot_.statusLength.store(static_cast<std::uint32_t>(std::strlen(text)));
    slot_.statusSequence.fetch_add(1);
  }

  bool work() {
    const std::int64_t end = slot_.inputEnd.load(std::memory_order_acquire);
    if (end <= taken_) {
      return false;
    }
    for (; taken_ < end; ++taken_) {
      takeEvents();
      for (int c = 0; c < channels_; ++c) {
        slot_.output[c][index(taken_)] = manner_.beats ? beat() : silent_ ? 0 : 0.5f * input(c) + morph_ * (c < sidechains_ ? input(2 + c) : 0);
      }
    }
    if (manner_.slowUs > 0) {
      usleep(static_cast<useconds_t>(manner_.slowUs));
    }
    slot_.outputEnd.store(taken_, std::memory_order_release);
    slot_.load.store(0.25f);
    slot_.outputWake.fetch_add(1);
    if (slot_.shimWaits.load() != 0) {
      futex::wake(slot_.outputWake);
    }
    return true;
  }

  float input(int channel) const {
    const std::int64_t from = taken_ - latency_;
    return from < start_ ? 0 : slot_.input[channel][index(from)];
  }

  // At the sample at hand.
  float beat() const {
    double beat = 0;
    double bpm = 120;
    std::int64_t from = start_;
    const std::int64_t end = slot_.tempoEnd.load(std::memory_order_acquire);
    for (std::int64_t n = std::max<std::int64_t>(0, end - ring::kTempos + 1); n < end; ++n) {
      const ring::Tempo& tempo = slot_.tempos[n & (ring::kTempos - 1)];
      if (const std::int64_t at = tempo.position.load(); at >= from && at <= taken_) {
        from = at;
        beat = tempo.beat.load();
        bpm = tempo.bpm.load();
      }
    }
    return static_cast<float>(beat + static_cast<double>(taken_ - from) * bpm / 60 / slot_.sampleRateHz.load());
  }

  void takeEvents() {
    std::int64_t next = slot_.eventsTaken.load();
    const std::int64_t end = slot_.eventEnd.load(std::memory_order_acquire);
    for (; next < end; ++next) {
      const ring::Event& event = slot_.events[next & (ring::kEvents - 1)];
      if (event.position.load() > taken_) {
        break;
      }
      if (event.parameter.load() == ring::kEventRestart) {
        start_ = event.position.load();
      } else if (event.parameter.load() == 0) {
        morph_ = event.value.load();
      }
    }
    slot_.eventsTaken.store(next, std::memory_order_release);
  }

  void scribble() {
    const auto word = [&] { return static_cast<std::uint32_t>(random_()); };
    const auto place = [&]() -> std::int64_t {
      switch (word() % 4) {
        case 0:
          return slot_.inputEnd.load() + static_cast<int>(word() % 5) - 2;
        case 1:
          return static_cast<std::int64_t>(random_());
        case 2:
          return INT64_MIN + static_cast<int>(word() % 3);
        default:
          return INT64_MAX - static_cast<int>(word() % 3);
      }
    };
    slot_.outputEnd.store(place());
    slot_.validFrom.store(place());
    slot_.eventsTaken.store(place());
    slot_.answer.store(word() % 3 == 0 ? word() : word() % 5);
    slot_.answeredGeneration.store(word() % 2 == 0 ? slot_.generation.load() : word());
    slot_.latency.store(word());
    slot_.answeredText.store(word());
    slot_.statusLength.store(word());
    const std::uint32_t bits = word();
    float load;
    std::memcpy(&load, &bits, sizeof load);
    slot_.load.store(load);
    for (int i = 0; i < 64; ++i) {
      const std::uint32_t sample = word();
      std::memcpy(&slot_.output[word() % 2][word() % ring::kRingSamples], &sample, sizeof sample);
    }
    slot_.outputWake.fetch_add(1);
    if (++scribbles_ % 64 == 0) {
      usleep(50);
    }
  }

  static std::size_t index(std::int64_t position) {
    return static_cast<std::size_t>(position & (ring::kRingSamples - 1));
  }

  ring::Slot& slot_;
  const Manner& manner_;
  std::uint32_t generation_ = 0;
  bool streaming_ = false;
  int channels_ = 0;
  int sidechains_ = 0;
  int latency_ = 0;
  std::uint32_t heard_ = 0;
  std::chrono::steady_clock::time_point heardAt_;
  bool silent_ = false;
  std::int64_t start_ = 0;
  std::int64_t taken_ = 0;
  std::int64_t scribbles_ = 0;
  float morph_ = 0;
  std::mt19937_64 random_{1};
};

void endWithParent() {
  for (char byte; read(0, &byte, 1) > 0;) {
  }
  _exit(0);
}

}  // namespace

int main(int count, char** words) {
  static Manner manner;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    manner.refuse |= word == "--refuse";
    manner.garbage |= word == "--garbage";
    manner.beats |= word == "--beats";
    if (word == "--die") {
      std::fprintf(stderr, "stand-in: dies, as it was told\n");
      return 3;
    }
    if (i + 1 < count) {
      manner.hangAfterMs = word == "--hang-after" ? std::atoi(words[i + 1]) : manner.hangAfterMs;
      manner.slowUs = word == "--slow" ? std::atoi(words[i + 1]) : manner.slowUs;
      manner.loadMs = word == "--load" ? std::atoi(words[i + 1]) : manner.loadMs;
    }
  }
  void* memory = mmap(nullptr, ring::kSegmentBytes, PROT_READ | PROT_WRITE, MAP_SHARED,
                      static_cast<int>(ring::kSegmentDescriptor), 0);
  if (memory == MAP_FAILED || static_cast<ring::Header*>(memory)->magic.load() != ring::kMagic ||
      static_cast<ring::Header*>(memory)->version.load() != ring::kVersion) {
    std::fprintf(stderr, "stand-in: no segment of this version\n");
    return 2;
  }
  auto& header = *static_cast<ring::Header*>(memory);
  std::thread(endWithParent).detach();
  std::vector<bool> started(ring::kSlots);
  header.engineVersion.store(ring::kVersion);
  for (int ms = 0;; ms += 10) {
    hung = hung || (manner.hangAfterMs > 0 && ms > manner.hangAfterMs);
    if (!hung) {
      header.heartbeat.fetch_add(1);
    }
    for (std::uint32_t i = 0; i < ring::kSlots; ++i) {
      auto& slot = *reinterpret_cast<ring::Slot*>(static_cast<char*>(memory) + ring::kHeaderBytes +
                                                  std::size_t{i} * ring::kSlotBytes);
      if (!started[i] && slot.generation.load() != 0) {
        started[i] = true;
        std::thread([&slot] { Stream(slot, manner).run(); }).detach();
      }
    }
    futex::wait(header.attention, header.attention.load(), 10'000'000);
  }
}
