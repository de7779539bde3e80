// One plugin instance without the host's interfaces: its settings, its slot, its stream.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "channels.h"
#include "pace.h"
#include "ring_client.h"
#include "settings.h"
#include "supervisor.h"

namespace liminal {

// What keeps the morph from being heard; the choices of kMeterStatus.
enum class Status { kReady, kIdle, kStarting, kLoading, kRefused, kNoEngine, kNoSlot, kLast = kNoSlot };

class Instance : private Supervisor::Ticked {
 public:
  // programApplied: called on a thread that is none of the host's, soon after its controls chose a program.
  explicit Instance(std::function<void()> programApplied);
  ~Instance();

  // --- any thread ---

  double normalised(std::uint32_t id) const { return normalised_[id].load(std::memory_order_relaxed); }

  // From the host's controls.
  void turn(std::uint32_t id, double value);

  // --- control threads ---

  bool readState(std::string_view bytes);
  std::string writeState() const;
  Status status() const;
  // One line for the user: the status, and what to do about it.
  std::string statusText() const;
  // The name of the model that is wanted.
  std::string modelName() const;

  struct Setup {
    int sampleRateHz = 48000;
    int largestBlock = 1024;
    int channels = 2;
    int sidechains = 0;
    bool offline = false;
  };

  // To the sample, once activated; what it would be, before.
  int latencySamples(const Setup& setup) const;
  void activate(const Setup& setup);
  void deactivate();
  bool isActive() const { return active_; }

  // --- the audio thread ---

  struct Change {
    std::uint32_t id;
    int offset;
    double value;  // normalised
  };

  struct Block {
    const Change* changes;  // by offset
    int changeCount;
    Channels in;
    Channels sidechain;
    Channels out;
    int count;  // 0 for changes alone
    bool offline;
    bool playing;
    std::int64_t position;  // on the host's timeline
    Music music;            // at the first sample
  };
  void process(const Block& block);

  std::uint64_t lateBlocks() const { return client_.lateBlocks(); }
  float load() const { return client_.load(); }
  std::uint64_t malformed() const { return client_.malformed(); }

 private:
  void tick() override;
  std::string engineSays() const;
  void store(const PlainValues& values);
  PlainValues plainValues() const;
  void sendNewChoices();
  void sendChoices();  // holding settingsMutex_, as the next two
  void applyProgram();
  void sendRequest(const std::string& text);
  void sendValues();
  int begin(const Block& block);
  std::int64_t place(const Block& block);
  bool isJump(const Block& block) const;
  bool isOffline(const Block& block) const { return offline_ || block.offline; }
  void change(const Change& change, bool streaming);
  void exchange(const Block& block, int from, int count);
  StreamShape shapeOf(const Setup& setup) const;

  std::array<std::atomic<double>, kParameterIds> normalised_;
  const std::function<void()> programApplied_;
  std::atomic<bool> programUntold_{false};
  std::atomic<std::uint32_t> valuesVersion_{0};   // counts replacements of many values at once
  std::atomic<std::uint32_t> choicesVersion_{0};  // counts changes of lists

  mutable std::mutex settingsMutex_;
  Settings settings_;
  int program_ = 0;
  std::atomic<std::uint32_t> sentChoices_{0};
  std::string sentText_;

  Supervisor& supervisor_;
  std::atomic<int> slot_{-1};
  std::atomic<bool> active_{false};
  std::atomic<int> activeLatency_{0};

  // the stream's
  std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
  std::atomic<bool> streaming_{false};
  RingClient client_;
  Pace pace_;
  StreamShape shape_{};
  bool offline_ = false;
  bool aligned_ = false;
  bool wasOffline_ = false;
  bool wasPlaying_ = false;
  bool wentOn_ = false;        // the last block came where it was expected
  int lead_ = 0;               // how far what the host hands over lies ahead of the position it says
  std::int64_t expected_ = 0;  // where on the host's timeline the next block lies, if nothing jumps
  std::uint32_t seenValues_ = 0;
  std::array<float, kParameterIds> heard_{};  // plain values, as the engine knows them
  std::array<std::vector<float>, 6> scratch_;  // one for each channel of the input, the sidechain and the output
};

}  // namespace liminal
