// The byte layout of the memory that a plugin process and its engine process share.
//
// Twin of RingLayout.java, which a test compares with this file name by name, so every constant is
// one line: `constexpr TYPE NAME = decimal or 0x literal;`. Little-endian, 64-bit.
//
// One segment per engine process: a header, then kSlots slots, one for each plugin instance. It is
// an anonymous, size-sealed memfd that the engine inherits as descriptor kSegmentDescriptor; it has
// no name, so no one else can open it and nothing outlives the two processes.
//
// Positions count samples of one channel since the slot was first used; they only ever grow, also
// from stream to stream. A ring keeps the sample of position p at index p & (kRingSamples - 1).
// "shim" marks what the plugin's process alone writes, "engine" what the engine's process alone
// writes. Whoever reads checks: a value out of its range counts as malformed and is never used.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace liminal::ring {

constexpr std::uint32_t kMagic = 0x4d4d494c;  // "LIMM"
constexpr std::uint32_t kVersion = 5;
constexpr std::uint32_t kSegmentDescriptor = 3;

constexpr std::uint32_t kSlots = 32;
constexpr std::uint32_t kMainChannels = 2;
constexpr std::uint32_t kInputChannels = 4;  // main, then the sidechain
constexpr std::uint32_t kOutputChannels = 2;
constexpr std::uint32_t kRingSamples = 262144;    // of one channel; a power of two
constexpr std::uint32_t kLargestBlock = 32768;    // most samples between two publications
constexpr std::uint32_t kEvents = 4096;           // a power of two
constexpr std::uint32_t kTempos = 64;             // a power of two
constexpr std::uint32_t kParameters = 512;        // ids of parameters are below
constexpr std::uint32_t kRequestBytes = 262144;   // most bytes of a slot's request text
constexpr std::uint32_t kStatusBytes = 4096;      // most bytes of a slot's status text

// Header.
constexpr std::uint32_t kHeaderBytes = 4096;
constexpr std::uint32_t kHeaderMagic = 0;         // u32, shim
constexpr std::uint32_t kHeaderVersion = 4;       // u32, shim
constexpr std::uint32_t kHeaderEpoch = 8;         // u32, shim: engines started on this segment
constexpr std::uint32_t kHeaderAttention = 128;   // u32 futex, shim: counts changes of any slot's request
constexpr std::uint32_t kHeaderHeartbeat = 256;   // u64, engine: grows at least every 100 ms
constexpr std::uint32_t kHeaderEngineVersion = 264;  // u32, engine: its kVersion, once it is up, else 0

// Slot, offsets from its beginning. Slot i begins at kHeaderBytes + i * kSlotBytes.
constexpr std::uint32_t kSlotBytes = 6639616;  // a multiple of 4096

// What the shim wants. It makes kSlotGeneration odd, writes, makes it even; a reader who saw an odd
// or changed value reads again. Each even value is one stream (or none), to be answered.
constexpr std::uint32_t kSlotGeneration = 0;      // u32, shim
constexpr std::uint32_t kSlotState = 4;           // u32, shim: kFree, kOpen or kStreaming
constexpr std::uint32_t kSlotSampleRateHz = 8;    // u32, shim
constexpr std::uint32_t kSlotChannels = 12;       // u32, shim: 1 or 2, in and out
constexpr std::uint32_t kSlotSidechains = 16;     // u32, shim: 0, 1 or 2
constexpr std::uint32_t kSlotTransport = 20;      // u32, shim: samples, 1 to kLargestBlock
constexpr std::uint32_t kSlotProfile = 24;        // u32, shim: ordinal of StftProfile
constexpr std::uint32_t kSlotStreamStart = 32;    // i64, shim: position of the stream's first sample,
                                                  // where its first hop begins; silence before it
constexpr std::uint32_t kFree = 0;
constexpr std::uint32_t kOpen = 1;
constexpr std::uint32_t kStreaming = 2;

// The shim's progress. Events are published before the samples they belong to.
constexpr std::uint32_t kSlotInputEnd = 128;      // i64, shim: position after the last sample handed over
constexpr std::uint32_t kSlotEventEnd = 256;      // i64, shim: events written so far
constexpr std::uint32_t kSlotEventsLost = 264;    // u32, shim: events that found no room; kSlotValues has
                                                  // the values all the same
constexpr std::uint32_t kSlotTempoEnd = 272;      // i64, shim: tempos told so far, before their samples
constexpr std::uint32_t kSlotInputWake = 384;     // u32 futex, shim: bumped and woken after kSlotInputEnd,
                                                  // and when the request changed

// The engine's progress.
constexpr std::uint32_t kSlotOutputEnd = 512;     // i64, engine: position after the last sample given back;
                                                  // as many as were taken; never beyond kSlotInputEnd
constexpr std::uint32_t kSlotValidFrom = 640;     // i64, engine: results at or before it lack input that
                                                  // the engine missed; written before kSlotOutputEnd
