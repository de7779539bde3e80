#include "supervisor.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <new>
#include <system_error>

#include "bundle.h"
#include "clock.h"
#include "scratch.h"

namespace liminal {
namespace {

constexpr auto kTick = std::chrono::milliseconds(20);
constexpr std::int64_t kHungAfterNs = 1500 * kNsPerMs;
constexpr std::int64_t kUpWithinNs = 30 * kNsPerSecond;
constexpr std::int64_t kLingerNs = 3 * kNsPerSecond;
// An engine that lived as long did not die of what it was asked to do first.
constexpr std::int64_t kLongLifeNs = 3 * kNsPerSecond;
// A starved supervisor must not take its own sleep for the engine's.
constexpr std::int64_t kMostSilencePerLookNs = 100 * kNsPerMs;

std::int64_t backOffNs(int failures) { return (250 * kNsPerMs) << std::min(failures - 1, 4); }

}  // namespace

// A host may end with plugins alive, its threads still at work on them: then only the engine goes. And it may
// call ModuleExit after that: hence one that holds nothing stays where no plugin is alive.
Supervisor& Supervisor::instance() {
  struct Kept {
    alignas(Supervisor) std::byte place[sizeof(Supervisor)];
    Supervisor* supervisor = new (place) Supervisor;
    ~Kept() {
      if (supervisor->isUsed()) {
        supervisor->endThread();
      } else {
        supervisor->~Supervisor();
        new (place) Supervisor;
      }
    }
  };
  static Kept kept;
  return *kept.supervisor;
}

Supervisor::~Supervisor() { stop(); }

int Supervisor::open() {
  const std::lock_guard<std::mutex> lock(mutex_);
  try {
    if (segment_ == nullptr) {
      segment_ = std::make_unique<Segment>();
    }
    begin();
  } catch (const std::system_error& e) {
    problem_ = std::string("no memory or thread for an engine: ") + e.what();
    return -1;
  }
  const auto place = std::find(open_.begin(), open_.end(), false);
  if (place == open_.end()) {
    return -1;
  }
  *place = true;
  ++opened_;
  changed_.notify_all();
  const int slot = static_cast<int>(place - open_.begin());
  segment_->populate(slot);
  return slot;
}

void Supervisor::begin() {
  if (!thread_.joinable()) {
    stopping_ = false;
    hope_ = true;
    thread_ = std::thread(&Supervisor::run, this);
  }
}

void Supervisor::close(int slot) {
  const std::lock_guard<std::mutex> lock(mutex_);
  segment_->releaseRings(slot);
  open_[static_cast<std::size_t>(slot)] = false;
  --opened_;
}

std::string Supervisor::problem() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return problem_;
}

void Supervisor::say(const std::string& problem) {
  const std::lock_guard<std::mutex> lock(mutex_);
  problem_ = problem;
}

void Supervisor::add(Ticked* client) {
  {
    const std::lock_guard<std::mutex> lock(clientsMutex_);
    clients_.push_back(client);
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  try {
    begin();
  } catch (const std::system_error&) {
    // open() tries again, and tells of it
  }
}

void Supervisor::remove(Ticked* client) {
  std::unique_lock<std::mutex> lock(clientsMutex_);
  clients_.erase(std::remove(clients_.begin(), clients_.end(), client), clients_.end());
  ticked_.wait(lock, [&] { return ticking_ != client || isOwnThread(); });
}

// Without the lock while a client is at work, which may call its host. Where that removes one, another may
// have to wait for the next round.
void Supervisor::tickAll() {
  std::unique_lock<std::mutex> lock(clientsMutex_);
  for (std::size_t i = 0; i < clients_.size(); ++i) {
    ticking_ = clients_[i];
    lock.unlock();
    try {
      ticking_->tick();
    } catch (const std::exception& e) {
      say(std::string("the plugin failed: ") + e.what());
    }
    lock.lock();
    ticking_ = nullptr;
    ticked_.notify_all();
  }
}

bool Supervisor::isUsed() {
  const std::lock_guard<std::mutex> lock(clientsMutex_);
  return !clients_.empty();
}

void Supervisor::stop() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (opened_ > 0) {
      return;
    }
  }
  endThread();
  segment_.reset();
}

