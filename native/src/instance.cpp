#include "instance.h"

#include <sched.h>

#include <algorithm>
#include <cstring>

#include "clock.h"
#include "futex.h"
#include "stft_profile.h"

namespace liminal {
namespace {

constexpr std::int64_t kActivationWaitNs = 3 * kNsPerSecond;

bool isChoice(std::uint32_t id) { return id >= kListBase && id < kLatentBase; }

// Held by whoever uses the stream. The audio thread only tries.
class Hold {
 public:
  explicit Hold(std::atomic_flag& flag) : flag_(flag) {
    while (flag_.test_and_set(std::memory_order_acquire)) {
      sched_yield();
    }
  }
  ~Hold() { flag_.clear(std::memory_order_release); }

 private:
  std::atomic_flag& flag_;
};

}  // namespace

Instance::Instance(std::function<void()> programApplied)
    : programApplied_(std::move(programApplied)), settings_(Catalogue::ofBundle()), supervisor_(Supervisor::instance()) {
  store(neutralValues());
  supervisor_.add(this);
}

Instance::~Instance() {
  deactivate();
  supervisor_.remove(this);
  if (slot_ >= 0) {
    ring::Slot& slot = supervisor_.slot(slot_);
    client_.attach(nullptr, nullptr, nullptr);
    slot.state.store(ring::kFree);
    slot.generation.fetch_add(2);
    futex::bumpAndWake(slot.inputWake);
    futex::bumpAndWake(supervisor_.header().attention);
    supervisor_.close(slot_);
  }
}

void Instance::store(const PlainValues& values) {
  for (std::uint32_t id = 0; id < kParameterIds; ++id) {
    const Parameter* parameter = findParameter(id);
    normalised_[id].store(parameter == nullptr ? 0 : normalisedOf(*parameter, values[id]), std::memory_order_relaxed);
  }
  valuesVersion_.fetch_add(1, std::memory_order_release);
  choicesVersion_.fetch_add(1, std::memory_order_release);
}

PlainValues Instance::plainValues() const {
  PlainValues values{};
  for (std::uint32_t id = 0; id < kParameterIds; ++id) {
    const Parameter* parameter = findParameter(id);
    values[id] = parameter == nullptr ? 0 : plainOf(*parameter, normalised(id));
  }
  return values;
}

void Instance::turn(std::uint32_t id, double value) {
  const double before = normalised_[id].exchange(value, std::memory_order_relaxed);
  if (id == kProgram) {  // at once, also where the audio thread heard of it first: the host asks for values next
    const std::lock_guard<std::mutex> lock(settingsMutex_);
    applyProgram();
    programUntold_ = true;
  } else if (isChoice(id) && before != value) {
    choicesVersion_.fetch_add(1, std::memory_order_release);
  }
}

// The one that is asked for now: threads that come one after the other must not bring an older one back.
void Instance::applyProgram() {
  const auto& presets = Catalogue::ofBundle().presets;
  PlainValues values = plainValues();
  const double asked = normalised(kProgram);
  const int program = static_cast<int>(plainOf(*findParameter(kProgram), asked));
  if (program == program_ || program < 0 || program >= static_cast<int>(presets.size())) {
    return;
  }
  program_ = program;
  const float bypass = values[kBypass];
  if (!settings_.read(presets[static_cast<std::size_t>(program)].text, values)) {
    return;
  }
  values[kBypass] = bypass;
  values[kProgram] = static_cast<float>(program);
  store(values);
  normalised_[kProgram].store(asked, std::memory_order_relaxed);  // to the last digit, as hosts compare
}

bool Instance::readState(std::string_view bytes) {
  const std::optional<std::string> text = openState(bytes);
  const std::lock_guard<std::mutex> lock(settingsMutex_);
  PlainValues values{};
  if (!text || !settings_.read(*text, values)) {
    return false;
  }
  program_ = static_cast<int>(values[kProgram]);
  store(values);
  sendChoices();
  return true;
}

std::string Instance::writeState() const {
  const std::lock_guard<std::mutex> lock(settingsMutex_);
  return sealState(settings_.write(plainValues()));
}

std::string Instance::modelName() const {
  const std::lock_guard<std::mutex> lock(settingsMutex_);
  return settings_.modelName(plainValues());
}

Status Instance::status() const {
  if (!active_) {
    return Status::kIdle;
  }
  if (slot_ < 0) {
    return Status::kNoSlot;
  }
  switch (client_.answer()) {
    case ring::kPlaying:
      return Status::kReady;
    case ring::kLoading:
      return Status::kLoading;
    case ring::kRefused:
      return Status::kRefused;
    default:
      return supervisor_.hope() ? Status::kStarting : Status::kNoEngine;
  }
}

std::string Instance::statusText() const {
  const std::string problem = supervisor_.problem();
  switch (status()) {
    case Status::kReady: {
      const std::string said = engineSays();
      return said.empty() ? "ready" : "ready; " + said;
    }
    case Status::kIdle:
      return "not active";
    case Status::kStarting:
      return problem.empty() ? "the engine is starting" : "restarting; " + problem;
    case Status::kLoading:
      return "loading " + modelName();
    case Status::kNoEngine:
      return "dry: " + (problem.empty() ? std::string("no engine") : problem);
    case Status::kNoSlot:
      return "dry: " + (problem.empty() ? "all " + std::to_string(ring::kSlots) + " instances of a host are in use" : problem);
    case Status::kRefused:
      break;
  }
  return "dry: " + engineSays();
}

std::string Instance::engineSays() const {
  const ring::Slot& slot = supervisor_.slot(slot_);
  const std::uint32_t length = std::min(slot.statusLength.load(std::memory_order_acquire), ring::kStatusBytes);
  return std::string(slot.statusText, slot.statusText + length);
}

StreamShape Instance::shapeOf(const Setup& setup) const {
  const int profile = static_cast<int>(plainOf(*findParameter(kProfile), normalised(kProfile)));
  const StftProfile& of = kProfiles[profile];
  StreamShape shape{};
  shape.sampleRateHz = setup.sampleRateHz;
  shape.channels = setup.channels;
  shape.sidechains = setup.sidechains;
  shape.transportSamples = std::clamp(setup.largestBlock, 1, static_cast<int>(ring::kLargestBlock));
  shape.profile = profile;
  shape.hopSamples = std::max(1, of.hopSamples(setup.sampleRateHz));
  shape.engineLatencySamples = of.latencySamples(setup.sampleRateHz);
  return shape;
}

int Instance::latencySamples(const Setup& setup) const {
  return active_ ? activeLatency_.load() : shapeOf(setup).latencySamples();
}

void Instance::activate(const Setup& setup) {
  deactivate();
  if (slot_ < 0) {
    if (const int slot = supervisor_.open(); slot >= 0) {
      client_.attach(&supervisor_.slot(slot), &supervisor_.header(), &supervisor_.hope());
      slot_ = slot;
    }
  }
  {
    const std::lock_guard<std::mutex> lock(settingsMutex_);
    sendChoices();
  }
  {
    const Hold hold(busy_);
    seenValues_ = valuesVersion_.load(std::memory_order_acquire);
    heard_ = plainValues();
    shape_ = shapeOf(setup);
    offline_ = setup.offline;
    aligned_ = false;
    wasOffline_ = setup.offline;
    wasPlaying_ = false;
    for (std::vector<float>& channel : scratch_) {
      channel.assign(static_cast<std::size_t>(shape_.transportSamples), 0);
    }
    pace_.begin();
    client_.begin(shape_, heard_.data());
    streaming_ = true;
  }
  activeLatency_ = shape_.latencySamples();
  active_ = true;
  if (!supervisor_.isOwnThread()) {
    client_.awaitAnswer(kActivationWaitNs);
  }
}

void Instance::deactivate() {
  if (!active_) {
    return;
  }
  const Hold hold(busy_);
  streaming_ = false;
  active_ = false;
  client_.end();
}

void Instance::tick() {
  sendNewChoices();
  if (programUntold_.exchange(false)) {
    programApplied_();
  }
}

void Instance::sendNewChoices() {
  if (choicesVersion_.load(std::memory_order_acquire) != sentChoices_) {
    const std::lock_guard<std::mutex> lock(settingsMutex_);
    sendChoices();
  }
}

void Instance::sendChoices() {
  std::uint32_t version;
  do {
    version = choicesVersion_.load(std::memory_order_acquire);
    applyProgram();
  } while (version != choicesVersion_.load(std::memory_order_acquire));
  if (slot_ < 0) {
    return;
  }
  std::string text = settings_.request(plainValues());
  if (text != sentText_ && text.size() <= ring::kRequestBytes) {
    sendRequest(text);
    sentText_ = std::move(text);
  }
  sentChoices_ = version;  // once it is so
}

void Instance::sendRequest(const std::string& text) {
  ring::Slot& slot = supervisor_.slot(slot_);
  const std::uint32_t sequence = slot.requestSequence.load(std::memory_order_relaxed);
  slot.requestSequence.exchange(sequence + 1, std::memory_order_acq_rel);  // before what follows
  std::memcpy(slot.requestText, text.data(), text.size());
  slot.requestLength.store(static_cast<std::uint32_t>(text.size()), std::memory_order_relaxed);
  slot.requestSequence.store(sequence + 2, std::memory_order_release);
  futex::bumpAndWake(slot.inputWake);
  futex::bumpAndWake(supervisor_.header().attention);
}

void Instance::change(const Change& change, bool streaming) {
  const double before = normalised_[change.id].exchange(change.value, std::memory_order_relaxed);
  if (isChoice(change.id)) {
    if (before != change.value) {
      choicesVersion_.fetch_add(1, std::memory_order_release);
    }
  } else if (streaming && isControl(change.id)) {
    heard_[change.id] = plainOf(*findParameter(change.id), change.value);
    client_.set(change.id, heard_[change.id], change.offset);
  }
}

void Instance::sendValues() {
  const std::uint32_t version = valuesVersion_.load(std::memory_order_acquire);
  if (version == seenValues_) {
    return;
  }
  seenValues_ = version;
  for (std::uint32_t id = 0; id < kParameterIds; ++id) {
    if (isControl(id)) {
      const float plain = plainOf(*findParameter(id), normalised(id));
      if (plain != heard_[id]) {
        heard_[id] = plain;
        client_.set(id, plain, 0);
      }
    }
  }
}

// Where a stream begins, hops lie as in a file that begins at the timeline's zero: at the position that
// is returned. A render begins a stream: where the host turns to it, or jumps while at it, without a new
// activation. One that rolls in ahead of the timeline's zero, by the latency, hands over what sounds at
// zero at minus the latency.
std::int64_t Instance::place(const Block& block) {
  const bool offline = isOffline(block);
  const bool jumps = block.playing && isJump(block);
  const bool rolledIn = offline && block.playing && block.position == -shape_.latencySamples();
  if (aligned_ && offline && (!wasOffline_ || jumps || rolledIn)) {
    client_.restart();
    aligned_ = false;
  }
  const std::int64_t position = rolledIn ? 0 : block.position;
  if (!aligned_ || !offline) {
    lead_ = rolledIn ? shape_.latencySamples() : 0;
  }
  client_.follow(block.music, (aligned_ ? 0 : client_.intoHop(position)) - lead_);
  wasOffline_ = offline;
  wasPlaying_ = block.playing;
  wentOn_ = block.position == expected_;
  expected_ = block.position + block.count;
  return position;
}

// Hosts' positions also stand still, round, or run at another speed than the samples, and a stream that begins
// anew is silent at first: only what lies beyond a block, after blocks that did follow each other, is a jump.
bool Instance::isJump(const Block& block) const {
  if (!wasPlaying_) {
    return block.position != expected_;
  }
  const bool isNear = block.position >= expected_ - block.count && block.position <= expected_ + block.count;
  return wentOn_ && !isNear;
}

// Puts in force what is so from the block's first sample on: first, so that where a stream begins it is so
// from there on. Tells how many of the block's changes these were.
int Instance::begin(const Block& block) {
  const bool sounds = block.count > 0;
  const std::int64_t position = sounds ? place(block) : 0;
  int changed = 0;
  for (; changed < block.changeCount && block.changes[changed].offset == 0; ++changed) {
    change(block.changes[changed], true);
  }
  if (sounds && isOffline(block)) {
    sendNewChoices();
    client_.awaitText(RingClient::kFirstWaitNs);
  }
  sendValues();
  if (sounds && !aligned_) {
    client_.align(position);
    aligned_ = true;
  }
  return changed;
}

void Instance::process(const Block& block) {
  const bool streaming = streaming_.load(std::memory_order_acquire) && !busy_.test_and_set(std::memory_order_acquire);
  for (int i = streaming ? begin(block) : 0; i < block.changeCount; ++i) {
    change(block.changes[i], streaming);
  }
  if (!streaming) {
    block.out.fillWithSilence(block.count);
    return;
  }
  for (int from = 0; from < block.count; from += shape_.transportSamples) {
    exchange(block, from, std::min(block.count - from, shape_.transportSamples));
  }
  busy_.clear(std::memory_order_release);
}

void Instance::exchange(const Block& block, int from, int count) {
  const float* in[2] = {};
  const float* side[2] = {};
  float* out[2] = {};
  for (int c = 0; c < 2; ++c) {
    const auto scratch = [this, c](std::size_t bus) { return scratch_[2 * bus + static_cast<std::size_t>(c)].data(); };
    in[c] = block.in.read(c, from, count, scratch(0));
    side[c] = block.sidechain.read(c, from, count, scratch(1));
    out[c] = block.out.place(c, from, scratch(2));
  }
  const std::int64_t durationNs = count * kNsPerSecond / shape_.sampleRateHz;
  const bool mayWait = pace_.mayWait(nowNs(), durationNs, isOffline(block));
  client_.exchange(in, side, out, count, mayWait);
  for (int c = 0; c < shape_.channels; ++c) {
    block.out.write(c, from, count, out[c]);
  }
  pace_.leave(nowNs());
}

}  // namespace liminal
