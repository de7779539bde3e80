package audio.liminal.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodFinderTest {
  @ParameterizedTest
  @CsvSource({
    "48000, 60", "48000, 110", "48000, 441.7", "48000, 1234.5", "48000, 2900",
    "44100, 82.4", "44100, 2500", "96000, 55", "96000, 880", "96000, 2900"
  })
  void shouldFindAPeriodAndWhatDoesNotRepeat(int rate, double hz) {
    float[][] tone = {new float[rate / 4], new float[rate / 4]};
    for (int n = 0; n < tone[0].length; n++) {
      for (int partial = 1; partial <= 5; partial++) {
        tone[0][n] += (float) (0.2 / partial * Math.cos(2 * Math.PI * hz * partial * n / rate));
      }
      tone[1][n] = -tone[0][n];
    }
    StftGeometry geometry = StftProfile.STUDIO.at(rate);
    PeriodFinder finder = found(geometry, tone);
    double period = rate / hz;
    assertEquals(period, finder.periodSamples(), 0.003 * period);
    assertEquals(1, finder.clarity(), 0.06);
    float[][] rest = new float[2][geometry.analysisSamples()];
    finder.writeRest(rest);
    assertTrue(energy(rest[0]) < 0.02 * energy(windowed(geometry, tone[0], geometry.hopSamples())));
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldHearNoPeriodInNoise(StftProfile profile) {
    Random random = new Random(7);
    float[][] noise = new float[1][12_000];
    for (int n = 0; n < noise[0].length; n++) {
      noise[0][n] = (float) random.nextGaussian();
    }
    float clarity = found(profile.at(48_000), noise).clarity();
    assertTrue(clarity < 0.5, "clarity " + clarity);
  }

  /** After all of a sound, in hops. */
  private static PeriodFinder found(StftGeometry geometry, float[][] sound) {
    PeriodFinder finder = new PeriodFinder(geometry, sound.length);
    int hop = geometry.hopSamples();
    for (int end = geometry.analysisSamples(); end <= sound[0].length; end += hop) {
      float[][] window = new float[sound.length][];
      for (int c = 0; c < sound.length; c++) {
        window[c] = windowed(geometry, sound[c], end);
      }
      finder.hear(window, hop);
    }
    finder.find();
    return finder;
  }

  private static float[] windowed(StftGeometry geometry, float[] sound, int end) {
    float[] analysis = geometry.analysis();
    float[] windowed = new float[analysis.length];
    int from = Math.max(0, end - analysis.length);
    for (int n = 0; n < windowed.length; n++) {
      windowed[n] = analysis[n] * sound[from + n];
    }
    return windowed;
  }

  private static double energy(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v * v;
    }
    return sum;
  }
}
