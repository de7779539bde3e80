package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
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
    float[] noisy = sound(440, 0.003, 1, 0.5, 0.3);
    double held = share(guarded(profile, noisy, tilt(-20, 40), 1), bin(2000), GRID.bins());
    double drowned = share(tilt(-20, 40), bin(2000), GRID.bins());
    assertTrue(drowned > 0.5, "without a guard " + drowned);
    assertTrue(held < drowned / 2, "still " + held);
  }

  @Test
  void shouldLeaveNoiseAloneWhereThereIsNoTone() {
    float[] noise = sound(440, 0.1);
    assertArrayEquals(tilt(-20, 40), guarded(StftProfile.STUDIO, noise, tilt(-20, 40), 1), 0);
  }

  @Test
  void shouldChangeNothingThatKeepsThePitchAnyway() {
    float[] tone = sound(440, 0.003, 1, 0.5, 0.3);
    float[] half = new float[GRID.bins()];
    Arrays.fill(half, 0.5f);
    assertArrayEquals(half, guarded(StftProfile.STUDIO, tone, half, 1), 1e-3f);
  }

  @Test
  void shouldKeepAFundamentalBeforeItsOctave() {
    float[] tone = sound(500, 1e-4, 1, 0.5);
    float[] gains = new float[GRID.bins()];
    Arrays.fill(gains, 1);
    Arrays.fill(gains, 0, bin(750), 0.05f);
    float[] guarded = guarded(StftProfile.STUDIO, tone, gains, 1);
    assertTrue(share(gains, 0, bin(750)) < 0.02);
    double kept = share(guarded, 0, bin(750));
    assertTrue(kept > 0.15 && kept < 0.25, "share of the fundamental " + kept);
  }

  @Test
  void shouldKeepAFundamentalBeforeALonePartial() {
    float[] tone = sound(250, 1e-4, 1, 0.5, 0.3, 0.2, 0.2, 0.2, 0.2);
    float[] gains = new float[GRID.bins()];
    Arrays.fill(gains, 0.05f);
    Arrays.fill(gains, bin(1625), bin(1875), 1);
    float[] guarded = guarded(StftProfile.STUDIO, tone, gains, 1);
    assertTrue(share(gains, bin(1625), bin(1875)) > 0.9);
    double kept = share(guarded, 0, bin(1625));
    assertTrue(kept > 0.2, "share beside the seventh partial " + kept);
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldFillNoGapsBetweenPartials(StftProfile profile) {
    float[] bridged = new float[GRID.bins()];
    hear(
        profile,
        sound(2000, 1e-4, 1, 1, 1),
        guard -> {
          Arrays.fill(bridged, -10);
          Arrays.fill(bridged, bin(2500), bin(3500), 30);
          Arrays.fill(bridged, bin(5000), bridged.length, 20);
          guard.bridge(power, bridged, 1);
        });
    assertEquals(-10, bridged[bin(3000)], 1);
    assertEquals(-10, bridged[bin(4000)], 0.1);
    assertEquals(20, bridged[bin(6000)], 0.1);
    assertEquals(-10, bridged[bin(1000)], 0.1);
  }

  @Test
  void shouldBridgeNothingWhereThereIsNoTone() {
    float[] bridged = new float[GRID.bins()];
    hear(
        StftProfile.STUDIO,
        sound(440, 0.1),
        guard -> {
          Arrays.fill(bridged, -10);
          Arrays.fill(bridged, bin(2500), bin(3500), 30);
          guard.bridge(power, bridged, 1);
        });
    assertEquals(30, bridged[bin(3000)], 0);
  }

  @Test
  void shouldLetLittleSoundBelowATone() {
    float[] tone = sound(1500, 0.003, 1, 0.5, 0.3);
    float[] gains = new float[GRID.bins()];
    Arrays.fill(gains, 1);
    Arrays.fill(gains, bin(500), bin(1000), 100);
    double left = share(guarded(StftProfile.STUDIO, tone, gains, 1), 0, bin(1050));
    assertTrue(share(gains, 0, bin(1050)) > 0.05);
    assertTrue(left < 0.04, "below the tone " + left);
  }

  @Test
  void shouldChangeNothingAtStrengthZero() {
    float[] noisy = sound(440, 0.003, 1, 0.5, 0.3);
    assertArrayEquals(tilt(-20, 40), guarded(StftProfile.STUDIO, noisy, tilt(-20, 40), 0), 0);
  }

  /** Gains as they are changed in the last hop of a sound, after the same ones in every hop. */
  private float[] guarded(StftProfile profile, float[] sound, float[] gains, float strength) {
    float[] changed = new float[gains.length];
    hear(
        profile,
        sound,
        guard -> {
          System.arraycopy(gains, 0, changed, 0, gains.length);
          guard.apply(power, changed, strength);
        });
    return changed;
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldForgetAllWhenReset(StftProfile profile) {
    float[] tone = sound(440, 0.003, 1, 0.5, 0.3);
    float[] other = sound(300, 0.01, 1, 0.2, 0.6);
    PitchGuard used = guard(profile);
    hear(used, profile, tone, guard -> guard.apply(power, tilt(-20, 40), 1));
    used.reset();
    List<float[]> again = gainsOf(used, profile, other);
    List<float[]> afresh = gainsOf(guard(profile), profile, other);
    for (int hop = 0; hop < afresh.size(); hop++) {
      assertArrayEquals(afresh.get(hop), again.get(hop), 0, "hop " + hop);
    }
  }

  private List<float[]> gainsOf(PitchGuard guard, StftProfile profile, float[] sound) {
    List<float[]> all = new ArrayList<>();
    hear(
        guard,
        profile,
        sound,
        heard -> {
          float[] gains = tilt(-20, 40);
          float[] gainsDb = gains.clone();
          heard.bridge(power, gainsDb, 1);
          heard.apply(power, gains, 1);
          all.add(gainsDb);
          all.add(gains);
        });
    return all;
  }

  private static PitchGuard guard(StftProfile profile) {
    StftGeometry geometry = profile.at(RATE);
    return new PitchGuard(geometry, GRID, new GridMapper(geometry, GRID), 1);
  }

  private void hear(StftProfile profile, float[] sound, Consumer<PitchGuard> hop) {
    hear(guard(profile), profile, sound, hop);
  }

  private void hear(
      PitchGuard guard, StftProfile profile, float[] sound, Consumer<PitchGuard> hop) {
    StftGeometry geometry = profile.at(RATE);
    GridMapper mapper = new GridMapper(geometry, GRID);
    Stft stft =
        new Stft(
            geometry,
            1,
            0,
            (spectra, windowed) -> {
              mapper.power(spectra, windowed, 0, 1, power);
              guard.hear(windowed, power);
              hop.accept(guard);
            });
    stft.analyse(new float[][] {sound}, sound.length);
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
