package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.Fft;
import audio.liminal.dsp.FineStructure;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.measure.Clicks;
import audio.liminal.morph.Control;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PhaseMode;
import audio.liminal.signal.StreamSpec;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseStageTest {
  private static final int RATE = 48_000;
  private static final List<PhaseMode> MODES = List.of(PhaseMode.values());
  private static final SpectrumGrid GRID = new SpectrumGrid(RATE / 1024.0, TiltCodec.BINS);
  private static final MorphSettings BRIGHT =
      MorphSettings.NEUTRAL.withMorph(0.7f).withAnchor(new float[] {6});

  @ParameterizedTest
  @ValueSource(ints = {1, 61, 128, 500})
  void shouldGiveTheSameSamplesForEveryBlockSize(int block) {
    for (StftProfile profile : StftProfile.values()) {
      assertArrayEquals(throughAllModes(profile, 6000), throughAllModes(profile, block));
    }
  }

  /** All modes in turn, on two channels that are not alike, half dry. */
  private static float[] throughAllModes(StftProfile profile, int block) {
    MorphSettings half = MorphSettings.NEUTRAL.withMorph(0.6f).with(Control.DRY_WET, 0.5f);
    MorphEngine engine = engine(profile, 2, 1, half);
    float[][] in = {chord(36_000, 220), noise(36_000)};
    float[][] side = {chord(36_000, 331)};
    float[][] out = new float[2][36_000];
    PhaseMode[] order = {
      PhaseMode.RTPGHI, PhaseMode.AB_SUM, PhaseMode.AUTO, PhaseMode.INPUT, PhaseMode.AB_SUM
    };
    for (int at = 0; at < 36_000; at += 6000) {
      if (at > 0) {
        engine.change(half.withPhase(order[at / 6000 - 1]));
      }
      for (int done = 0; done < 6000; done += block) {
        engine.process(in, side, out, at + done, Math.min(block, 6000 - done));
      }
    }
    float[] both = Arrays.copyOf(out[0], 72_000);
    System.arraycopy(out[1], 0, both, 36_000, 36_000);
    return both;
  }

  @ParameterizedTest
  @EnumSource(
      value = StftProfile.class,
      names = {"STUDIO", "HQ"})
  void shouldReconstructCloseMagnitudesWithOtherPhases(StftProfile profile) {
    float[][] in = {chord(2 * RATE, 220)};
    MorphSettings neutral = MorphSettings.NEUTRAL.withPhase(PhaseMode.RTPGHI);
    MorphEngine engine = engine(profile, 1, 0, neutral);
    float[][] out = render(engine, in, null);
    int delay = engine.latency().totalSamples();
    double[] heard = new double[2];
    for (int n = RATE; n < 2 * RATE - 1024; n += 512) {
      compare(in[0], n - delay, out[0], n, heard);
    }
    double convergenceDb = 10 * Math.log10(heard[0] / heard[1]);
    assertTrue(convergenceDb < -15, "spectral convergence in dB: " + convergenceDb);
  }

  private static void compare(float[] x, int at, float[] y, int from, double[] sums) {
    float[] a = Arrays.copyOfRange(x, at, at + 1024);
    float[] b = Arrays.copyOfRange(y, from, from + 1024);
    for (int i = 0; i < 1024; i++) {
      float w = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / 1024));
      a[i] *= w;
      b[i] *= w;
    }
    new Fft(1024).forward(a);
    new Fft(1024).forward(b);
    for (int k = 2; k < 1024; k += 2) {
      double wanted = Math.hypot(a[k], a[k + 1]);
      double got = Math.hypot(b[k], b[k + 1]);
      sums[0] += (got - wanted) * (got - wanted);
      sums[1] += wanted * wanted;
    }
  }

  @Test
  void shouldBeginReconstructionWithTheInputsPhases() {
    StftGeometry geometry = StftProfile.STUDIO.at(RATE);
    StereoPhase phase = new StereoPhase(geometry, 1);
    float[][] spectra = {new float[geometry.fftSize()]};
    float[] gains = new float[geometry.fftSize()];
    Random random = new Random(4);
    for (int i = 0; i < gains.length; i++) {
      spectra[0][i] = (float) random.nextGaussian();
      gains[i] = (float) Math.exp(2 * random.nextGaussian());
      gains[i] = i > 1 && i % 2 == 1 ? gains[i - 1] : gains[i];
    }
    float[][] out = new float[1][geometry.fftSize()];
    phase.begin();
    phase.process(spectra, gains, out);
    for (int i = 0; i < gains.length; i++) {
      assertEquals(spectra[0][i] * gains[i], out[0][i], 0);
    }
    phase.process(spectra, gains, out);
    assertNotEquals(spectra[0][40] * gains[40], out[0][40], 1e-3);
  }

  /** Low partials may cancel out in a fade; nothing else gets louder for it. */
  @ParameterizedTest
  @EnumSource(
      value = PhaseMode.class,
      names = {"RTPGHI", "AB_SUM"})
  void shouldLiftNothingWhenOthersCancelOut(PhaseMode mode) {
    int start = RATE;
    float[] low = sine(2 * RATE, 110, 0);
    float[] high = noise(2 * RATE);
    float[][] in = {new float[2 * RATE]};
    float[][] side = {new float[2 * RATE]};
    for (int n = 0; n < low.length; n++) {
      in[0][n] = 0.5f * low[n] + 1e-3f * high[n];
      side[0][n] = -0.5f * low[n] + 1e-3f * high[(n + RATE) % high.length];
    }
    MorphSettings before = MorphSettings.NEUTRAL.withMorph(1);
    MorphEngine engine = engine(StftProfile.STUDIO, 1, 1, before);
    float[][] out = new float[1][2 * RATE];
    engine.process(in, side, out, 0, start);
    engine.change(before.withPhase(mode));
    engine.process(in, side, out, start, RATE);
    assertTrue(Clicks.excessDb(out[0], RATE, start) < 1.5);
  }

  @Test
  void shouldNotOverloadWhereDryAndReconstructedAreMixed() {
    float[][] in = {chord(2 * RATE, 220), chord(2 * RATE, 277)};
    float peak = Math.max(peak(in[0]), peak(in[1]));
    for (float[] channel : in) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] *= 0.99f / peak;
      }
    }
    MorphSettings mixed = BRIGHT.withPhase(PhaseMode.RTPGHI).with(Control.DRY_WET, 0.5f);
    float[][] out = render(engine(StftProfile.STUDIO, 2, 0, mixed), in, null);
    assertTrue(peak(out[0]) < 1, "peak " + peak(out[0]));
    assertTrue(peak(out[1]) < 1, "peak " + peak(out[1]));
  }

  private static float peak(float[] x) {
    float peak = 0;
    for (float v : x) {
      peak = Math.max(peak, Math.abs(v));
    }
    return peak;
  }

  @Test
  void shouldKeepEveryDifferenceBetweenTheChannels() {
    float[] left = chord(RATE, 220);
    for (float ratio : new float[] {0.25f, 1, -1, -0.3f}) {
      float[] right = left.clone();
      for (int n = 0; n < RATE; n++) {
        right[n] *= ratio;
      }
      MorphEngine engine = engine(StftProfile.STUDIO, 2, 0, BRIGHT.withPhase(PhaseMode.RTPGHI));
      float[][] out = render(engine, new float[][] {left, right}, null);
      for (int n = 5000; n < RATE; n++) {
        assertEquals(ratio * out[0][n], out[1][n], 1e-4, "ratio " + ratio);
      }
    }
  }

  @Test
  void shouldKeepTheInputsPhasesInTheLiveProfile() {
    float[][] in = {chord(RATE, 220)};
    float[] input = render(engine(StftProfile.LIVE, 1, 0, BRIGHT), in, null)[0];
    for (PhaseMode mode : new PhaseMode[] {PhaseMode.RTPGHI, PhaseMode.AUTO, PhaseMode.AB_SUM}) {
      float[] other = render(engine(StftProfile.LIVE, 1, 0, BRIGHT.withPhase(mode)), in, null)[0];
      assertArrayEquals(input, other, mode.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldTakeTheSidechainsPhasesAtTheEndOfTheSum(StftProfile profile) {
    float[] a = sine(RATE, 1000, 0);
    float[] b = sine(RATE, 1000, 1.3);
    MorphSettings sum = MorphSettings.NEUTRAL.withPhase(PhaseMode.AB_SUM);
    MorphEngine engine = engine(profile, 1, 1, sum.withMorph(1));
    int delay = engine.latency().totalSamples();
    float[] out = render(engine, new float[][] {a}, new float[][] {b})[0];
    float[] still = render(engine(profile, 1, 1, sum), new float[][] {a}, new float[][] {b})[0];
    for (int n = RATE / 2; n < RATE; n++) {
      assertEquals(b[n - delay], out[n], 0.02);
      assertEquals(a[n - delay], still[n], 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldNotClickWhenModesChange(StftProfile profile) {
    MorphEngine engine = engine(profile, 1, 1, BRIGHT);
    float[][] in = {sine(3 * RATE, 220, 0)};
    float[][] side = {sine(3 * RATE, 220, 2)};
    float[][] out = new float[1][3 * RATE];
    Random random = new Random(3);
    int block = 600;
    for (int at = 0; at < out[0].length; at += block) {
      PhaseMode mode = MODES.get(random.nextInt(4));
      engine.change(BRIGHT.withPhase(mode));
      engine.process(in, side, out, at, block);
    }
    double steepest = 0;
    for (int n = 10_000; n < out[0].length; n++) {
      double curve = out[0][n] - 2 * out[0][n - 1] + out[0][n - 2];
      steepest = Math.max(steepest, Math.abs(curve));
    }
    assertTrue(steepest < 5e-3, "largest bend " + steepest);
  }

  @ParameterizedTest
  @EnumSource(PhaseMode.class)
  void shouldBeAsLoudHalfDryAsDryOrWet(PhaseMode mode) {
    float[][] in = {chord(3 * RATE, 220)};
    MorphSettings settings = MorphSettings.NEUTRAL.withPhase(mode);
    double[] levels = new double[3];
    for (int i = 0; i < 3; i++) {
      MorphEngine engine = engine(StftProfile.STUDIO, 1, 0, settings.with(Control.DRY_WET, i / 2f));
      float[] out = render(engine, in, null)[0];
      for (int n = RATE; n < out.length; n++) {
        levels[i] += out[n] * out[n];
      }
      levels[i] = 10 * Math.log10(levels[i]);
    }
    assertEquals(levels[0], levels[1], 0.7, "half dry, dB, beside dry");
    assertEquals(levels[2], levels[1], 0.7, "half dry, dB, beside wet");
  }

  @Test
  void shouldKeepTheInputsPhasesInAutoWhereOnlyTheEnvelopeChanges() {
    float[][] in = {chord(RATE, 220)};
    float[] input = render(engine(StftProfile.STUDIO, 1, 0, BRIGHT), in, null)[0];
    MorphSettings auto = BRIGHT.withPhase(PhaseMode.AUTO);
    assertArrayEquals(input, render(engine(StftProfile.STUDIO, 1, 0, auto), in, null)[0]);
  }

  @Test
  void shouldChooseReconstructionWhereTheFineStructureChanges() {
    StftGeometry geometry = StftProfile.STUDIO.at(RATE);
    PhaseStage stage = new PhaseStage(geometry, 1, 0);
    stage.reset();
    float[] gains = new float[geometry.fftSize()];
    // from hop 40 on +-7 dB from bin to bin, from 80 on +-4 dB, from 160 on none
    for (int hop = 0; hop < 240; hop++) {
      double db = hop < 40 ? 0 : hop < 80 ? 7 : hop < 160 ? 4 : 0;
      for (int i = 0; i < gains.length; i++) {
        gains[i] = (float) Math.pow(10, (i / 2 % 2 == 0 ? db : -db) / 20);
      }
      float[][] spectra = {noise(geometry.fftSize())};
      stage.process(spectra, gains, PhaseMode.AUTO, 0);
      if (hop == 39 || hop == 239) {
        assertEquals(false, stage.foreign(), "hop " + hop);
      } else if (hop == 79 || hop == 159) {
        assertEquals(true, stage.foreign(), "hop " + hop);
      }
    }
  }

  @Test
  void shouldFindFineStructureAndNoneInATilt() {
    StftGeometry geometry = StftProfile.STUDIO.at(RATE);
    FineStructure fine = new FineStructure(geometry);
    float[] tilt = new float[geometry.fftSize()];
    float[] comb = new float[geometry.fftSize()];
    for (int i = 0; i < tilt.length; i++) {
      tilt[i] = (float) Math.pow(10, (i - 512) / 512.0 * 12 / 20);
      comb[i] = tilt[i] * (float) Math.pow(10, (i / 2 % 4 < 2 ? 6 : -6) / 20.0);
    }
    float[] ones = new float[geometry.fftSize()];
    Arrays.fill(ones, 1);
    fine.measure(tilt, ones);
    assertEquals(0, Math.sqrt(fine.weightedSquare() / fine.energy()), 0.5);
    fine.measure(comb, ones);
    assertEquals(6, Math.sqrt(fine.weightedSquare() / fine.energy()), 0.5);
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldAllocateNothing(StftProfile profile) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    MorphEngine engine = engine(profile, 2, 1, BRIGHT);
    float[][] in = {chord(512, 220), noise(512)};
    float[][] out = new float[2][512];
    MorphSettings[] modes = new MorphSettings[MODES.size()];
    for (int i = 0; i < modes.length; i++) {
      modes[i] = BRIGHT.withPhase(MODES.get(i)).with(Control.DRY_WET, 0.5f);
    }
    long id = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 6 && least > 0; round++) {
      long bytes = 0;
      for (int call = 0; call < 1000; call++) {
        engine.change(modes[call / 10 % modes.length]);
        long before = threads.getThreadAllocatedBytes(id);
        engine.process(in, in, out, 0, 512);
        bytes += threads.getThreadAllocatedBytes(id) - before;
      }
      least = Math.min(least, bytes);
    }
    assertEquals(0, least);
    assertNotEquals(0, out[0][511]);
  }

  private static MorphEngine engine(
      StftProfile profile, int channels, int sidechains, MorphSettings settings) {
    return new MorphEngine(
        new StreamSpec(RATE, channels), sidechains, profile, GRID, new TiltCodec(), settings);
  }

  private static float[][] render(MorphEngine engine, float[][] in, float[][] side) {
    float[][] out = new float[in.length][in[0].length];
    engine.process(in, side, out, 0, in[0].length);
    return out;
  }

  private static float[] sine(int samples, double hz, double phase) {
    float[] x = new float[samples];
    for (int n = 0; n < samples; n++) {
      x[n] = (float) (0.5 * Math.sin(2 * Math.PI * hz * n / RATE + phase));
    }
    return x;
  }

  /** A tone of some partials, struck twice a second. */
  private static float[] chord(int samples, double hz) {
    float[] x = new float[samples];
    for (int n = 0; n < samples; n++) {
      double decay = Math.exp(-4.0 * (n % (RATE / 2)) / RATE);
      for (int p = 1; p <= 12; p++) {
        x[n] += (float) (0.15 / p * decay * Math.sin(2 * Math.PI * hz * p * n / RATE));
      }
    }
    return x;
  }

  private static float[] noise(int samples) {
    Random random = new Random(1);
    float[] x = new float[samples];
    for (int n = 0; n < samples; n++) {
      x[n] = (float) (0.1 * random.nextGaussian());
    }
    return x;
  }
}
