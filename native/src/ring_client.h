// The audio thread's end of a slot: blocks go over, and each comes back a fixed time later, morphed,
// or dry when its morph is not ready. The twin of BlockExchange.java.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "beats.h"
#include "clock.h"
#include "history.h"
#include "ring_layout.h"
#include "splice.h"

namespace liminal {

struct StreamShape {
  int sampleRateHz;
  int channels;
  int sidechains;
  int transportSamples;  // most samples of a block, and what the hand-over adds to the latency
  int profile;
  int hopSamples;
  int engineLatencySamples;

  int latencySamples() const { return engineLatencySamples + transportSamples; }
};

// One thread at a time; which one may change between calls. Only the counts may be asked for by any.
class RingClient {
 public:
  // What a render waits for an engine that does not play yet. A machine that is busy takes its time to start
  // one, and to load a model.
  static constexpr std::int64_t kFirstWaitNs = 20 * kNsPerSecond;

  // Whether waiting for an engine makes sense, as the supervisor knows.
  using Hope = std::atomic<bool>;

  // slot: null for none, which is dry for ever; cleared by no one else.
  void attach(ring::Slot* slot, ring::Header* header, const Hope* hope);

  // Begins a stream; allocates. startValues: plain, kParameters of them.
  void begin(const StreamShape& shape, const float* startValues);

  // Ends the stream, if there is one.
  void end();

  // Waits until the engine plays the stream, and in it the text that was sent last, or refuses either;
  // or until there is no hope. False where it was not answered.
  bool awaitAnswer(std::int64_t atMostNs);

  // The same, once in vain for each text: before a render's next block.
  void awaitText(std::int64_t atMostNs);

  // How far into such a hop as align() makes a position lies.
  int intoHop(std::int64_t hostPosition) const;

  // Makes hops lie as those of a stream that began at position 0 of the host's timeline. Audio
  // thread, before a stream's first block only.
  void align(std::int64_t hostPosition);

  // Begins anew with the next block, as a new stream of the same shape would, but at once. Audio
  // thread; align() may follow.
  void restart();

  // The host's music at the sample that is so many after the first of the next block, or before it
  // where negative; from that block on.
  void follow(const Music& music, int after);

  // A parameter's plain value from this sample of the next block on.
  void set(std::uint32_t parameter, float value, int offset);

  // Hands a block over and takes the one that is due.
  //
  // in, sidechain: null, or null for a channel, is silence; out may be in; count: 1 to transport;
  // mayWait: for the engine, within a bound.
  void exchange(const float* const* in, const float* const* sidechain, float* const* out, int count,
                bool mayWait);

  std::uint64_t lateBlocks() const { return lateBlocks_.load(std::memory_order_relaxed); }
  std::uint64_t malformed() const { return malformed_.load(std::memory_order_relaxed); }
  bool isPlaying() const;
  std::uint32_t answer() const;
  float load() const;
  std::uint32_t generation() const { return generation_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::uint32_t kNoText = 1;  // odd

  void handOver(const float* const* in, const float* const* sidechain, int count);
  void push(int ringChannel, const float* from, int count);
  bool isAnswered() const;
  bool isReady(std::int64_t due, int count);
  bool waitUntilReady(std::int64_t due, int count);
  void takeMorphed(std::int64_t due, float* const* out, int count);
  void takeDry(std::int64_t due, float* const* out, int count);
  void takeSilence(float* const* out, int count);
  void writeRequest(std::uint32_t state, const StreamShape& shape, const float* startValues);
  void notifyEngine();

  ring::Slot* slot_ = nullptr;
  ring::Header* header_ = nullptr;
  const Hope* hope_ = nullptr;
  StreamShape shape_{};
  History history_;
  Splice splice_;
  Beats beats_;
  std::int64_t requestStart_ = 0;  // as the engine was told
  std::int64_t streamStart_ = 0;
  std::int64_t soundStart_ = 0;  // where the host's first sample is
  std::int64_t inputEnd_ = 0;
  std::int64_t eventEnd_ = 0;
  std::int64_t tempoEnd_ = 0;
  std::uint32_t eventsLost_ = 0;
  std::atomic<std::uint32_t> generation_{0};
  bool dry_ = false;
  bool everReady_ = false;
  std::uint32_t textInVain_ = kNoText;
  bool trusted_ = true;  // the engine kept no one waiting in vain since it was last ready
  std::atomic<std::uint64_t> lateBlocks_{0};
  std::atomic<std::uint64_t> malformed_{0};
};

}  // namespace liminal
