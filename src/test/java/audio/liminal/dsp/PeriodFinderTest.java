package audio.liminal.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodFinderTest {
  private float[][] windowed;

  @ParameterizedTest
  @CsvSource({
    "LIVE, 44100, 61.7",
    "LIVE, 48000, 440",
    "LIVE, 48000, 2793.8",
    "LIVE, 192000, 880",
    "STUDIO, 44100, 440",
    "STUDIO, 48000, 55",
    "STUDIO, 96000, 1318.5",
    "HQ, 44100, 1318.5",
    "HQ, 48000, 55",
    "HQ, 64000, 220"
  })
  void shouldFindATonesPeriod(StftProfile profile, int rate, double hz) {
    float[] tone = tone(rate, hz, 0.001);
    PeriodFinder finder = heard(profile.at(rate), tone, tone);
    assertEquals(rate / hz, finder.periodSamples(), 0.001 * rate / hz);
    assertTrue(finder.clarity() > 0.98, "clarity " + finder.clarity());
  }

  @Test
  void shouldFindNoPeriodInNoiseNorInSilence() {
    float[] noise = tone(48_000, 440, 5);
    assertTrue(heard(StftProfile.STUDIO.at(48_000), noise).clarity() < 0.5);
    assertEquals(0, heard(StftProfile.STUDIO.at(48_000), new float[48_000]).clarity());
  }

  @Test
  void shouldCountTrebleAsPartOfWhatRepeats() {
    int rate = 48_000;
    float[] tone = tone(rate, 440, 0);
    Random random = new Random(3);
    float before = 0;
    for (int n = 0; n < tone.length; n++) {
      float noise = (float) random.nextGaussian();
      tone[n] += 0.1f * (noise - before);
      before = noise;
    }
    float clarity = heard(StftProfile.STUDIO.at(rate), tone).clarity();
    assertTrue(clarity > 0.6 && clarity < 0.9, "clarity " + clarity);
  }

  @ParameterizedTest
  @CsvSource({"LIVE, 48000", "STUDIO, 44100", "HQ, 96000"})
  void shouldTakeTheRestFromBetweenPeriods(StftProfile profile, int rate) {
    float[] noisy = tone(rate, 440, 0.01);
    StftGeometry geometry = profile.at(rate);
    PeriodFinder finder = heard(geometry, noisy);
    float[][] rest = new float[1][geometry.analysisSamples()];
    finder.writeRest(rest);
    double window = 0;
    for (float w : geometry.analysis()) {
      window += 1e-4 * w * w;
    }
    assertEquals(1, energy(rest[0]) / window, 0.35, "power of the noise that was put in");
    assertTrue(energy(windowed[0]) > 100 * energy(rest[0]));
  }

  private PeriodFinder heard(StftGeometry geometry, float[]... channels) {
    PeriodFinder finder = new PeriodFinder(geometry, channels.length);
    Stft stft =
        new Stft(
            geometry,
            channels.length,
            0,
            (spectra, samples) -> {
              windowed = samples;
              finder.hear(samples);
            });
    stft.analyse(channels, channels[0].length);
    finder.find();
    return finder;
  }

  private static double energy(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v * v;
    }
    return sum;
  }

  private static float[] tone(int rate, double hz, double noise) {
    Random random = new Random(5);
    float[] sound = new float[rate / 2];
    for (int n = 0; n < sound.length; n++) {
      sound[n] = (float) (noise * random.nextGaussian());
      for (int k = 1; k <= 5 && k * hz < 10_000; k++) {
        sound[n] += (float) (0.2 / k * Math.sin(2 * Math.PI * k * hz * n / rate));
      }
    }
    return sound;
  }
}
