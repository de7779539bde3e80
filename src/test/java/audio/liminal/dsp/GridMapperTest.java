package audio.liminal.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GridMapperTest {
  private static final SpectrumGrid GRID = new SpectrumGrid(48_000 / 1024.0, 513);

  @ParameterizedTest
  @CsvSource({
    "LIVE, 44100",
    "LIVE, 48000",
    "LIVE, 88200",
    "LIVE, 96000",
    "LIVE, 192000",
    "STUDIO, 44100",
    "STUDIO, 48000",
    "STUDIO, 176400",
    "STUDIO, 96000"
  })
  void shouldPutAFullScaleSineAtZeroDecibels(StftProfile profile, int rate) {
    float[] power = powerOfSine(profile, rate, 100 * GRID.spacingHz(), 1);
    assertEquals(0, Decibels.ofPower(power[100]), 0.02);
    assertTrue(Decibels.ofPower(power[160]) < -60);
  }

  @ParameterizedTest
  @ValueSource(ints = {44_100, 88_200, 96_000, 176_400, 192_000})
  void shouldSeeTheSameSpectrumAtEveryRate(int rate) {
    double hz = 73.37 * GRID.spacingHz();
    for (StftProfile profile : StftProfile.values()) {
      float[] expected = powerOfSine(profile, 48_000, hz, 1);
      float[] found = powerOfSine(profile, rate, hz, 1);
      for (int k = 72; k <= 75; k++) {
        assertEquals(
            Decibels.ofPower(expected[k]), Decibels.ofPower(found[k]), 0.3, profile + " bin " + k);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"48000", "44100"})
  void shouldAverageTheChannels(int rate) {
    StftGeometry geometry = StftProfile.STUDIO.at(rate);
    float[] silent = new float[geometry.analysisSamples()];
    float[] mono = power(geometry, sine(geometry, 4000, 1), sine(geometry, 4000, 1));
    float[] left = power(geometry, sine(geometry, 4000, 1), silent);
    float[] inverted = power(geometry, sine(geometry, 4000, 1), sine(geometry, 4000, -1));
    int k = (int) Math.round(4000 / GRID.spacingHz());
    assertEquals(0.5, left[k] / mono[k], 1e-3);
    assertEquals(1, inverted[k] / mono[k], 1e-3);
  }

  @ParameterizedTest
  @CsvSource({"LIVE, 44100", "STUDIO, 48000", "HQ, 48000", "HQ, 96000", "LIVE, 88200"})
  void shouldCarryASmoothGainToTheBins(StftProfile profile, int rate) {
    StftGeometry geometry = profile.at(rate);
    float[] grid = new float[GRID.bins()];
    for (int k = 0; k < grid.length; k++) {
      grid[k] = 1 + 0.02f * k;
    }
    float[] packed = new float[geometry.fftSize()];
    new GridMapper(geometry, GRID).gains(grid, packed);
    double top = Math.min(GRID.topHz() - GRID.spacingHz(), rate / 2.0);
    for (int k = 0; k * geometry.binSpacingHz() <= top; k++) {
      assertEquals(
          1 + 0.02 * k * geometry.binSpacingHz() / GRID.spacingHz(),
          packed[k < geometry.bins() - 1 ? 2 * k : 1],
          1e-3,
          "bin " + k);
    }
    if (rate / 2 > 26_500) {
      assertEquals(1, packed[2 * (int) (26_100 / geometry.binSpacingHz())]);
    }
  }

  private static float[] powerOfSine(StftProfile profile, int rate, double hz, double amplitude) {
    StftGeometry geometry = profile.at(rate);
    float[] x = sine(geometry, hz, amplitude);
    return power(geometry, x, x);
  }

  private static float[] sine(StftGeometry geometry, double hz, double amplitude) {
    float[] x = new float[geometry.analysisSamples()];
    for (int n = 0; n < x.length; n++) {
      double phase = 2 * Math.PI * hz * n / geometry.sampleRateHz();
      x[n] = (float) (amplitude * Math.sin(phase + 0.3)) * geometry.analysis()[n];
    }
    return x;
  }

  private static float[] power(StftGeometry geometry, float[] left, float[] right) {
    float[][] windowed = {left, right};
    float[][] spectra = new float[2][];
    for (int c = 0; c < 2; c++) {
      spectra[c] = java.util.Arrays.copyOf(windowed[c], geometry.fftSize());
      new Fft(geometry.fftSize()).forward(spectra[c]);
    }
    float[] power = new float[GRID.bins()];
    new GridMapper(geometry, GRID).power(spectra, windowed, 0, 2, power);
    return power;
  }
}
