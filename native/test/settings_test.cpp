#include "settings.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "ring_layout.h"
#include "sha256.h"

using namespace liminal;

namespace {

const Catalogue& catalogue() {
  static const Catalogue scanned = Catalogue::scan(RESOURCES);
  return scanned;
}

float timbre(const std::string& name) {
  for (int i = 0; i < 256; ++i) {
    if (choiceName(kAnchor, i, catalogue()) == name) {
      return static_cast<float>(i);
    }
  }
  return -1;
}

}  // namespace

TEST_CASE("the catalogue holds the shipped models, the default first") {
  CHECK(catalogue().models.size() >= 6);
  CHECK(catalogue().models.at(0).name == "envelope");
  CHECK(catalogue().models.at(0).latents.size() == 28);
  CHECK(timbre("violin") >= kFirstTimbre);
}

TEST_CASE("models whose names are no text are left out") {
  const std::filesystem::path home = std::filesystem::temp_directory_path() / ("liminal-models-" + std::to_string(getpid()));
  for (const char* name : {"plain", "caf\xe9"}) {
    std::filesystem::create_directories(home / "models" / name);
    std::ofstream(home / "models" / name / "card.json") << "{}";
  }
  const Catalogue found = Catalogue::scan(home);
  std::filesystem::remove_all(home);
  REQUIRE(found.models.size() == 1);
  CHECK(found.models[0].name == "plain");
}

TEST_CASE("digests are those of the standard's examples") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000, 'a')) == "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
}

TEST_CASE("settings survive being written and read") {
  Settings settings(catalogue());
  PlainValues values = neutralValues();
  values[0] = 0.75f;
  values[12] = -6;
  values[kAnchor] = timbre("violin");
  values[kProfile] = 2;
  values[kModel] = 1;
  values[kLatentBase + 3] = 1.5f;
  values[kLatentBase + 4 * kLatents + 5] = 1;
  Settings other(catalogue());
  PlainValues read{};
  REQUIRE(other.read(settings.write(values), read));
  CHECK(read == values);
}

TEST_CASE("what is not known is kept") {
  Settings settings(catalogue());
  PlainValues values{};
  REQUIRE(settings.read(R"({"format":"liminal-preset","version":2,"modulation":{"sources":[1]},
      "target":{"corners":[{"name":"a","anchor":[0.5]},{"timbre":"violin"}]}})", values));
  CHECK(values[kAnchor] == kPresetTarget);
  const std::string written = settings.write(values);
  CHECK(written.find("modulation") != std::string::npos);
  CHECK(written.find("\"anchor\":[0.5]") != std::string::npos);
}

TEST_CASE("a missing model is remembered by name") {
  Settings settings(catalogue());
  PlainValues values{};
  REQUIRE(settings.read(R"({"format":"liminal-preset","version":2,"model":{"name":"gone","sha256":"00"}})", values));
  CHECK(values[kModel] == kUnknownModel);
  CHECK(settings.modelName(values) == "gone");
  CHECK(settings.write(values).find("\"sha256\":\"00\"") != std::string::npos);
}

TEST_CASE("latents of a missing model and controls of a later version are kept until they are known") {
  const std::string name = catalogue().models[0].latents[3];
  std::string text = R"({"format":"liminal-preset","version":2,"model":{"name":"gone"},"controls":{"morph":0.5,"later":3},
      "latents":{"3":{"bias":2},")" + name + R"(":{"bias":1.5,"later":3}}})";
  Settings settings(catalogue());
  PlainValues values{};
  REQUIRE(settings.read(text, values));
  CHECK(values[0] == 0.5f);
  CHECK(values[kLatentBase + 2] == 2);
  CHECK(settings.request(values).find("later") == std::string::npos);
  text = settings.write(values);
  text.replace(text.find("gone"), 4, "envelope");
  REQUIRE(settings.read(text, values));
  CHECK(values[kLatentBase + 2] == 2);
  CHECK(values[kLatentBase + 3] == 1.5f);
  CHECK(settings.write(values).find(R"("controls":{"later":3,"morph":0.5})") != std::string::npos);
  values[0] = 0;
  values[kLatentBase + 3] = 0;
  text = settings.write(values);
  CHECK(text.find(R"("controls":{"later":3})") != std::string::npos);
  CHECK(text.find("\"" + name + R"(":{"later":3})") != std::string::npos);
}

