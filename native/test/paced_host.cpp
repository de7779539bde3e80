// Plays through the plugin in real time and says what it cost: a soak, and a test where it is short.
//
//   paced_host --bundle DIR.vst3 [--seconds 600] [--instances 1] [--block 64..2048|random] [--rate 48000]
//              [--kill-every S] [--burn CORES] [--choose PARAMETER=TEXT]...
//
// Fails on a forbidden call of the audio thread, silence, a leak, a crash, or, from 8 on, 60 MB and more for a further
// instance. Lateness is printed and not judged, as it is the machine's too.
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "clock.h"
#include "guard.h"
#include "host.h"
#include "machine.h"

namespace {

using liminal::kNsPerMs;
using liminal::kNsPerSecond;
using liminal::nowNs;

constexpr int kLargestBlock = 2048;
constexpr int kSmallestBlock = 64;
constexpr long kMostKiBPerInstance = 60'000;

struct Options {
  std::string bundle;
  double seconds = 600;
  double rate = 48000;
  double killEvery = 0;
  int instances = 1;
  int block = 0;  // 0: random
  int burn = 0;
  std::vector<std::pair<std::string, std::string>> choices;
};

Options parse(int count, char** words) {
  Options options;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string name = words[i];
    const std::string value = words[i + 1];
    if (name == "--bundle") {
      options.bundle = value;
    } else if (name == "--seconds") {
      options.seconds = std::stod(value);
    } else if (name == "--rate") {
      options.rate = std::stod(value);
    } else if (name == "--kill-every") {
      options.killEvery = std::stod(value);
    } else if (name == "--instances") {
      options.instances = std::stoi(value);
    } else if (name == "--block") {
      options.block = value == "random" ? 0 : std::stoi(value);
    } else if (name == "--burn") {
      options.burn = std::stoi(value);
    } else if (name == "--choose") {
      options.choices.emplace_back(value.substr(0, value.find('=')), value.substr(value.find('=') + 1));
    } else {
      throw std::runtime_error("unknown option " + name);
    }
  }
  if (options.bundle.empty()) {
    throw std::runtime_error("--bundle is missing");
  }
  return options;
}

// One instance with its buffers.
struct Track {
  host::Effect effect;
  std::vector<float> in[2];
  std::vector<float> out[2];
  float peak = 0;
  int quietSamples = 0;
  int longestQuiet = 0;

  explicit Track(host::Module& module) : effect(module) {
    for (int c = 0; c < 2; ++c) {
      in[c].resize(kLargestBlock);
      out[c].resize(kLargestBlock);
    }
  }

  void play(int count) {
    float* ins[2] = {in[0].data(), in[1].data()};
    float* outs[2] = {out[0].data(), out[1].data()};
    effect.out.clear();
    effect.process(ins, nullptr, outs, count);
  }

  // Noise never rests, so a run of zeros is a gap.
  void listen(int count) {
    for (int i = 0; i < count; ++i) {
      const float x = std::fabs(out[0][static_cast<std::size_t>(i)]);
      peak = std::max(peak, x);
      quietSamples = x == 0 ? quietSamples + 1 : 0;
      longestQuiet = std::max(longestQuiet, quietSamples);
    }
  }
};

class Soak {
 public:
  explicit Soak(const Options& options) : options_(options), module_(options.bundle) {}

  bool run() {
    measureInstances();
    std::vector<std::thread> burners;
    for (int i = 0; i < options_.burn; ++i) {
      burners.emplace_back([this] {
        while (!ended_) {
        }
      });
    }
    std::thread audio([this] { play(); });
    std::thread killer([this] { killEngines(); });
    audio.join();
    ended_ = true;
    killer.join();
    for (std::thread& burner : burners) {
      burner.join();
    }
    return report();
  }

