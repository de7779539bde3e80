package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.HarmonicMask;
import audio.liminal.dsp.OnsetFollower;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftProfile;
import audio.liminal.morph.Control;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.StreamSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayersTest {
  private static final int RATE = 48_000;
  private static final double HOPS_PER_SECOND = 375;
  private static final SpectrumGrid GRID = new SpectrumGrid(RATE / 1024.0, TiltCodec.BINS);
  private static final MorphSettings BRIGHT =
      MorphSettings.NEUTRAL.withMorph(0.7f).withAnchor(new float[] {12});
  private static final MorphSettings LAYERED =
      BRIGHT
          .with(Control.HARMONIC, 0.3f)
          .with(Control.PERCUSSIVE, 0.8f)
          .with(Control.TRANSIENTS, 0.1f)
          .with(Control.SIDECHAIN_LOUDNESS, 0.5f)
          .with(Control.SIDECHAIN_TRANSIENTS, 0.7f);

  @Test
  void shouldTellWhatIsSustainedFromWhatIsStruck() {
    HarmonicMask sustained = new HarmonicMask(GRID, HOPS_PER_SECOND);
    Random random = new Random(1);
    float[] levels = new float[TiltCodec.BINS];
    float[] mask = new float[TiltCodec.BINS];
    for (int hop = 0; hop < 400; hop++) {
      boolean struck = hop % 100 < 6;
      for (int k = 0; k < levels.length; k++) {
        levels[k] = (k % 40 == 20 ? -20 : struck ? -30 : -80) + 3 * (float) random.nextGaussian();
      }
      sustained.hear(levels, mask);
      if (hop > 150) {
        assertTrue(mask[100] > 0.8, "a partial at hop " + hop + ": " + mask[100]);
        assertTrue(!struck || mask[190] < 0.1, "beside it when struck: " + mask[190]);
      }
    }
  }

  @Test
  void shouldHearEachAttackOnceAndNoneInSteadySound() {
    OnsetFollower onsets = new OnsetFollower(GRID, HOPS_PER_SECOND);
    Random random = new Random(2);
    float[] power = new float[TiltCodec.BINS];
    List<Integer> found = new ArrayList<>();
    float before = 0;
    for (int hop = 0; hop < 1500; hop++) {
      float level = hop < 375 ? 1e-3f : (float) (1e-3 + 0.3 * Math.exp(-(hop % 150) / 12.0));
      for (int k = 0; k < power.length; k++) {
        power[k] = level * (float) -Math.log(1 - random.nextDouble());
      }
      float now = onsets.hear(power);
      if (now == 1 && before < 1 && hop > 20) {
        found.add(hop);
      }
      before = now;
    }
    assertEquals(List.of(450, 600, 750, 900, 1050, 1200, 1350), found);
  }

  @Test
  void shouldLeaveTheSustainedAloneAndMorphTheRestOrTheReverse() {
    float[][] in = {toneAndClicks(4 * RATE)};
    int delay = 1023;
    double[] changed = new double[2];
    Control[] controls = {Control.HARMONIC, Control.PERCUSSIVE};
    for (int i = 0; i < 2; i++) {
      float[] out = render(engine(StftProfile.STUDIO, 0, BRIGHT.with(controls[i], 0)), in, null);
      changed[i] = differenceDb(in[0], out, delay, 5000, 11_000);
    }
    double all =
        differenceDb(
            in[0], render(engine(StftProfile.STUDIO, 0, BRIGHT), in, null), delay, 5000, 11_000);
    // between the clicks there is nothing but the tone
    assertTrue(changed[0] < all - 15, "tone left alone: " + changed[0] + ", morphed " + all);
    assertEquals(all, changed[1], 3, "tone morphed with the struck left alone");
  }

  @Test
  void shouldLeaveTheFirstMomentsOfOnsetsAlone() {
    float[][] in = {toneAndClicks(4 * RATE)};
    float[] all = render(engine(StftProfile.STUDIO, 0, BRIGHT), in, null);
    float[] spared =
        render(engine(StftProfile.STUDIO, 0, BRIGHT.with(Control.TRANSIENTS, 0)), in, null);
    double clickMorphed = differenceDb(in[0], all, 1023, 0, 200);
    double clickSpared = differenceDb(in[0], spared, 1023, 0, 200);
    assertTrue(clickSpared < clickMorphed - 10, clickMorphed + " to " + clickSpared);
    double between = differenceDb(all, spared, 0, 8000, 11_000);
    assertTrue(between < -40, "the same between onsets, dB: " + between);
  }

  @Test
  void shouldLetTheSidechainsAttacksThroughAndNotItsTone() {
    float[][] in = {noise(4 * RATE, 0.01)};
    float[][] side = {toneAndClicks(4 * RATE)};
    MorphSettings beside = MorphSettings.NEUTRAL.with(Control.SIDECHAIN_TRANSIENTS, 1);
    float[] out = render(engine(StftProfile.STUDIO, 1, beside), in, side);
    float[] without = render(engine(StftProfile.STUDIO, 1, MorphSettings.NEUTRAL), in, side);
    for (int n = 0; n < out.length; n++) {
      out[n] -= without[n];
    }
    double click = differenceDb(side[0], out, 1023, 0, 100);
    assertTrue(click < -6, "a click, beside itself, dB: " + click);
    double tone = level(out, 2 * RATE + 1023 + 8000, 3000) - level(side[0], 2 * RATE + 8000, 3000);
    assertTrue(tone < -25, "the tone between the clicks, dB: " + tone);
  }

  @Test
  void shouldTakeWhatHasBeenPlayingForNoAttack() {
    float[][] in = {noise(2 * RATE, 0.1)};
    float[][] side = {noise(2 * RATE, 0.1)};
    for (MorphSettings attentive :
        List.of(BRIGHT.with(Control.SIDECHAIN_TRANSIENTS, 1), BRIGHT.with(Control.TRANSIENTS, 0))) {
      for (boolean preset : new boolean[] {true, false}) {
        MorphEngine engine = engine(StftProfile.STUDIO, 1, BRIGHT);
        float[][] out = new float[1][2 * RATE];
        engine.process(in, side, out, 0, RATE);
        if (preset) {
          engine.play(engine.session(GRID, new TiltCodec(), attentive), 0);
        } else {
          engine.change(attentive);
        }
        engine.process(in, side, out, RATE, RATE);
        float[] undisturbed = render(engine(StftProfile.STUDIO, 1, BRIGHT), in, side);
        assertArrayEquals(undisturbed, out[0], 1e-4f, "a preset " + preset);
      }
    }
  }

  @Test
  void shouldHearAnAttackAfterStartingInTheMidstOfASound() {
    OnsetFollower onsets = new OnsetFollower(GRID, HOPS_PER_SECOND);
    float[] power = new float[TiltCodec.BINS];
    Arrays.fill(power, 1e-3f);
    onsets.startFrom(power);
    for (int hop = 0; hop < 100; hop++) {
      assertEquals(0, onsets.hear(power));
    }
    Arrays.fill(power, 0.1f);
    assertEquals(1, onsets.hear(power));
  }

  @Test
  void shouldTakeTheSidechainsLoudnessContour() {
    float[][] in = {noise(6 * RATE, 0.1)};
    float[][] side = {noise(6 * RATE, 0.1)};
    for (int n = 0; n < side[0].length; n++) {
      side[0][n] *= n % RATE < RATE / 2 ? 1 : 0.01f;
    }
    for (StftProfile profile : StftProfile.values()) {
      double[] ratio = new double[3];
      for (int i = 0; i < 3; i++) {
        MorphSettings taken = MorphSettings.NEUTRAL.with(Control.SIDECHAIN_LOUDNESS, i / 2f);
        float[] out = render(engine(profile, 1, taken), in, side);
        ratio[i] = level(out, 4 * RATE + 12_000, 10_000) - level(out, 4 * RATE + 36_000, 10_000);
      }
      assertEquals(0, ratio[0], 0.5, profile + ": the input's own");
      assertEquals(20, ratio[1], 2, profile + ": half-way, in dB");
      assertEquals(40, ratio[2], 2, profile + ": the sidechain's");
    }
  }

  @Test
  void shouldChangeNothingWhenTurnedUpAgain() {
    MorphEngine engine = engine(StftProfile.STUDIO, 1, BRIGHT);
    float[][] in = {toneAndClicks(2 * RATE)};
    float[] undisturbed = render(engine, in, in);
    MorphEngine turned = engine(StftProfile.STUDIO, 1, BRIGHT);
    float[][] out = new float[1][2 * RATE];
    turned.process(in, in, out, 0, RATE / 4);
    turned.change(LAYERED);
    turned.process(in, in, out, RATE / 4, RATE / 4);
    turned.change(BRIGHT);
    turned.process(in, in, out, RATE / 2, 3 * RATE / 2);
    assertArrayEquals(
        Arrays.copyOfRange(undisturbed, 3 * RATE / 2, 2 * RATE),
        Arrays.copyOfRange(out[0], 3 * RATE / 2, 2 * RATE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 61, 128, 500})
  void shouldGiveTheSameSamplesForEveryBlockSize(int block) {
    float[][] in = {toneAndClicks(24_000)};
    float[][] side = {noise(24_000, 0.1)};
    for (StftProfile profile : StftProfile.values()) {
      float[][] out = new float[1][24_000];
      MorphEngine engine = engine(profile, 1, LAYERED);
      for (int done = 0; done < 24_000; done += block) {
        engine.process(in, side, out, done, Math.min(block, 24_000 - done));
      }
      assertArrayEquals(render(engine(profile, 1, LAYERED), in, side), out[0]);
    }
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldAllocateNothing(StftProfile profile) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    MorphEngine engine = engine(profile, 1, LAYERED);
    float[][] in = {toneAndClicks(RATE)};
    float[][] out = new float[1][RATE];
    long id = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 6 && least > 0; round++) {
      long before = threads.getThreadAllocatedBytes(id);
      engine.process(in, in, out, 0, RATE);
      least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
    }
    assertEquals(0, least);
  }

  private static MorphEngine engine(StftProfile profile, int sidechains, MorphSettings settings) {
    return new MorphEngine(
        new StreamSpec(RATE, 1), sidechains, profile, GRID, new TiltCodec(), settings);
  }

  private static float[] render(MorphEngine engine, float[][] in, float[][] side) {
    float[][] out = new float[1][in[0].length];
    engine.process(in, side, out, 0, in[0].length);
    return out[0];
  }

  /** Partials of a steady tone and a short burst of noise four times a second. */
  private static float[] toneAndClicks(int samples) {
    Random random = new Random(4);
    float[] x = new float[samples];
    for (int n = 0; n < samples; n++) {
      for (int p = 1; p <= 5; p++) {
        x[n] += (float) (0.03 * Math.sin(2 * Math.PI * 1000 * p * n / RATE));
      }
      double burst = 0.3 * Math.exp(-(n % 12_000) / 60.0);
      x[n] += (float) (burst * random.nextGaussian());
    }
    return x;
  }

  private static float[] noise(int samples, double level) {
    Random random = new Random(5);
    float[] x = new float[samples];
    for (int n = 0; n < samples; n++) {
      x[n] = (float) (level * random.nextGaussian());
    }
    return x;
  }

  /** Of the last quarter's times from one to the other after each click; dB below the first. */
  private static double differenceDb(float[] x, float[] y, int delay, int from, int to) {
    double error = 0;
    double energy = 0;
    for (int n = 3 * x.length / 4; n + delay < x.length; n++) {
      if (n % 12_000 >= from && n % 12_000 < to) {
        error += Math.pow(y[n + delay] - x[n], 2);
        energy += x[n] * x[n];
      }
    }
    return 10 * Math.log10(error / energy);
  }

  private static double level(float[] x, int from, int count) {
    double energy = 0;
    for (int n = from; n < from + count; n++) {
      energy += x[n] * x[n];
    }
    return 10 * Math.log10(energy / count);
  }
}