constexpr std::uint32_t kSlotEventsTaken = 768;   // i64, engine: events read so far
constexpr std::uint32_t kSlotOutputWake = 896;    // u32 futex, engine (and the shim's supervisor): bumped
                                                  // after kSlotOutputEnd or kSlotAnswer; woken if
                                                  // kSlotShimWaits is not 0
constexpr std::uint32_t kSlotShimWaits = 1024;    // u32, shim: threads that wait on kSlotOutputWake

// What the engine answers.
constexpr std::uint32_t kSlotAnsweredGeneration = 1152;  // u32, engine: written after kSlotAnswer
constexpr std::uint32_t kSlotAnswer = 1156;       // u32, engine: kNone, kLoading, kPlaying or kRefused
constexpr std::uint32_t kSlotLatency = 1160;      // u32, engine: samples without transport
constexpr std::uint32_t kSlotLoad = 1164;         // f32, engine: share of a hop's time it takes, 0 to 1 and more
constexpr std::uint32_t kSlotAnsweredText = 1168;  // u32, engine: kSlotRequestSequence of the text that the next
                                                  // hop plays, or that was refused; written before kSlotAnswer
constexpr std::uint32_t kNone = 0;
constexpr std::uint32_t kLoading = 1;             // dry until kPlaying
constexpr std::uint32_t kPlaying = 2;
constexpr std::uint32_t kRefused = 3;             // dry; the status text says why; tried again every second

// Plain value of each parameter, f32[kParameters], shim: the latest; and those in force before the
// stream's first sample, written under kSlotGeneration's sequence.
constexpr std::uint32_t kSlotValues = 2048;
constexpr std::uint32_t kSlotStartValues = 4096;

// Where the host's music is, in order: the newest kTempos of kTempoBytes, tempo n at n & (kTempos - 1).
// Each is in force until the next; before the first of a stream it is beat 0 at 120 a minute. The
// oldest is overwritten, whether it was read or not.
constexpr std::uint32_t kSlotTempos = 6144;
constexpr std::uint32_t kTempoBytes = 32;
constexpr std::uint32_t kTempoPosition = 0;       // i64: the first sample it is in force for
constexpr std::uint32_t kTempoBeat = 8;           // f64, quarter notes, at that sample
constexpr std::uint32_t kTempoBpm = 16;           // f64, quarter notes a minute

// Changes since the stream's start, in order: kEvents of kEventBytes, event n at n & (kEvents - 1).
constexpr std::uint32_t kSlotEvents = 8192;
constexpr std::uint32_t kEventBytes = 16;
constexpr std::uint32_t kEventPosition = 0;       // i64: the first sample it is in force for
constexpr std::uint32_t kEventParameter = 8;      // u32, below kParameters
constexpr std::uint32_t kEventValue = 12;         // f32, plain
constexpr std::uint32_t kEventRestart = 511;      // as a parameter: the stream begins anew at this position, with
                                                  // a hop, an engine that knows nothing, and these values

// The request text: JSON as in a preset file (model, target, anchors). Sequence as kSlotGeneration:
// odd while it is written. A new text under an unchanged generation is to be applied as it plays.
constexpr std::uint32_t kSlotRequestSequence = 73728;    // u32, shim
constexpr std::uint32_t kSlotRequestLength = 73732;      // u32, shim: bytes
constexpr std::uint32_t kSlotRequestText = 77824;        // UTF-8, shim

// The status text: one line for the user, empty when all is well. Sequence as above.
constexpr std::uint32_t kSlotStatusSequence = 339968;    // u32, engine
constexpr std::uint32_t kSlotStatusLength = 339972;      // u32, engine: bytes
constexpr std::uint32_t kSlotStatusText = 339976;        // UTF-8, engine

constexpr std::uint32_t kSlotInput = 348160;      // f32[kInputChannels][kRingSamples], shim
constexpr std::uint32_t kSlotOutput = 4542464;    // f32[kOutputChannels][kRingSamples], engine

constexpr std::uint64_t kSegmentBytes = 212471808;

using U32 = std::atomic<std::uint32_t>;
using I64 = std::atomic<std::int64_t>;
using F32 = std::atomic<float>;
using F64 = std::atomic<double>;

static_assert(U32::is_always_lock_free && I64::is_always_lock_free && F32::is_always_lock_free &&
              F64::is_always_lock_free);
static_assert(sizeof(U32) == 4 && sizeof(I64) == 8 && sizeof(F32) == 4 && sizeof(F64) == 8);

struct Header {
  U32 magic;
  U32 version;
  U32 epoch;
  alignas(128) U32 attention;
  alignas(128) std::atomic<std::uint64_t> heartbeat;
  U32 engineVersion;
  alignas(128) std::byte rest[kHeaderBytes - 384];
};

struct Event {
  I64 position;
  U32 parameter;
  F32 value;
};

struct Tempo {
  I64 position;
  F64 beat;
  F64 bpm;
  std::byte rest[kTempoBytes - 24];
};