 private:
  void measureInstances() {
    for (int i = 0; i < options_.instances; ++i) {
      auto track = std::make_unique<Track>(module_);
      track->effect.arrange(2, false);
      track->effect.setUp(options_.rate, kLargestBlock);
      for (const auto& [name, text] : options_.choices) {
        track->effect.choose(name, text);
      }
      track->effect.activate(true);
      tracks_.push_back(std::move(track));
      std::thread([this] { play(0.3); }).join();  // audio never runs on this thread
      memoryKiB_.push_back(memory());
    }
    for (auto& track : tracks_) {
      track->longestQuiet = track->quietSamples = 0;
    }
    lateBefore_ = late();
    blocks_ = 0;
    for (std::vector<std::int64_t>* times : {&shimNs_, &busyNs_}) {
      times->clear();
      times->reserve(static_cast<std::size_t>(options_.seconds * options_.rate / kSmallestBlock) * tracks_.size());
    }
  }

  static long memory() {
    long sum = machine::memoryKiB(getpid());
    for (const pid_t child : machine::children()) {
      sum += machine::memoryKiB(child);
    }
    return sum;
  }

  double late() {
    double sum = 0;
    for (auto& track : tracks_) {
      sum += track->effect.lateBlocks();
    }
    return sum;
  }

  void play() { play(options_.seconds); }

  void play(double seconds) {
    std::mt19937 random(1);
    const std::int64_t begin = nowNs();
    std::int64_t samples = 0;
    while (samples < seconds * options_.rate) {
      // sizes as of hosts: half of the blocks powers of two
      const int any = kSmallestBlock + static_cast<int>(random() % (kLargestBlock - kSmallestBlock + 1));
      const int count = options_.block != 0 ? options_.block : random() % 2 == 0 ? any : kSmallestBlock << random() % 6;
      for (auto& track : tracks_) {
        for (int i = 0; i < count; ++i) {
          const float x = (static_cast<float>(random() % 20001) - 10000.5f) / 40000;
          track->in[0][static_cast<std::size_t>(i)] = track->in[1][static_cast<std::size_t>(i)] = x;
        }
        const double morph = 0.5 + 0.5 * std::sin(static_cast<double>(samples) / options_.rate);
        track->effect.in.add(0, count / 2, morph);
        const std::int64_t busyBefore = threadNs();
        const std::int64_t before = nowNs();
        {
          const guard::Guarded guarded;
          track->play(count);
        }
        shimNs_.push_back(nowNs() - before);
        busyNs_.push_back(threadNs() - busyBefore);
        track->listen(count);
      }
      blocks_ += static_cast<std::int64_t>(tracks_.size());
      samples += count;
      sleepUntil(begin + static_cast<std::int64_t>(static_cast<double>(samples) * 1e9 / options_.rate));
    }
  }

  // What the thread computed: without what others took of the processor meanwhile.
  static std::int64_t threadNs() {
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * kNsPerSecond + now.tv_nsec;
  }

  static void sleepUntil(std::int64_t ns) {
    const timespec until{ns / kNsPerSecond, ns % kNsPerSecond};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
  }

