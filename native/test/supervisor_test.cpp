#include "supervisor.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "bundle.h"
#include "clock.h"
#include "engine_choice.h"
#include "machine.h"

using namespace liminal;

namespace {

bool within(int ms, const std::function<bool()>& condition) {
  for (const std::int64_t end = nowNs() + ms * kNsPerMs; nowNs() < end;) {
    if (condition()) {
      return true;
    }
    usleep(2000);
  }
  return condition();
}

bool isUp(Supervisor& supervisor) { return supervisor.header().engineVersion.load() == ring::kVersion; }

}  // namespace

TEST_CASE("an engine is started with the first slot, and gone with the supervisor") {
  const int descriptors = machine::openDescriptors();
  {
    Supervisor supervisor;
    CHECK(machine::children().empty());
    const int slot = supervisor.open();
    REQUIRE(slot == 0);
    CHECK(within(5000, [&] { return isUp(supervisor); }));
    CHECK(machine::children().size() == 1);
    CHECK(machine::sharedMappings() == 1);
    supervisor.close(slot);
  }
  CHECK(machine::children().empty());
  CHECK(machine::sharedMappings() == 0);
  CHECK(machine::openDescriptors() == descriptors);
}

TEST_CASE("an engine has no Java options of the host's") {
  const char* const options[] = {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"};
  for (const char* one : options) {
    setenv(one, "-Xmx1k", 1);
  }
  Supervisor supervisor;
  const int slot = supervisor.open();
  CHECK(within(5000, [&] { return isUp(supervisor); }));
  std::ifstream environment("/proc/" + std::to_string(machine::children().at(0)) + "/environ");
  const std::string kept{std::istreambuf_iterator<char>(environment), {}};
  CHECK(kept.find("PATH=") != std::string::npos);
  CHECK(kept.find("-Xmx1k") == std::string::npos);
  for (const char* one : options) {
    unsetenv(one);
  }
  supervisor.close(slot);
}

TEST_CASE("there are 32 slots, and each is used again") {
  Supervisor supervisor;
  for (int i = 0; i < 32; ++i) {
    CHECK(supervisor.open() == i);
  }
  CHECK(supervisor.open() == -1);
  supervisor.close(7);
  CHECK(supervisor.open() == 7);
  for (int i = 0; i < 32; ++i) {
    supervisor.close(i);
  }
}

TEST_CASE("a slot's memory is there before an audio thread writes, also when it is used again") {
  Supervisor supervisor;
  for (int round = 0; round < 2; ++round) {
    const int slot = supervisor.open();
    REQUIRE(slot == 0);
    std::vector<unsigned char> pages(ring::kSlotBytes / 4096);
    REQUIRE(mincore(&supervisor.slot(slot), ring::kSlotBytes, pages.data()) == 0);
    CHECK(std::all_of(pages.begin(), pages.end(), [](unsigned char page) { return (page & 1) != 0; }));
    supervisor.close(slot);
  }
}

TEST_CASE("a killed engine is there again within two seconds") {
  Supervisor supervisor;
  const int slot = supervisor.open();
  REQUIRE(within(5000, [&] { return isUp(supervisor); }));
  for (int round = 0; round < 3; ++round) {
    const pid_t engine = machine::children().at(0);
    kill(engine, SIGKILL);
    CHECK(within(2000, [&] {
      const auto now = machine::children();
      return now.size() == 1 && now[0] != engine && isUp(supervisor);
    }));
    CHECK(within(1000, [&] { return supervisor.hope().load(); }));
  }
  supervisor.close(slot);
}

TEST_CASE("an engine without a sign of life is replaced") {
  const EngineChoice hanging = EngineChoice::standIn("--hang-after 200");
  Supervisor supervisor;
  const int slot = supervisor.open();
  REQUIRE(within(5000, [&] { return isUp(supervisor); }));
  CHECK(within(6000, [&] { return supervisor.starts() >= 2; }));
  supervisor.close(slot);
}

TEST_CASE("a client that fails is told of, and the others go on") {
  struct Failing : Supervisor::Ticked {
    void tick() override { throw std::runtime_error("as it was told"); }
  } failing;
  struct Counting : Supervisor::Ticked {
    std::atomic<int> ticks{0};
    void tick() override { ++ticks; }
  } counting;
  Supervisor supervisor;
  supervisor.add(&failing);
  supervisor.add(&counting);
  const int slot = supervisor.open();
  CHECK(within(5000, [&] { return counting.ticks > 2; }));
  CHECK(within(5000, [&] { return supervisor.problem().find("as it was told") != std::string::npos; }));
  supervisor.remove(&failing);
  supervisor.remove(&counting);
  supervisor.close(slot);
}

TEST_CASE("an engine that can't come up is told of, and no one waits for it") {
  const EngineChoice dying = EngineChoice::standIn("--die");
  Supervisor supervisor;
  const int slot = supervisor.open();
  CHECK(within(5000, [&] { return supervisor.problem().find("dies, as it was told") != std::string::npos; }));
  CHECK_FALSE(supervisor.hope());
  supervisor.close(slot);
}

TEST_CASE("a bundle in a folder with a colon, where Java can't run, is told of") {
  const EngineChoice bundled("");
  const std::string before = std::getenv("LIMINAL_RESOURCES");
  setenv("LIMINAL_RESOURCES", "/no:where", 1);
  CHECK(engineProblem().find("colon in its path: /no:where") != std::string::npos);
  setenv("LIMINAL_RESOURCES", before.c_str(), 1);
  CHECK(engineProblem().find("colon") == std::string::npos);
}

TEST_CASE("a program that isn't there is told of") {
  const EngineChoice none("/nowhere/engine");
  Supervisor supervisor;
  const int slot = supervisor.open();
  CHECK(within(5000, [&] { return supervisor.problem().find("/nowhere/engine") != std::string::npos; }));
  CHECK_FALSE(supervisor.hope());
  supervisor.close(slot);
}
