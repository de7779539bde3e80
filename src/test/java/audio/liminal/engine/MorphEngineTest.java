package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftProfile;
import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.LatentControl;
import audio.liminal.morph.LatentTake;
import audio.liminal.morph.Modulation;
import audio.liminal.morph.ModulationSource;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PhaseMode;
import audio.liminal.morph.Rate;
import audio.liminal.morph.TakeRecording;
import audio.liminal.morph.Takes;
import audio.liminal.morph.Tempo;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MorphEngineTest {
  private static final SpectrumGrid GRID = new SpectrumGrid(48_000 / 1024.0, TiltCodec.BINS);
  private static final MorphSettings BRIGHT =
      MorphSettings.NEUTRAL.withMorph(0.7f).withAnchor(new float[] {12});
  private static final MorphSettings TIMBRE =
      MorphSettings.NEUTRAL
          .withMorph(0.7f)
          .withTarget(
              Corners.timbre(
                  LatentCloud.independent(new float[] {0}, new float[] {5}),
                  Corner.timbre(
                      "timbre", LatentCloud.independent(new float[] {12}, new float[] {2})),
                  10));

  /** Every control off its neutral place, and every kind of source routed somewhere. */
  private static final MorphSettings EVERYTHING = everything();

  private static final MorphSettings TAKES =
      EVERYTHING.withTarget(new Takes(List.of(take(9), take(-4)), 1.3f, true, 0.7f, 1 / 16f));

  private static final int RATE = 48_000;

  private static LatentTake take(float most) {
    List<float[]> rows = new ArrayList<>();
    for (int r = 0; r < 100; r++) {
      rows.add(new float[] {most * (float) Math.sin(r * 0.3)});
    }
    return LatentTake.of("00".repeat(32), 187.5, rows);
  }

  private static MorphSettings everything() {
    Rate rate = Rate.hz(3.3f);
    List<ModulationSource> sources =
        List.of(
            new ModulationSource.Lfo(ModulationSource.Shape.SQUARE, Rate.beats(0.25f), 0.1f),
            new ModulationSource.Follower(ModulationSource.Heard.INPUT, 5, 50),
            new ModulationSource.Follower(ModulationSource.Heard.SIDECHAIN, 0, 5),
            new ModulationSource.Steps(List.of(0.5f, -1f, 1f), Rate.beats(0.2f), 0.3f),
            new ModulationSource.SampleAndHold(rate, 4),
            new ModulationSource.Walk(rate, 5),
            new ModulationSource.Macro(3),
            new ModulationSource.Sections(List.of(0.2f, 0.7f)));
    List<Modulation.Route> routes =
        List.of(
            new Modulation.Route(0, Controls.index(Control.MORPH), 0.4f),
            new Modulation.Route(1, Controls.index(Control.DRY_WET), -0.5f),
            new Modulation.Route(2, Controls.index(Control.GAIN), 6),
            new Modulation.Route(3, Controls.index(LatentControl.BIAS, 0), 2),
            new Modulation.Route(4, Controls.index(LatentControl.FREEZE, 0), 1),
            new Modulation.Route(5, Controls.index(Control.MACRO_3), 0.5f),
            new Modulation.Route(6, Controls.index(Control.X), 1),
            new Modulation.Route(7, Controls.index(Control.EXAGGERATE), 1));
    Controls controls =
        TIMBRE
            .controls()
            .with(Control.X, 0.3f)
            .with(Control.EXAGGERATE, 1.5f)
            .with(Control.TEMPERATURE, 1.2f)
            .with(Control.SMOOTHING, 7)
            .with(Control.DRY_WET, 0.8f)
            .with(Control.GAIN, -3)
            .with(Control.MACRO_3, 0.4f)
            .with(LatentControl.BIAS, 0, 1)
            .with(LatentControl.SCALE, 0, 0.7f)
            .with(LatentControl.SLEW, 0, 30)
            .with(LatentControl.WANDER, 0, 0.5f);
    return TIMBRE.withControls(controls).withModulation(new Modulation(sources, routes));
  }

  static Stream<Arguments> streams() {
    return Stream.of(44_100, 48_000, 88_200, 96_000, 192_000)
        .flatMap(
            rate ->
                Stream.of(StftProfile.values())
                    .flatMap(p -> Stream.of(1, 2).map(c -> Arguments.of(rate, p, c))));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void shouldPassTheInputUnchangedAtMorphZero(int rate, StftProfile profile, int channels) {
    MorphEngine engine = engine(rate, channels, 0, profile, MorphSettings.NEUTRAL);
    float[][] in = noise(channels, rate / 2, 1);
    float[][] out = render(engine, in, null, new Random(2), 900);
    int delay = engine.latency().totalSamples();
    for (int c = 0; c < channels; c++) {
      for (int n = 3 * delay; n < in[c].length; n++) {
        assertEquals(in[c][n - delay], out[c][n], 1e-6);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void shouldDelayAnImpulseByWhatItReports(int rate, StftProfile profile, int channels) {
    for (int block : new int[] {1, 63, 64, 128, 441, 1024}) {
      MorphEngine engine = engine(rate, channels, 0, profile, MorphSettings.NEUTRAL);
      float[][] in = new float[channels][4 * profile.at(rate).analysisSamples()];
      int at = in[0].length / 2 + 5;
      in[0][at] = 1;
      float[][] out = render(engine, in, null, null, block);
      assertEquals(1, out[0][at + engine.latency().totalSamples()], 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 64, 100, 128, 441, 1024, 5000})
  void shouldGiveTheSameSamplesForEveryBlockSize(int block) {
    for (StftProfile profile : StftProfile.values()) {
      MorphSettings towardsSidechain =
          MorphSettings.NEUTRAL.withMorph(0.6f).with(Control.DRY_WET, 0.8f);
      float[][] in = noise(2, 20_000, 3);
      float[][] side = noise(1, 20_000, 4);
      float[][] whole =
          render(engine(RATE, 2, 1, profile, towardsSidechain), in, side, null, 20_000);
      float[][] cut = render(engine(RATE, 2, 1, profile, towardsSidechain), in, side, null, block);
      assertArrayEquals(whole[0], cut[0]);
      assertArrayEquals(whole[1], cut[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 441, 5000})
  void shouldGiveTheSameSamplesForEveryBlockSizeWithEverythingOn(int block) {
    float[][] in = noise(2, RATE / 2, 3);
    float[][] side = noise(1, RATE / 2, 4);
    for (MorphSettings settings : List.of(EVERYTHING, TAKES)) {
      for (StftProfile profile : StftProfile.values()) {
        float[][] whole = render(withTempo(profile, settings), in, side, null, RATE);
        MorphEngine engine = withTempo(profile, settings);
        assertArrayEquals(whole[1], render(engine, in, side, null, block)[1]);
        engine.reset();
        assertArrayEquals(whole[1], render(engine, in, side, null, block)[1], "after a reset");
      }
    }
  }

  @Test
  void shouldBeginInTheMidstOfAStreamAndItsMusic() {
    float[][] in = noise(2, RATE, 3);
    int from = 97 * 64;
    MorphSettings pulsing =
        MorphSettings.NEUTRAL.withModulation(
            new Modulation(
                List.of(
                    new ModulationSource.Lfo(ModulationSource.Shape.SINE, Rate.beats(0.25f), 0.1f),
                    new ModulationSource.Walk(Rate.hz(5), 5)),
                List.of(
                    new Modulation.Route(0, Controls.index(Control.GAIN), 6),
                    new Modulation.Route(1, Controls.index(Control.GAIN), 6))));
    float[] whole = render(withTempo(StftProfile.LIVE, pulsing), in, null, null, 64)[0];
    MorphEngine engine = withTempo(StftProfile.LIVE, pulsing);
    render(engine, in, null, null, 1000);
    assertEquals(RATE, engine.position());
    engine.beginAt(from);
    assertEquals(from, engine.position());
    float[][] rest = {Arrays.copyOfRange(in[0], from, RATE), Arrays.copyOfRange(in[1], from, RATE)};
    float[] later = render(engine, rest, null, null, 1000)[0];
    assertEquals(RATE, engine.position());
    for (int n = 8192; n < later.length; n++) {
      assertEquals(whole[from + n], later[n], 1e-5, "at " + n);
    }
  }

  @Test
  void shouldWanderBySeedAndBeat() {
    float[][] in = noise(1, RATE, 3);
    float[][] out = render(engine(RATE, 1, 0, StftProfile.LIVE, EVERYTHING), in, null, null, 64);
    MorphEngine otherSeed = engine(RATE, 1, 0, StftProfile.LIVE, EVERYTHING.withSeed(2));
    assertFalse(Arrays.equals(out[0], render(otherSeed, in, null, null, 64)[0]));
    MorphEngine otherBeat = engine(RATE, 1, 0, StftProfile.LIVE, EVERYTHING);
    otherBeat.tempo(new Tempo(120, 0.1, List.of()));
    assertFalse(Arrays.equals(out[0], render(otherBeat, in, null, null, 64)[0]));
  }

  @Test
  void shouldPlayATakeAsItWasRecorded() {
    float[][] in = noise(1, 2 * RATE, 3);
    MorphEngine recorded = engine(RATE, 1, 0, StftProfile.STUDIO, TIMBRE);
    TakeRecording recording = recorded.record();
    float[][] out = render(recorded, in, null, null, 512);
    LatentTake take = recording.take("test", "00".repeat(32), 60);
    assertEquals(2, take.seconds(), 0.01);
    MorphSettings again = TIMBRE.withMorph(1).with(Control.SMOOTHING, 0).withTarget(Takes.of(take));
    float[][] replayed = render(engine(RATE, 1, 0, StftProfile.STUDIO, again), in, null, null, 512);
    double[] first = halves(out[0]);
    double[] second = halves(replayed[0]);
    assertEquals(1, second[1] / first[1], 0.3, "as bright");
  }

  private static MorphEngine withTempo(StftProfile profile, MorphSettings settings) {
    MorphEngine engine = engine(RATE, 2, 1, profile, settings);
    engine.tempo(new Tempo(133, -0.7, List.of(0.0, 1.0)));
    return engine;
  }

  @Test
  void shouldMoveTheSpectrumTowardsTheAnchorAndKeepTheLoudness() {
    float[][] in = noise(1, 2 * RATE, 5);
    float[][] out = render(engine(RATE, 1, 0, StftProfile.STUDIO, BRIGHT), in, null, null, 512);
    double[] before = halves(in[0]);
    double[] after = halves(out[0]);
    assertTrue(after[1] / after[0] > 4 * before[1] / before[0], "high over low energy rises");
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldMoveToATimbreAlikeForEveryBlockSizeAndAfterAReset(StftProfile profile) {
    float[][] in = noise(2, RATE, 8);
    float[][] whole = render(engine(44_100, 2, 0, profile, TIMBRE), in, null, null, RATE);
    double[] before = halves(in[0]);
    double[] after = halves(whole[0]);
    assertTrue(after[1] / after[0] > 4 * before[1] / before[0], "high over low energy rises");
    MorphEngine engine = engine(44_100, 2, 0, profile, TIMBRE);
    for (int round = 0; round < 2; round++) {
      float[][] cut = render(engine, in, null, null, 97);
      assertArrayEquals(whole[0], cut[0]);
      assertArrayEquals(whole[1], cut[1]);
      render(engine, new float[2][4096], null, null, 512); // after which all is an onset
      engine.reset();
    }
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldPassTheInputUnchangedBeforeAMoveToATimbre(StftProfile profile) {
    MorphEngine engine = engine(RATE, 1, 0, profile, TIMBRE.withMorph(0));
    float[][] in = noise(1, RATE / 2, 9);
    float[][] out = render(engine, in, null, null, 500);
    int delay = engine.latency().totalSamples();
    for (int n = 3 * delay; n < in[0].length; n++) {
      assertEquals(in[0][n - delay], out[0][n], 1e-6);
    }
  }

  @Test
  void shouldScaleBothChannelsAlike() {
    float[][] in = noise(2, RATE, 6);
    for (int n = 0; n < RATE; n++) {
      in[1][n] = 0.25f * in[0][n];
    }
    float[][] out = render(engine(RATE, 2, 0, StftProfile.STUDIO, BRIGHT), in, null, null, 512);
    for (int n = 5000; n < RATE; n++) {
      assertEquals(0.25f * out[0][n], out[1][n], 1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldAllocateNothingWhileProcessing(StftProfile profile) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (MorphSettings settings : List.of(BRIGHT, TIMBRE, EVERYTHING, TAKES)) {
      MorphEngine engine = engine(44_100, 2, 2, profile, settings);
      engine.record();
      float[][] in = noise(2, 512, 7);
      float[][] out = new float[2][512];
      for (int call = 0; call < 200; call++) {
        engine.process(in, in, out, 0, 512);
      }
      long id = Thread.currentThread().getId();
      long least = Long.MAX_VALUE;
      // the JVM itself allocates a little on this thread when it replaces compiled code
      for (int round = 0; round < 5 && least > 0; round++) {
        long before = threads.getThreadAllocatedBytes(id);
        for (int call = 0; call < 10_000; call++) {
          engine.process(in, in, out, 0, 1 + call % 64);
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
      }
      assertEquals(0, least, profile + " bytes in 10,000 calls");
    }
  }

  @Test
  void shouldTakeWhatIsNotAudioAsSilenceAndCountIt() {
    MorphEngine engine = engine(RATE, 1, 0, StftProfile.LIVE, BRIGHT);
    float[][] in = noise(1, 20_000, 8);
    in[0][3000] = Float.NaN;
    in[0][3001] = Float.NEGATIVE_INFINITY;
    in[0][3002] = 1e30f;
    float[][] out = render(engine, in, null, null, 64);
    for (float y : out[0]) {
      assertTrue(Math.abs(y) <= MorphEngine.SAMPLE_LIMIT);
    }
    assertEquals(3, engine.stats().repairedSamples());
  }

  @Test
  void shouldFadeToTheDelayedInputWhileTheModelFailsAndReturn() {
    TiltCodec codec = new TiltCodec();
    MorphEngine engine =
        new MorphEngine(new StreamSpec(RATE, 1), 0, StftProfile.LIVE, GRID, codec, BRIGHT);
    float[][] in = noise(1, 3 * RATE, 9);
    float[][] out = new float[1][3 * RATE];
    engine.process(in, null, out, 0, RATE);
    codec.failing = true;
    engine.process(in, null, out, RATE, RATE);
    codec.failing = false;
    engine.process(in, null, out, 2 * RATE, RATE);
    int delay = engine.latency().totalSamples();
    for (int n = RATE + RATE / 2; n < 2 * RATE; n++) {
      assertEquals(in[0][n - delay], out[0][n], "dry while failing");
    }
    assertEquals(RATE / engine.hopSamples(), engine.stats().failedHops());
    float[][] undisturbed =
        render(engine(RATE, 1, 0, StftProfile.LIVE, BRIGHT), in, null, null, 64);
    for (int n = 2 * RATE + RATE / 2; n < 3 * RATE; n++) {
      assertEquals(undisturbed[0][n], out[0][n], 1e-3, "as if nothing had happened");
    }
  }

  @Test
  void shouldGlideWhenSettingsChange() {
    MorphEngine engine = engine(RATE, 1, 0, StftProfile.STUDIO, MorphSettings.NEUTRAL);
    float[][] in = new float[1][3 * RATE];
    for (int n = 0; n < in[0].length; n++) {
      in[0][n] = (float) (0.5 * Math.sin(2 * Math.PI * 220 * n / RATE));
    }
    float[][] out = new float[1][in[0].length];
    MorphSettings[] course = {
      BRIGHT,
      BRIGHT.with(Control.BYPASS, true),
      BRIGHT,
      BRIGHT.withForm(MorphForm.FULL),
      BRIGHT.with(Control.GAIN, -12),
      BRIGHT.with(Control.DRY_WET, 0),
      BRIGHT.withAnchor(new float[] {-12}),
      MorphSettings.NEUTRAL
    };
    int block = in[0].length / (course.length + 1);
    engine.process(in, null, out, 0, block);
    for (int i = 0; i < course.length; i++) {
      engine.change(course[i]);
      engine.process(in, null, out, (i + 1) * block, block);
    }
    double steepest = 0;
    for (int n = 10_000; n < out[0].length; n++) {
      double curve = out[0][n] - 2 * out[0][n - 1] + out[0][n - 2];
      steepest = Math.max(steepest, Math.abs(curve));
    }
    // the sine alone bends by 4e-4 a sample; a hard switch of level would by far more
    assertTrue(steepest < 5e-3, "largest bend " + steepest);
  }

  @ParameterizedTest
  @ValueSource(ints = {44_100, 48_000, 192_000})
  void shouldBypassExactlyHoweverLoudItWasBefore(int rate) {
    for (StftProfile profile : StftProfile.values()) {
      MorphSettings loud =
          MorphSettings.NEUTRAL
              .with(Control.GAIN, 24)
              .with(Control.DRY_WET, 0.5f)
              .withPhase(PhaseMode.RTPGHI);
      MorphEngine engine = engine(rate, 1, 0, profile, loud);
      float[][] in = noise(1, rate, 15);
      render(engine, in, null, null, 512);
      engine.change(MorphSettings.NEUTRAL.with(Control.BYPASS, true));
      render(engine, in, null, null, 512);
      float[] bypassed = render(engine, in, null, null, 512)[0];
      int delay = engine.latency().totalSamples();
      assertArrayEquals(
          Arrays.copyOf(in[0], rate - delay), Arrays.copyOfRange(bypassed, delay, rate));
    }
  }

  @Test
  void shouldGlideToTheSidechainsLevelWhenATimbreIsLeft() {
    float[][] in = new float[1][4 * RATE];
    for (int n = 0; n < in[0].length; n++) {
      in[0][n] = (float) (0.5 * Math.sin(2 * Math.PI * 3000 * n / RATE));
    }
    float[][] side = new float[1][in[0].length];
    for (int n = 0; n < side[0].length; n++) {
      side[0][n] = 0.2f * in[0][n];
    }
    MorphEngine engine = engine(RATE, 1, 1, StftProfile.LIVE, TIMBRE.withMorph(1));
    float[][] out = new float[1][in[0].length];
    engine.process(in, side, out, 0, 2 * RATE);
    engine.change(MorphSettings.NEUTRAL.withMorph(1));
    engine.process(in, side, out, 2 * RATE, 2 * RATE);
    int period = RATE / 3000;
    double before = level(out[0], 2 * RATE - 4 * period, 4 * period);
    double most = 0;
    double last = before;
    for (int at = 2 * RATE; at + 4 * period <= out[0].length; at += 4 * period) {
      double now = level(out[0], at, 4 * period);
      most = Math.max(most, Math.abs(now - last));
      last = now;
    }
    assertEquals(-12, last - before, 1, "dB from the input's level to the sidechain's");
    assertTrue(most < 1, "largest step in a millisecond, dB: " + most);
  }

  private static double level(float[] x, int from, int count) {
    double energy = 0;
    for (int n = from; n < from + count; n++) {
      energy += x[n] * x[n];
    }
    return 10 * Math.log10(energy / count);
  }

  @Test
  void shouldBeAsNewAfterAReset() {
    MorphEngine used = engine(RATE, 1, 1, StftProfile.LIVE, MorphSettings.NEUTRAL);
    float[][] loud = noise(1, RATE, 10);
    render(used, loud, loud, null, 64);
    MorphSettings settings = MorphSettings.NEUTRAL.withMorph(0.8f).with(Control.GAIN, -6);
    used.change(settings);
    used.reset();
    float[][] in = noise(1, RATE, 11);
    float[][] side = noise(1, RATE, 12);
    float[][] fresh = render(engine(RATE, 1, 1, StftProfile.LIVE, settings), in, side, null, 64);
    assertArrayEquals(fresh[0], render(used, in, side, null, 64)[0]);
  }

  @Test
  void shouldGiveTheSameSamplesForEveryBlockSizeWhileTheModelFails() {
    float[][] in = noise(1, 20_000, 13);
    float[][] outOfOnes = failing(in, 1);
    assertArrayEquals(outOfOnes[0], failing(in, 128)[0]);
    assertArrayEquals(outOfOnes[0], failing(in, 20_000)[0]);
  }

  private static float[][] failing(float[][] in, int block) {
    TiltCodec codec = new TiltCodec();
    codec.failing = true;
    MorphEngine engine =
        new MorphEngine(new StreamSpec(RATE, 1), 0, StftProfile.LIVE, GRID, codec, BRIGHT);
    return render(engine, in, null, null, block);
  }

  @Test
  void shouldBendNothingAtMorphZeroHoweverHot() {
    MorphEngine engine = engine(RATE, 1, 0, StftProfile.STUDIO, MorphSettings.NEUTRAL);
    float[][] in = noise(1, RATE, 14);
    for (int n = 0; n < RATE; n++) {
      in[0][n] = 4 * Math.signum(in[0][n]);
    }
    render(engine, in, null, null, 512);
    assertEquals(0, engine.stats().limitedSamples());
  }

  @Test
  void shouldKeepAMorphBelowFullScale() {
    MorphEngine engine = engine(RATE, 1, 0, StftProfile.STUDIO, BRIGHT.withMorph(1));
    float[][] in = new float[1][2 * RATE];
    for (int n = 0; n < in[0].length; n++) {
      in[0][n] = n % 12_000 < 6000 ? (float) (0.7 * Math.sin(2 * Math.PI * 60 * n / RATE)) : 0;
    }
    for (float y : render(engine, in, null, null, 512)[0]) {
      assertTrue(Math.abs(y) <= 1, "sample " + y);
    }
  }

  @Test
  void shouldRefuseAnAnchorOfAnotherModel() {
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () ->
                engine(
                    RATE,
                    1,
                    0,
                    StftProfile.LIVE,
                    MorphSettings.NEUTRAL.withAnchor(new float[] {1, 2})));
    assertEquals("settings: corner anchor.latents=2, expected the model's 1", e.getMessage());
  }

  private static MorphEngine engine(
      int rate, int channels, int sidechains, StftProfile profile, MorphSettings settings) {
    return new MorphEngine(
        new StreamSpec(rate, channels), sidechains, profile, GRID, new TiltCodec(), settings);
  }

  private static float[][] render(
      MorphEngine engine, float[][] in, float[][] side, Random random, int block) {
    float[][] out = new float[in.length][in[0].length];
    int done = 0;
    while (done < in[0].length) {
      int wanted = random == null ? block : 1 + random.nextInt(block);
      int count = Math.min(wanted, in[0].length - done);
      engine.process(in, side, out, done, count);
      done += count;
    }
    return out;
  }

  /** Energies of the slow and the fast part: sums and differences of neighbours. */
  private static double[] halves(float[] x) {
    double low = 0;
    double high = 0;
    for (int n = 10_000; n < x.length; n++) {
      low += Math.pow(x[n] + x[n - 1], 2);
      high += Math.pow(x[n] - x[n - 1], 2);
    }
    return new double[] {low, high};
  }

  private static float[][] noise(int channels, int samples, long seed) {
    Random random = new Random(seed);
    float[][] x = new float[channels][samples];
    for (float[] channel : x) {
      for (int n = 0; n < samples; n++) {
        channel[n] = (float) (0.2 * random.nextGaussian());
      }
    }
    return x;
  }
}