void Supervisor::endThread() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!thread_.joinable()) {
      return;
    }
    stopping_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

void Supervisor::run() {
  own_ = std::this_thread::get_id();
  lastLook_ = nowNs();
  idleSince_ = lastLook_;
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    supervise();
    tickAll();
    lock.lock();
    changed_.wait_for(lock, kTick, [this] { return stopping_; });
  }
  lock.unlock();
  hope_ = false;
  engine_.reset();
  up_ = false;
  if (starts_ > 0 || failures_ > 0) {
    scratch::remove();
  }
  own_ = std::thread::id();  // another may be given the same one
}

void Supervisor::supervise() {
  const std::int64_t now = nowNs();
  bool needed;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    needed = opened_ > 0;
  }
  idleSince_ = needed ? now : idleSince_;
  if (engine_ == nullptr) {
    if (needed && now >= retryAt_) {
      start();
    }
    lastLook_ = nowNs();
    return;
  }
  log_.add(engine_->takeErrors());
  if (now - idleSince_ > kLingerNs) {
    engine_.reset();
    up_ = false;
    segment_->forgetEngine();
    scratch::remove();
    log_.note("engine ended, as no plugin is left");
    return;
  }
  if (engine_->hasEnded()) {
    endOf(*engine_, engine_->end());
  } else if (isHung()) {
    engine_->kill();
    endOf(*engine_, up_ ? "no sign of life" : "did not come up");
  }
}

void Supervisor::start() {
  if (failures_ == 0) {
    hope_ = true;
  }
  std::string problem = engineProblem();
  if (problem.empty()) {
    try {
      log_.forgetLastLine();
      scratch::renew();
      engine_ = std::make_unique<EngineProcess>(engineCommand(), segment_->descriptor());
      ++starts_;
      log_.note("engine " + std::to_string(engine_->id()) + " started");
      up_ = false;
      startedAt_ = nowNs();
      silentNs_ = 0;
      beat_ = 0;
      return;
    } catch (const std::exception& e) {
      problem = std::string("the engine can't be started: ") + e.what();
    }
  }
  ++failures_;
  retryAt_ = nowNs() + backOffNs(failures_);
  hope_ = false;
  if (failures_ == 1) {
    log_.note(problem);
  }
  say(problem);
}

void Supervisor::endOf(EngineProcess& engine, const std::string& how) {
  log_.add(engine.takeErrors());
  const std::string what = "engine " + std::to_string(engine.id()) + " ended: " + how;
  log_.note(what);
  up_ = up_ || header().engineVersion.load(std::memory_order_acquire) == ring::kVersion;
  failures_ = up_ && nowNs() - startedAt_ > kLongLifeNs ? 0 : failures_ + 1;
  retryAt_ = failures_ == 0 ? 0 : nowNs() + backOffNs(failures_);
  hope_ = up_;
  say(log_.lastLine().empty() ? what : what + ": " + log_.lastLine());
  engine_.reset();
  up_ = false;
  segment_->forgetEngine();
}

bool Supervisor::isHung() {
  const std::int64_t now = nowNs();
  silentNs_ += std::min(now - lastLook_, kMostSilencePerLookNs);
  lastLook_ = now;
  const std::uint64_t beat = header().heartbeat.load(std::memory_order_acquire);
  if (beat != beat_) {
    beat_ = beat;
    silentNs_ = 0;
  }
  if (!up_ && header().engineVersion.load(std::memory_order_acquire) == ring::kVersion) {
    up_ = true;
    silentNs_ = 0;
    hope_ = true;
    say("");
  }
  return silentNs_ > (up_ ? kHungAfterNs : kUpWithinNs);
}

}  // namespace liminal