  void killEngines() {
    std::int64_t next = nowNs() + static_cast<std::int64_t>(options_.killEvery * 1e9);
    while (!ended_ && options_.killEvery > 0) {
      usleep(20'000);
      if (nowNs() >= next) {
        for (const pid_t child : machine::children()) {
          kill(child, SIGKILL);
          ++kills_;
        }
        const std::int64_t killed = nowNs();
        for (const bool ready : {false, true}) {
          while (!ended_ && (tracks_.back()->effect.text("Status") == "ready") != ready) {
            usleep(5'000);
          }
        }
        if (!ended_) {
          restartNs_.push_back(nowNs() - killed);
        }
        next += static_cast<std::int64_t>(options_.killEvery * 1e9);
      }
    }
  }

  static void printPercentiles(const char* what, std::vector<std::int64_t>& ns) {
    std::sort(ns.begin(), ns.end());
    const auto at = [&ns](double p) {
      return static_cast<double>(ns[static_cast<std::size_t>(p * static_cast<double>(ns.size() - 1))]) / 1000;
    };
    std::printf("%s: %.1f us median, %.1f us 99 %%, %.1f us 99.9 %%, %.1f us max\n", what, at(0.5), at(0.99),
                at(0.999), at(1));
  }

  bool report() {
    std::printf("%.0f s, %d instance(s), %lld blocks\n", options_.seconds, options_.instances,
                static_cast<long long>(blocks_));
    printPercentiles("shim's computing", busyNs_);
    printPercentiles("shim from call to return", shimNs_);
    const double lateBlocks = late() - lateBefore_;
    std::printf("late blocks: %.0f (%.4f %%)\n", lateBlocks, 100 * lateBlocks / static_cast<double>(shimNs_.size()));
    int quiet = 0;
    float peak = 1;
    int ready = 0;
    for (auto& track : tracks_) {
      quiet = std::max(quiet, track->longestQuiet);
      peak = std::min(peak, track->peak);
      ready += track->effect.text("Status") == "ready" ? 1 : 0;
    }
    std::printf("longest run of zeros: %d samples; least peak of an instance: %.3f; %d of %d ready; last status: %s\n",
                quiet, static_cast<double>(peak), ready, options_.instances,
                tracks_.back()->effect.text("Status").c_str());
    std::printf("forbidden calls on the audio thread: %llu (%s)\n",
                static_cast<unsigned long long>(guard::violations()), guard::isArmed() ? "armed" : "not armed");
    long dearest = 0;
    for (std::size_t i = 1; i < memoryKiB_.size(); ++i) {
      dearest = std::max(dearest, memoryKiB_[i] - memoryKiB_[i - 1]);
    }
    const long average = memoryKiB_.size() < 2 ? 0 : (memoryKiB_.back() - memoryKiB_.front()) / static_cast<long>(memoryKiB_.size() - 1);
    std::printf("memory of host and engine: %ld MB with one instance, %ld MB more with each further (most: %ld MB)\n",
                memoryKiB_.front() / 1000, average / 1000, dearest / 1000);
    std::printf("engines killed: %d\n", kills_.load());
    if (!restartNs_.empty()) {
      printPercentiles("from kill to playing again", restartNs_);
    }
    const bool sound = quiet < 64 && peak > 0.01f;
    return sound && guard::violations() == 0 && (memoryKiB_.size() < 8 || average < kMostKiBPerInstance);
  }

  Options options_;
  host::Module module_;
  std::vector<std::unique_ptr<Track>> tracks_;
  std::vector<std::int64_t> shimNs_;
  std::vector<std::int64_t> busyNs_;
  std::vector<std::int64_t> restartNs_;  // the killer's, until it has ended
  std::vector<long> memoryKiB_;
  std::int64_t blocks_ = 0;
  double lateBefore_ = 0;
  std::atomic<int> kills_{0};
  std::atomic<bool> ended_{false};
};

bool leaks(int descriptors, const std::set<std::string>& files) {
  const int left = machine::openDescriptors() - descriptors;
  const std::size_t processes = machine::children().size();
  const int mappings = machine::sharedMappings();
  std::set<std::string> added;
  for (const std::string& file : machine::temporaryFiles()) {
    if (files.count(file) == 0) {
      added.insert(file);
    }
  }
  std::printf("left behind: %d descriptors, %zu processes, %d mappings, %zu files\n", left, processes, mappings,
              added.size());
  for (const std::string& file : added) {
    std::printf("  %s\n", file.c_str());
  }
  return left > 0 || processes > 0 || mappings > 0 || !added.empty();
}

}  // namespace

int main(int count, char** words) {
  try {
    const Options options = parse(count, words);
    const int descriptors = machine::openDescriptors();
    const std::set<std::string> files = machine::temporaryFiles();
    bool good;
    {
      Soak soak(options);
      good = soak.run();
    }
    good = !leaks(descriptors, files) && good;
    std::puts(good ? "passed" : "FAILED");
    return good ? 0 : 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "paced_host: %s\n", e.what());
    return 2;
  }
}
