// The real bundle with stand-in engines that fail in every way: audio goes on.
#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <cmath>

#include "engine_choice.h"
#include "host.h"
#include "machine.h"

using namespace host;

namespace {

// A host process of its own as it were: the module is loaded anew, with this engine.
struct Session {
  const EngineChoice choice;
  std::unique_ptr<Module> module;
  std::unique_ptr<Effect> effect;
  std::vector<float> in = std::vector<float>(480, 0.5f);

  explicit Session(const std::string& engine) : choice(engine) {
    module = std::make_unique<Module>(BUNDLE);
    effect = std::make_unique<Effect>(*module);
    effect->arrange(2, false);
    effect->setUp(48000, 480);
    effect->activate(true);
  }
  ~Session() {
    effect.reset();
    module.reset();
  }

  // Plays in real time; the last sample heard.
  float play(int blocks) {
    std::vector<float> out(480);
    for (int b = 0; b < blocks; ++b) {
      float* ins[2] = {in.data(), in.data()};
      float* outs[2] = {out.data(), out.data()};
      effect->process(ins, nullptr, outs, 480);
      for (const float x : out) {
        REQUIRE(std::isfinite(x));
      }
      usleep(10'000);
    }
    return out.back();
  }

  bool comesBack(float wanted, int seconds) {
    for (int i = 0; i < seconds * 10; ++i) {
      if (play(10) == wanted) {
        return true;
      }
    }
    return false;
  }
};

}  // namespace

TEST_CASE("a killed engine leaves dry audio, and the next one is heard") {
  Session session(STAND_IN);
  CHECK(session.play(20) == 0.25f);
  kill(machine::children().at(0), SIGKILL);
  CHECK(session.comesBack(0.5f, 2));
  CHECK(session.comesBack(0.25f, 4));
  CHECK(session.effect->lateBlocks() > 0);
}

TEST_CASE("an engine that hangs is replaced") {
  Session session(std::string(STAND_IN) + " --hang-after 500");
  CHECK(session.play(10) == 0.25f);
  CHECK(session.comesBack(0.5f, 3));
  CHECK(session.comesBack(0.25f, 6));
}

TEST_CASE("an engine that refuses leaves dry audio, and its reason is told") {
  Session session(std::string(STAND_IN) + " --refuse");
  CHECK(session.play(20) == 0.5f);
  CHECK(session.effect->text("Status") == "dry: refused, as it was told");
}

TEST_CASE("an engine that can't start leaves dry audio, and its last words are told") {
  Session session(std::string(STAND_IN) + " --die");
  CHECK(session.play(20) == 0.5f);
  CHECK(session.effect->text("Status").find("dies, as it was told") != std::string::npos);
}

TEST_CASE("a bundle without an engine says what is missing") {
  Session session("/nowhere/java");
  CHECK(session.play(20) == 0.5f);
  CHECK(session.effect->text("Status").find("/nowhere/java") != std::string::npos);
}

TEST_CASE("an engine that writes nonsense does no harm") {
  Session session(std::string(STAND_IN) + " --garbage");
  for (int i = 0; i < 20; ++i) {
    session.play(5);
    session.effect->text("Status");
    session.effect->state();
  }
}

TEST_CASE("nothing is left when the module is gone") {
  const int descriptors = machine::openDescriptors();
  {
    Session session(STAND_IN);
    session.play(5);
    CHECK(machine::children().size() == 1);
  }
  CHECK(machine::children().empty());
  CHECK(machine::sharedMappings() == 0);
  CHECK(machine::openDescriptors() == descriptors);
}
