package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PitchGuardTest {
  private static final int RATE = 48_000;
  private static final SpectrumGrid GRID = new SpectrumGrid(RATE / 1024.0, 513);

  private final float[] power = new float[GRID.bins()];

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldKeepLiftedNoiseFromDrowningATone(StftProfile profile) {
    PitchGuard guard = hear(profile, sound(440, 0.003, 1, 0.5, 0.3));
    float[] gains = tilt(-20, 40);
    double drowned = share(gains, bin(2000), GRID.bins());
    assertTrue(drowned > 0.5, "without a guard " + drowned);
    guard.apply(power, gains, 1);
    double held = share(gains, bin(2000), GRID.bins());
    assertTrue(held < 0.2, "still " + held);
  }

  @Test
  void shouldLeaveNoiseAloneWhereThereIsNoTone() {
    PitchGuard guard = hear(StftProfile.STUDIO, sound(440, 0.1));
    float[] gains = tilt(-20, 40);
    guard.apply(power, gains, 1);
    assertArrayEquals(tilt(-20, 40), gains, 0);
  }

  @Test
  void shouldNeverLowerWhatIsNotLifted() {
    PitchGuard guard = hear(StftProfile.STUDIO, sound(440, 0.003, 1, 0.5, 0.3));
    float[] gains = new float[GRID.bins()];
    Arrays.fill(gains, 0.5f);
    float[] before = gains.clone();
    guard.apply(power, gains, 1);
    assertArrayEquals(before, gains, 1e-3f);
  }

  @Test
  void shouldKeepAFundamentalBeforeItsOctave() {
    PitchGuard guard = hear(StftProfile.STUDIO, sound(500, 1e-4, 1, 0.5));
    float[] gains = new float[GRID.bins()];
    Arrays.fill(gains, 1);
    Arrays.fill(gains, 0, bin(750), 0.05f);
    assertTrue(share(gains, 0, bin(750)) < 0.02);
    guard.apply(power, gains, 1);
    assertEquals(0.2, share(gains, 0, bin(750)), 0.03);
  }

  @Test
  void shouldChangeNothingAtStrengthZeroOrWhenReset() {
    PitchGuard guard = hear(StftProfile.STUDIO, sound(440, 0.003, 1, 0.5, 0.3));
    float[] gains = tilt(-20, 40);
    guard.apply(power, gains, 0);
    assertArrayEquals(tilt(-20, 40), gains, 0);
    guard.reset();
    guard.apply(power, gains, 1);
    assertArrayEquals(tilt(-20, 40), gains, 0);
  }

  private PitchGuard hear(StftProfile profile, float[] sound) {
    StftGeometry geometry = profile.at(RATE);
    GridMapper mapper = new GridMapper(geometry, GRID);
    PitchGuard guard = new PitchGuard(geometry, GRID, mapper, 1);
    Stft stft =
        new Stft(
            geometry,
            1,
            0,
            (spectra, windowed) -> {
              mapper.power(spectra, windowed, 0, 1, power);
              guard.hear(windowed, power);
            });
    stft.analyse(new float[][] {sound}, sound.length);
    return guard;
  }

  /** The share of the power, after gains, that lies from a bin to another. */
  private double share(float[] gains, int from, int to) {
    double all = 0;
    double inside = 0;
    for (int k = 0; k < gains.length; k++) {
      double out = power[k] * gains[k] * gains[k];
      all += out;
      inside += k >= from && k < to ? out : 0;
    }
    return inside / all;
  }

  private static int bin(double hz) {
    return (int) Math.round(hz / GRID.spacingHz());
  }

  /** Gains that rise evenly from the bottom to 10 kHz and stay there. */
  private static float[] tilt(double lowDb, double highDb) {
    float[] gains = new float[GRID.bins()];
    for (int k = 0; k < gains.length; k++) {
      double way = Math.min(1, k / (double) bin(10_000));
      gains[k] = (float) Math.pow(10, (lowDb + way * (highDb - lowDb)) / 20);
    }
    return gains;
  }

  private static float[] sound(double hz, double noise, double... partials) {
    Random random = new Random(7);
    float[] sound = new float[RATE / 2];
    for (int n = 0; n < sound.length; n++) {
      sound[n] = (float) (noise * random.nextGaussian());
      for (int k = 0; k < partials.length; k++) {
        sound[n] += (float) (0.2 * partials[k] * Math.sin(2 * Math.PI * hz * (k + 1) * n / RATE));
      }
    }
    return sound;
  }
}