struct Slot {
  U32 generation;
  U32 state;
  U32 sampleRateHz;
  U32 channels;
  U32 sidechains;
  U32 transport;
  U32 profile;
  I64 streamStart;
  alignas(128) I64 inputEnd;
  alignas(128) I64 eventEnd;
  U32 eventsLost;
  I64 tempoEnd;
  alignas(128) U32 inputWake;
  alignas(128) I64 outputEnd;
  alignas(128) I64 validFrom;
  alignas(128) I64 eventsTaken;
  alignas(128) U32 outputWake;
  alignas(128) U32 shimWaits;
  alignas(128) U32 answeredGeneration;
  U32 answer;
  U32 latency;
  F32 load;
  U32 answeredText;
  alignas(2048) F32 values[kParameters];
  F32 startValues[kParameters];
  Tempo tempos[kTempos];
  alignas(4096) Event events[kEvents];
  alignas(4096) U32 requestSequence;
  U32 requestLength;
  alignas(4096) char requestText[kRequestBytes];
  alignas(4096) U32 statusSequence;
  U32 statusLength;
  char statusText[kStatusBytes];
  alignas(4096) float input[kInputChannels][kRingSamples];
  float output[kOutputChannels][kRingSamples];
};

static_assert(offsetof(Header, magic) == kHeaderMagic);
static_assert(offsetof(Header, version) == kHeaderVersion);
static_assert(offsetof(Header, epoch) == kHeaderEpoch);
static_assert(offsetof(Header, attention) == kHeaderAttention);
static_assert(offsetof(Header, heartbeat) == kHeaderHeartbeat);
static_assert(offsetof(Header, engineVersion) == kHeaderEngineVersion);
static_assert(sizeof(Header) == kHeaderBytes);

static_assert(offsetof(Event, position) == kEventPosition);
static_assert(offsetof(Event, parameter) == kEventParameter);
static_assert(offsetof(Event, value) == kEventValue);
static_assert(sizeof(Event) == kEventBytes);

static_assert(offsetof(Tempo, position) == kTempoPosition);
static_assert(offsetof(Tempo, beat) == kTempoBeat);
static_assert(offsetof(Tempo, bpm) == kTempoBpm);
static_assert(sizeof(Tempo) == kTempoBytes);

static_assert(offsetof(Slot, generation) == kSlotGeneration);
static_assert(offsetof(Slot, state) == kSlotState);
static_assert(offsetof(Slot, sampleRateHz) == kSlotSampleRateHz);
static_assert(offsetof(Slot, channels) == kSlotChannels);
static_assert(offsetof(Slot, sidechains) == kSlotSidechains);
static_assert(offsetof(Slot, transport) == kSlotTransport);
static_assert(offsetof(Slot, profile) == kSlotProfile);
static_assert(offsetof(Slot, streamStart) == kSlotStreamStart);
static_assert(offsetof(Slot, inputEnd) == kSlotInputEnd);
static_assert(offsetof(Slot, eventEnd) == kSlotEventEnd);
static_assert(offsetof(Slot, eventsLost) == kSlotEventsLost);
static_assert(offsetof(Slot, tempoEnd) == kSlotTempoEnd);
static_assert(offsetof(Slot, inputWake) == kSlotInputWake);
static_assert(offsetof(Slot, outputEnd) == kSlotOutputEnd);
static_assert(offsetof(Slot, validFrom) == kSlotValidFrom);
static_assert(offsetof(Slot, eventsTaken) == kSlotEventsTaken);
static_assert(offsetof(Slot, outputWake) == kSlotOutputWake);
static_assert(offsetof(Slot, shimWaits) == kSlotShimWaits);
static_assert(offsetof(Slot, answeredGeneration) == kSlotAnsweredGeneration);
static_assert(offsetof(Slot, answer) == kSlotAnswer);
static_assert(offsetof(Slot, latency) == kSlotLatency);
static_assert(offsetof(Slot, load) == kSlotLoad);
static_assert(offsetof(Slot, answeredText) == kSlotAnsweredText);
static_assert(offsetof(Slot, values) == kSlotValues);
static_assert(offsetof(Slot, startValues) == kSlotStartValues);
static_assert(offsetof(Slot, tempos) == kSlotTempos);
static_assert(offsetof(Slot, events) == kSlotEvents);
static_assert(offsetof(Slot, requestSequence) == kSlotRequestSequence);
static_assert(offsetof(Slot, requestLength) == kSlotRequestLength);
static_assert(offsetof(Slot, requestText) == kSlotRequestText);
static_assert(offsetof(Slot, statusSequence) == kSlotStatusSequence);
static_assert(offsetof(Slot, statusLength) == kSlotStatusLength);
static_assert(offsetof(Slot, statusText) == kSlotStatusText);
static_assert(offsetof(Slot, input) == kSlotInput);
static_assert(offsetof(Slot, output) == kSlotOutput);
static_assert(sizeof(Slot) == kSlotBytes);
static_assert(kHeaderBytes + std::uint64_t{kSlots} * kSlotBytes == kSegmentBytes);
static_assert((kRingSamples & (kRingSamples - 1)) == 0 && (kEvents & (kEvents - 1)) == 0 &&
              (kTempos & (kTempos - 1)) == 0);

}  // namespace liminal::ring