TEST_CASE("a project keeps the digest of the weights it was made with") {
  const std::string old(64, '0');
  const auto made = [&old](const std::string& corner) {
    return R"({"format":"liminal-preset","version":2,"model":{"name":"envelope","sha256":")" + old +
           R"("},"target":{"corners":[{"timbre":"violin"},)" + corner + "]}}";
  };
  const auto hasOld = [&old](const std::string& text) { return text.find("\"sha256\":\"" + old) != std::string::npos; };
  const auto other = static_cast<float>(catalogue().model("full") - catalogue().models.data());
  Settings settings(catalogue());
  PlainValues values{};
  SUBCASE("where it has captured points, whatever the model") {
    REQUIRE(settings.read(made(R"({"name":"a","anchor":[0.5]})"), values));
    CHECK(hasOld(settings.request(values)));
    CHECK(hasOld(settings.write(values)));
    values[kModel] = other;
    CHECK(hasOld(settings.request(values)));
    values[kAnchor] = timbre("violin");  // in their place
    CHECK_FALSE(hasOld(settings.request(values)));
  }
  SUBCASE("where it has none, as long as the model is the same") {
    REQUIRE(settings.read(made(R"({"timbre":"choir"})"), values));
    CHECK(hasOld(settings.request(values)));
    values[kModel] = other;
    CHECK(settings.request(values).find(catalogue().model("full")->sha256) != std::string::npos);
  }
  SUBCASE("and none is made up for points whose weights it does not name") {
    REQUIRE(settings.read(R"({"format":"liminal-preset","version":2,"target":{"corners":[{"name":"a","anchor":[0.5]}]}})",
                          values));
    CHECK(settings.request(values).find("sha256") == std::string::npos);
  }
}

TEST_CASE("broken settings are refused and change nothing") {
  Settings settings(catalogue());
  PlainValues values = neutralValues();
  values[0] = 0.3f;
  const PlainValues before = values;
  for (const char* text :
       {"", "{", "[]", "null", R"({"format":"other","version":1})", R"({"format":"liminal-preset","version":3})", R"({"format":"liminal-preset","version":1})",
        R"({"format":"liminal-preset","version":2,"controls":{"morph":2}})",
        R"({"format":"liminal-preset","version":2,"controls":{"morph":"much"}})",
        R"({"format":"liminal-preset","version":2,"profile":"fast"})",
        R"({"format":"liminal-preset","version":2,"profile":3})",
        R"({"format":"liminal-preset","version":2,"latents":{"1":[]}})",
        R"({"format":"liminal-preset","version":2,"model":"envelope"})"}) {
    CAPTURE(text);
    CHECK_FALSE(settings.read(text, values));
    CHECK(values == before);
  }
  std::string deep = R"({"format":"liminal-preset","version":2,"x":)";
  deep += std::string(100000, '[') + std::string(100000, ']') + "}";
  CHECK_FALSE(settings.read(deep, values));
}

TEST_CASE("whatever is taken can be written and taken back") {
  const auto described = [](std::size_t bytes) {
    return R"({"format":"liminal-preset","version":2,"description":")" + std::string(bytes, 'a') + "\"}";
  };
  Settings settings(catalogue());
  PlainValues values{};
  CHECK_FALSE(settings.read(described(200000), values));
  REQUIRE(settings.read(described(199950), values));  // just so
  for (std::uint32_t id = 0; id < kParameterIds; ++id) {
    if (isControl(id)) {
      values[id] = plainOf(*findParameter(id), 0.1234567);
    }
  }
  const std::string text = settings.write(values);
  CHECK(text.size() > 200000);
  PlainValues read{};
  CHECK(settings.read(*openState(sealState(text)), read));
  CHECK(read == values);
  CHECK(settings.request(values).size() < ring::kRequestBytes);
}

TEST_CASE("an envelope is checked") {
  CHECK(openState(sealState("abc")) == "abc");
  CHECK(openState(sealState("abc") + "rest") == "abc");
  CHECK_FALSE(openState(""));
  CHECK_FALSE(openState("VstW12345678901234567890"));
  std::string later = sealState("abc");
  later[4] = 2;
  CHECK_FALSE(openState(later));
  CHECK_FALSE(openState(sealState("abc").substr(0, 14)));
}
