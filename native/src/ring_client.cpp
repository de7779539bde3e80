#include "ring_client.h"

#include <algorithm>

#include "futex.h"
#include "wrap.h"

namespace liminal {
namespace {

constexpr std::int64_t kLaterWaitNs = 1 * kNsPerSecond;
constexpr std::int64_t kLookAgainNs = 20 * kNsPerMs;

// Beyond this it is no audio (+60 dB over full scale); also what is not a number.
constexpr float kSampleLimit = 1000;

float sane(float x) { return x >= -kSampleLimit && x <= kSampleLimit ? x : 0; }

}  // namespace

void RingClient::attach(ring::Slot* slot, ring::Header* header, const Hope* hope) {
  slot_ = slot;
  header_ = header;
  hope_ = hope;
  if (slot == nullptr) {
    return;
  }
  // what earlier users of the slot left is where this one goes on
  inputEnd_ = slot->inputEnd.load(std::memory_order_relaxed);
  eventEnd_ = slot->eventEnd.load(std::memory_order_relaxed);
  tempoEnd_ = slot->tempoEnd.load(std::memory_order_relaxed);
  eventsLost_ = slot->eventsLost.load(std::memory_order_relaxed);
  generation_ = slot->generation.load(std::memory_order_relaxed);
}

void RingClient::begin(const StreamShape& shape, const float* startValues) {
  shape_ = shape;
  history_.prepare(shape.channels, shape.latencySamples() + shape.transportSamples + 1);
  splice_.reset();
  requestStart_ = streamStart_ = soundStart_ = inputEnd_;
  beats_.begin(shape.sampleRateHz, inputEnd_);
  dry_ = false;
  everReady_ = false;
  trusted_ = true;
  textInVain_ = kNoText;
  writeRequest(ring::kStreaming, shape, startValues);
}

void RingClient::end() { writeRequest(ring::kOpen, shape_, nullptr); }

void RingClient::writeRequest(std::uint32_t state, const StreamShape& shape, const float* startValues) {
  if (slot_ == nullptr) {
    return;
  }
  slot_->generation.exchange(generation_ + 1, std::memory_order_acq_rel);  // before what follows
  slot_->state.store(state, std::memory_order_relaxed);
  slot_->sampleRateHz.store(static_cast<std::uint32_t>(shape.sampleRateHz), std::memory_order_relaxed);
  slot_->channels.store(static_cast<std::uint32_t>(shape.channels), std::memory_order_relaxed);
  slot_->sidechains.store(static_cast<std::uint32_t>(shape.sidechains), std::memory_order_relaxed);
  slot_->transport.store(static_cast<std::uint32_t>(shape.transportSamples), std::memory_order_relaxed);
  slot_->profile.store(static_cast<std::uint32_t>(shape.profile), std::memory_order_relaxed);
  slot_->streamStart.store(requestStart_, std::memory_order_relaxed);
  for (std::uint32_t i = 0; startValues != nullptr && i < ring::kParameters; ++i) {
    slot_->startValues[i].store(startValues[i], std::memory_order_relaxed);
    slot_->values[i].store(startValues[i], std::memory_order_relaxed);
  }
  generation_ += 2;
  slot_->generation.store(generation_, std::memory_order_release);
  notifyEngine();
}

void RingClient::notifyEngine() {
  futex::bumpAndWake(slot_->inputWake);
  futex::bumpAndWake(header_->attention);
}

bool RingClient::awaitAnswer(std::int64_t atMostNs) {
  if (slot_ == nullptr) {
    return false;
  }
  if (isAnswered()) {
    return true;
  }
  const std::int64_t deadline = nowNs() + atMostNs;
  bool answered = false;
  slot_->shimWaits.fetch_add(1);
  for (std::int64_t now = nowNs(); now < deadline && hope_->load(); now = nowNs()) {
    const std::uint32_t seen = slot_->outputWake.load();
    answered = isAnswered();
    if (answered) {
      break;
    }
    futex::wait(slot_->outputWake, seen, std::min(deadline - now, kLookAgainNs));
  }
  slot_->shimWaits.fetch_sub(1);
  return answered;
}

void RingClient::awaitText(std::int64_t atMostNs) {
  if (slot_ == nullptr || !trusted_) {
    return;
  }
  const std::uint32_t text = slot_->requestSequence.load();
  if (text == textInVain_ || awaitAnswer(atMostNs)) {
    return;
  }
  if (isPlaying()) {
    textInVain_ = text;
    lateBlocks_.fetch_add(1, std::memory_order_relaxed);  // it is not what was chosen
  } else {
    trusted_ = !hope_->load();  // without hope there was no waiting
  }
}

bool RingClient::isAnswered() const {
  const std::uint32_t said = answer();
  const bool textSaid = slot_->answeredText.load(std::memory_order_acquire) == slot_->requestSequence.load();
  return textSaid && (said == ring::kRefused || said == ring::kPlaying);
}

int RingClient::intoHop(std::int64_t hostPosition) const {
  const std::int64_t hop = shape_.hopSamples;
  return static_cast<int>(((hostPosition % hop) + hop) % hop);
}

void RingClient::align(std::int64_t hostPosition) {
  for (int left = intoHop(hostPosition); left > 0; left -= shape_.transportSamples) {
    handOver(nullptr, nullptr, std::min(left, shape_.transportSamples));
  }
  soundStart_ = inputEnd_;
}

void RingClient::restart() {
  streamStart_ = soundStart_ = inputEnd_;
  beats_.begin(shape_.sampleRateHz, inputEnd_);
  splice_.reset();
  dry_ = false;
  set(ring::kEventRestart, 0, 0);
}

// Who reads a tempo that takes an older one's place must see that too: hence each store releases.
void RingClient::follow(const Music& music, int after) {
  if (slot_ == nullptr || !beats_.hear(music, inputEnd_, after)) {
    return;
  }
  ring::Tempo& tempo = slot_->tempos[static_cast<std::size_t>(tempoEnd_ & (ring::kTempos - 1))];
  tempo.position.store(inputEnd_, std::memory_order_release);
  tempo.beat.store(beats_.beat(), std::memory_order_release);
  tempo.bpm.store(beats_.bpm(), std::memory_order_release);
  slot_->tempoEnd.store(++tempoEnd_, std::memory_order_release);
}

void RingClient::set(std::uint32_t parameter, float value, int offset) {
  if (slot_ == nullptr) {
    return;
  }
  slot_->values[parameter].store(value, std::memory_order_relaxed);
  const std::int64_t taken = slot_->eventsTaken.load(std::memory_order_acquire);
  if (taken < 0 || taken > eventEnd_ || eventEnd_ - taken >= ring::kEvents) {
    slot_->eventsLost.store(++eventsLost_, std::memory_order_release);
    return;
  }
  ring::Event& event = slot_->events[static_cast<std::size_t>(eventEnd_ & (ring::kEvents - 1))];
  event.position.store(inputEnd_ + offset, std::memory_order_relaxed);
  event.parameter.store(parameter, std::memory_order_relaxed);
  event.value.store(value, std::memory_order_relaxed);
  slot_->eventEnd.store(++eventEnd_, std::memory_order_release);
}

void RingClient::exchange(const float* const* in, const float* const* sidechain, float* const* out, int count,
                          bool mayWait) {
  const std::int64_t due = inputEnd_ - shape_.transportSamples;
  handOver(in, sidechain, count);
  if (due + count <= soundStart_) {
    takeSilence(out, count);
  } else if (isReady(due, count) || (mayWait && waitUntilReady(due, count))) {
    takeMorphed(due, out, count);
  } else {
    takeDry(due, out, count);
  }
  splice_.apply(out, shape_.channels, count);
}

void RingClient::handOver(const float* const* in, const float* const* sidechain, int count) {
  for (int c = 0; c < shape_.channels; ++c) {
    const float* from = in == nullptr ? nullptr : in[c];
    history_.write(c, inputEnd_, from, count);
    push(c, from, count);
  }
  for (int c = 0; c < shape_.sidechains; ++c) {
    push(static_cast<int>(ring::kMainChannels) + c, sidechain == nullptr ? nullptr : sidechain[c], count);
  }
  inputEnd_ += count;
  if (slot_ != nullptr) {
    slot_->inputEnd.store(inputEnd_, std::memory_order_release);
    futex::bumpAndWake(slot_->inputWake);
  }
}

void RingClient::push(int ringChannel, const float* from, int count) {
  if (slot_ != nullptr) {
    wrap::write(slot_->input[ringChannel], ring::kRingSamples, inputEnd_, from, count);
  }
}

bool RingClient::isPlaying() const { return answer() == ring::kPlaying; }

std::uint32_t RingClient::answer() const {
  if (slot_ == nullptr ||
      slot_->answeredGeneration.load(std::memory_order_acquire) != generation_.load(std::memory_order_relaxed)) {
    return ring::kNone;
  }
  return slot_->answer.load(std::memory_order_acquire);
}

float RingClient::load() const {
  const float load = slot_ == nullptr || !isPlaying() ? 0 : slot_->load.load(std::memory_order_relaxed);
  return load >= 0 && load <= 100 ? load : 0;
}

bool RingClient::isReady(std::int64_t due, int count) {
  if (!isPlaying()) {
    return false;
  }
  const std::int64_t end = slot_->outputEnd.load(std::memory_order_acquire);
  if (end > inputEnd_ || end < requestStart_) {
    malformed_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
  const std::int64_t validFrom = slot_->validFrom.load(std::memory_order_acquire);
  return end >= due + count && std::max(due, streamStart_) > validFrom;
}

bool RingClient::waitUntilReady(std::int64_t due, int count) {
  if (slot_ == nullptr || !trusted_) {
    return false;
  }
  const std::int64_t begun = nowNs();
  std::int64_t deadline = begun + kLaterWaitNs;
  bool ready = false;
  slot_->shimWaits.fetch_add(1);
  for (std::int64_t now = nowNs(); now < deadline && hope_->load(); now = nowNs()) {
    const std::uint32_t seen = slot_->outputWake.load();
    if (!everReady_ || !isPlaying()) {
      deadline = begun + kFirstWaitNs;  // another engine may be on its way
    }
    // asked first, or the engine may come to it in between and a block that is there would be given up
    const bool passed = isPlaying() && slot_->outputEnd.load(std::memory_order_acquire) >= due + count;
    ready = isReady(due, count);
    if (ready || passed || (answer() == ring::kRefused && isAnswered())) {
      break;  // there, left out, or never to be
    }
    futex::wait(slot_->outputWake, seen, std::min(deadline - now, kLookAgainNs));
  }
  slot_->shimWaits.fetch_sub(1);
  trusted_ = ready || nowNs() < deadline;
  return ready;
}

void RingClient::takeSilence(float* const* out, int count) {
  for (int c = 0; c < shape_.channels; ++c) {
    std::fill_n(out[c], count, 0.0f);
  }
}

void RingClient::takeMorphed(std::int64_t due, float* const* out, int count) {
  const int silent = static_cast<int>(std::clamp<std::int64_t>(streamStart_ - due, 0, count));
  for (int c = 0; c < shape_.channels; ++c) {
    const float* from = slot_->output[c];
    if (dry_) {
      splice_.begin(c, due > streamStart_ ? sane(from[wrap::index(ring::kRingSamples, due - 1)]) : 0);
    }
    std::fill_n(out[c], silent, 0.0f);
    float* to = out[c] + silent;
    wrap::read(from, ring::kRingSamples, due + silent, to, count - silent);
    std::transform(to, to + count - silent, to, sane);
  }
  dry_ = false;
  everReady_ = true;
  trusted_ = true;
}

void RingClient::takeDry(std::int64_t due, float* const* out, int count) {
  const std::int64_t from = due - shape_.engineLatencySamples;
  const int silent = static_cast<int>(std::clamp<std::int64_t>(streamStart_ - from, 0, count));
  for (int c = 0; c < shape_.channels; ++c) {
    if (!dry_) {
      float before = 0;
      if (from > streamStart_) {
        history_.read(c, from - 1, &before, 1);
      }
      splice_.begin(c, before);
    }
    std::fill_n(out[c], silent, 0.0f);
    history_.read(c, from + silent, out[c] + silent, count - silent);
  }
  dry_ = true;
  lateBlocks_.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace liminal
