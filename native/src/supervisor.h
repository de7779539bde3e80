// Keeps one engine process alive for all plugin instances of this process.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "engine_log.h"
#include "engine_process.h"
#include "segment.h"

namespace liminal {

// A thread of its own, begun with the first client, starts, watches and restarts the engine, from the first
// slot that is opened to a while after the last is closed. All methods may be called from any thread but the
// audio thread.
class Supervisor {
 public:
  // Something with work to do now and then, off the audio thread.
  class Ticked {
   public:
    virtual void tick() = 0;

   protected:
    ~Ticked() = default;
  };

  static Supervisor& instance();

  Supervisor() = default;
  ~Supervisor();  // once all slots are closed

  // A slot for one plugin instance, or -1 when none is left or there is no memory; problem() says why.
  int open();
  void close(int slot);

  ring::Slot& slot(int index) { return segment_->slot(index); }
  ring::Header& header() { return segment_->header(); }

  // Whether an engine is there or on its way; false ends all waiting for it.
  const std::atomic<bool>& hope() const { return hope_; }

  // One line on what keeps an engine from working, or empty.
  std::string problem() const;

  // Engines that have been started so far.
  int starts() const { return starts_.load(); }

  void add(Ticked* client);
  // Once this returns the client is not being called, unless it is what calls this.
  void remove(Ticked* client);

  // Whether this is called by a client's tick(): the engine can't be restarted before that returns.
  bool isOwnThread() const { return std::this_thread::get_id() == own_.load(); }

  // Ends the engine and the thread, unless a slot is open; both begin again with the next add() or open().
  void stop();

 private:
  void begin();  // holding mutex_
  bool isUsed();
  void endThread();
  void run();
  void tickAll();
  void supervise();
  void start();
  void endOf(EngineProcess& engine, const std::string& how);
  bool isHung();
  void say(const std::string& problem);

  std::unique_ptr<Segment> segment_;
  std::atomic<bool> hope_{false};
  std::atomic<int> starts_{0};

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::array<bool, ring::kSlots> open_{};
  int opened_ = 0;
  bool stopping_ = false;
  std::string problem_;
  std::thread thread_;

  std::mutex clientsMutex_;  // guards what follows
  std::condition_variable ticked_;
  std::vector<Ticked*> clients_;
  Ticked* ticking_ = nullptr;

  std::atomic<std::thread::id> own_{};

  // the thread's own
  std::unique_ptr<EngineProcess> engine_;
  EngineLog log_;
  bool up_ = false;
  int failures_ = 0;
  std::uint64_t beat_ = 0;
  std::int64_t silentNs_ = 0;
  std::int64_t lastLook_ = 0;
  std::int64_t startedAt_ = 0;
  std::int64_t retryAt_ = 0;
  std::int64_t idleSince_ = 0;
};

}  // namespace liminal
