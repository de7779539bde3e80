#include "parameters.h"

#include <doctest/doctest.h>

#include <set>

#include "stft_profile.h"

using namespace liminal;

TEST_CASE("parameters have ids of their own, below the ring's room") {
  std::set<std::uint32_t> ids;
  for (const Parameter& parameter : hostParameters()) {
    CHECK(ids.insert(parameter.id).second);
    CHECK(parameter.id < kParameterIds);
    CHECK(parameter.least <= parameter.neutral);
    CHECK(parameter.neutral <= parameter.most);
  }
  CHECK(ids.size() == std::size(kControls) + 6 + 2 * kLatents + 4);
}

TEST_CASE("values survive the way to a host and back") {
  for (const Parameter& parameter : hostParameters()) {
    CAPTURE(titleOf(parameter));
    for (const double n : {0.0, 0.001, 0.25, 0.5, 0.9, 1.0}) {
      const float plain = plainOf(parameter, n);
      CHECK(plain >= parameter.least);
      CHECK(plain <= parameter.most);
      CHECK(plainOf(parameter, normalisedOf(parameter, plain)) == doctest::Approx(plain).epsilon(1e-5));
    }
    CHECK(normalisedOf(parameter, parameter.neutral) >= 0);
  }
}

TEST_CASE("nonsense stays within the range") {
  const Parameter& gain = *findParameter(12);
  CHECK(plainOf(gain, std::nan("")) == -60);
  CHECK(plainOf(gain, -7) == -60);
  CHECK(plainOf(gain, 7) == 24);
  CHECK(normalisedOf(gain, std::nan("")) == 0);
  CHECK(findParameter(600) == nullptr);
}

TEST_CASE("texts are read back") {
  double plain = 0;
  const Parameter& gain = *findParameter(12);
  CHECK(plainFromText(gain, " -6.5 dB ", plain));
  CHECK(plain == -6.5);
  CHECK(plainFromText(gain, "+3", plain));
  CHECK(plain == 3);
  CHECK(plainFromText(gain, "1000", plain));
  CHECK(plain == 24);
  CHECK_FALSE(plainFromText(gain, "loud", plain));
  CHECK_FALSE(plainFromText(gain, "", plain));
  CHECK_FALSE(plainFromText(gain, "3 ms", plain));
  CHECK(plainFromText(*findParameter(kBypass), "On", plain));
  CHECK(plain == 1);
}

TEST_CASE("the profiles' delays are those of the README") {
  CHECK(kProfiles[0].latencySamples(48000) == 255);
  CHECK(kProfiles[1].latencySamples(44100) == 943);
  CHECK(kProfiles[1].latencySamples(48000) == 1023);
  CHECK(kProfiles[1].latencySamples(88200) == 1879);
  CHECK(kProfiles[2].latencySamples(96000) == 4095);
}
