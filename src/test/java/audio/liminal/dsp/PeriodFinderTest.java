package audio.liminal.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodFinderTest {
  private static final int RATE = 48_000;

  @ParameterizedTest
  @ValueSource(doubles = {87.3, 110, 261.6, 440, 1318.5, 2093})
  void shouldFindATonesPeriod(double hz) {
    PeriodFinder finder = hear(StftProfile.STUDIO.at(RATE), tone(hz, 8, 1));
    assertEquals(1, finder.periodSamples() * hz / RATE, 0.004);
    assertTrue(finder.clarity() > 0.97, "clarity " + finder.clarity());
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldHearATonesRestAsNextToNothing(StftProfile profile) {
    StftGeometry geometry = profile.at(44_100);
    float[][] tone = tone(310, 6, 2);
    PeriodFinder finder = hear(geometry, tone);
    float[][] rest = new float[2][geometry.analysisSamples()];
    finder.writeRest(rest);
    double windowed = 0;
    for (int n = 0; n < geometry.analysisSamples(); n++) {
      float w = geometry.analysis()[n];
      windowed += w * w * tone[1][n] * tone[1][n];
    }
    assertTrue(energy(rest[1]) < 1e-3 * windowed, energy(rest[1]) + " of " + windowed);
  }

  @Test
  void shouldHearTheNoiseBesideATone() {
    StftGeometry geometry = StftProfile.HQ.at(RATE);
    float[][] sound = tone(220, 4, 1);
    float[][] noise = noise(1, 0.05);
    for (int n = 0; n < RATE; n++) {
      sound[0][n] += noise[0][n];
    }
    float[][] rest = new float[1][geometry.analysisSamples()];
    hear(geometry, sound).writeRest(rest);
    double expected = 0;
    for (float w : geometry.analysis()) {
      expected += w * w * 0.05 * 0.05;
    }
    assertEquals(0.9, energy(rest[0]) / expected, 0.2, "a little less between two samples");
  }

  @Test
  void shouldHearNoPeriodInNoiseOrSilence() {
    assertTrue(hear(StftProfile.STUDIO.at(RATE), noise(2, 0.1)).clarity() < 0.5);
    PeriodFinder silent = hear(StftProfile.STUDIO.at(RATE), new float[1][RATE]);
    assertEquals(0, silent.periodSamples());
    assertEquals(0, silent.clarity());
  }

  @Test
  void shouldForgetWhenReset() {
    StftGeometry geometry = StftProfile.STUDIO.at(RATE);
    PeriodFinder finder = hear(geometry, tone(440, 3, 1));
    finder.reset();
    finder.hear(new float[1][geometry.analysisSamples()]);
    assertEquals(0, finder.clarity());
  }

  private static PeriodFinder hear(StftGeometry geometry, float[][] sound) {
    PeriodFinder finder = new PeriodFinder(geometry, sound.length);
    Stft stft = new Stft(geometry, sound.length, 0, (spectra, windowed) -> finder.hear(windowed));
    stft.analyse(sound, RATE / geometry.hopSamples() / 2 * geometry.hopSamples());
    return finder;
  }

  private static float[][] tone(double hz, int partials, int channels) {
    float[][] tone = new float[channels][RATE];
    for (int c = 0; c < channels; c++) {
      for (int n = 0; n < RATE; n++) {
        for (int k = 1; k <= partials; k++) {
          double phase = 2 * Math.PI * hz * k * n / (channels == 1 ? RATE : 44_100) + k * k + c;
          tone[c][n] += (float) (0.2 / k * Math.sin(phase));
        }
      }
    }
    return tone;
  }

  private static float[][] noise(int channels, double deviation) {
    Random random = new Random(5);
    float[][] noise = new float[channels][RATE];
    for (float[] samples : noise) {
      for (int n = 0; n < RATE; n++) {
        samples[n] = (float) (deviation * random.nextGaussian());
      }
    }
    return noise;
  }

  private static double energy(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v * v;
    }
    return sum;
  }
}
