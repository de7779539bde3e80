package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftProfile;
import audio.liminal.morph.Control;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PhaseMode;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MorphSessionTest {
  private static final int RATE = 48_000;
  private static final SpectrumGrid GRID = new SpectrumGrid(RATE / 1024.0, TiltCodec.BINS);
  private static final SpectrumGrid OTHER_GRID = new SpectrumGrid(40, TiltCodec.BINS);
  private static final MorphSettings BRIGHT = tilted(12);
  private static final MorphSettings DARK = tilted(-12);
  private static final MorphSettings TIMBRE =
      MorphSettings.NEUTRAL
          .withMorph(0.7f)
          .withTarget(
              Corners.timbre(
                  LatentCloud.independent(new float[] {30}, new float[] {5}),
                  Corner.timbre(
                      "timbre", LatentCloud.independent(new float[] {12}, new float[] {2})),
                  10));

  @Test
  void shouldPlayTheNextSessionAloneAfterAChange() {
    MorphEngine engine = engine(StftProfile.STUDIO, BRIGHT);
    float[][] in = noise(RATE);
    float[][] out = darkFromTheMiddle(engine, in);
    assertArrayEquals(head(alone(BRIGHT, in), RATE / 2), head(out[0], RATE / 2));
    float[] dark = alone(DARK, in);
    for (int n = RATE * 3 / 4; n < RATE; n++) {
      assertEquals(dark[n], out[0][n], 1e-4);
    }
    assertEquals(1, engine.closeRetired());
  }

  @Test
  void shouldListenUnheardBeforeItTakesOver() {
    MorphEngine engine = engine(StftProfile.STUDIO, BRIGHT);
    float[][] in = noise(RATE);
    float[][] out = darkFromTheMiddle(engine, in);
    int listened = RATE / 2 + RATE / 25;
    assertArrayEquals(head(alone(BRIGHT, in), listened), head(out[0], listened));
  }

  /** In the last of the 50 ms in which it listens. */
  @Test
  void shouldReconstructPhasesBeforeAndAfterGainsThatNeedIt() {
    float[][] in = noise(RATE);
    MorphSettings reconstructed = DARK.withPhase(PhaseMode.RTPGHI);
    for (boolean coming : new boolean[] {true, false}) {
      MorphSettings from = coming ? BRIGHT : reconstructed;
      MorphEngine engine = engine(StftProfile.STUDIO, from);
      float[][] out = new float[1][RATE];
      engine.process(in, null, out, 0, RATE / 2);
      engine.play(session(engine, coming ? reconstructed : BRIGHT), 0);
      engine.process(in, null, out, RATE / 2, RATE / 2);
      float[] alone = alone(from, in);
      double off = 0;
      for (int n = RATE / 2 + RATE / 30; n < RATE / 2 + RATE / 25; n++) {
        off = Math.max(off, Math.abs(out[0][n] - alone[n]));
      }
      assertEquals(coming, off > 0.01, "largest difference " + off);
    }
  }

  @Test
  void shouldTakeOverAtOnceWhereNothingHasPlayedYet() {
    float[][] in = noise(RATE);
    float[][] out = new float[1][RATE];
    MorphEngine engine = engine(StftProfile.STUDIO, BRIGHT);
    engine.process(in, null, out, 0, RATE / 2);
    engine.play(session(engine, DARK), 0);
    engine.reset();
    engine.process(in, null, out, 0, RATE);
    assertArrayEquals(alone(DARK, in), out[0]);
    MorphEngine fresh = engine(StftProfile.STUDIO, BRIGHT);
    fresh.play(session(fresh, DARK), 0);
    fresh.process(in, null, out, 0, RATE);
    float[] dark = alone(DARK, in);
    for (int n = RATE / 12; n < RATE; n++) {
      assertEquals(dark[n], out[0][n], 1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 37, 64, 100, 2400})
  void shouldGiveTheSameSamplesForEveryBlockSizeWhileSessionsChange(int block) {
    for (StftProfile profile : StftProfile.values()) {
      assertArrayEquals(changing(profile, 4800), changing(profile, block));
    }
  }

  private static float[] changing(StftProfile profile, int block) {
    MorphEngine engine = engine(profile, BRIGHT);
    float[][] in = noise(RATE);
    float[][] out = new float[1][RATE];
    for (int at = 0; at < RATE; at += 4800) {
      switch (at / 4800) {
        case 1 -> engine.play(session(engine, OTHER_GRID, DARK), 0.3);
        case 2 -> engine.play(session(engine, TIMBRE), 0.04);
        case 5 -> engine.play(session(engine, OTHER_GRID, BRIGHT), 0.5);
        default -> engine.closeRetired();
      }
      for (int done = 0; done < 4800; done += block) {
        engine.process(in, null, out, at + done, Math.min(block, 4800 - done));
      }
    }
    return out[0];
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldNotClickHoweverFastSessionsChange(StftProfile profile) {
    MorphEngine engine = engine(profile, BRIGHT);
    float[][] in = new float[1][2 * RATE];
    for (int n = 0; n < in[0].length; n++) {
      in[0][n] = (float) (0.5 * Math.sin(2 * Math.PI * 220 * n / RATE));
    }
    float[][] out = new float[1][in[0].length];
    Random random = new Random(1);
    List<MorphSettings> all =
        List.of(BRIGHT, DARK, TIMBRE, DARK.with(Control.GAIN, -12), BRIGHT.with(Control.BYPASS, 1));
    int block = 480;
    for (int at = 0; at < out[0].length; at += block) {
      if (random.nextInt(4) == 0) {
        SpectrumGrid grid = random.nextBoolean() ? GRID : OTHER_GRID;
        engine.play(session(engine, grid, all.get(random.nextInt(all.size()))), 0);
      }
      engine.process(in, null, out, at, block);
    }
    double steepest = 0;
    for (int n = 10_000; n < out[0].length; n++) {
      double curve = out[0][n] - 2 * out[0][n - 1] + out[0][n - 2];
      steepest = Math.max(steepest, Math.abs(curve));
    }
    // the sine alone bends by 4e-4 a sample; a hard switch of level would by far more
    assertTrue(steepest < 5e-3, "largest bend " + steepest);
  }

  @Test
  void shouldLetTheNewestOfManyPlayAndCloseTheOthers() {
    MorphEngine engine = engine(StftProfile.LIVE, BRIGHT);
    float[][] block = noise(4800);
    List<TiltCodec> codecs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      codecs.add(new TiltCodec());
      engine.play(engine.session(GRID, codecs.get(i), DARK), 10);
      engine.process(block, null, block, 0, i == 3 ? 64 : 640);
    }
    engine.process(block, null, block, 0, 4800);
    // the second to the fourth wait or begin; the first and those are out once the fifth plays
    engine.closeRetired();
    engine.play(session(engine, DARK), 0);
    engine.process(block, null, block, 0, 4800);
    engine.process(block, null, block, 0, 4800);
    engine.closeRetired();
    for (TiltCodec codec : codecs) {
      assertTrue(codec.closed);
    }
  }

  @Test
  void shouldNotRetireOneThatWasToldTwiceWhileItPlays() {
    MorphEngine engine = engine(StftProfile.LIVE, BRIGHT);
    float[][] block = noise(4800);
    TiltCodec codec = new TiltCodec();
    MorphSession dark = engine.session(GRID, codec, DARK);
    engine.play(dark, 0);
    engine.process(block, null, block, 0, 4800);
    engine.process(block, null, block, 0, 4800);
    assertEquals(1, engine.closeRetired());
    engine.play(dark, 0);
    engine.play(session(engine, BRIGHT), 0);
    assertEquals(0, engine.closeRetired());
    assertFalse(codec.closed);
    engine.process(block, null, block, 0, 4800);
    engine.process(block, null, block, 0, 4800);
    assertEquals(1, engine.closeRetired());
    assertTrue(codec.closed);
  }

  @Test
  void shouldRetireOneThatWaitsOnceHoweverOftenItWasTold() {
    MorphEngine engine = engine(StftProfile.LIVE, BRIGHT);
    float[][] block = noise(64);
    engine.play(session(engine, DARK), 5);
    engine.process(block, null, block, 0, 64);
    MorphSession waiting = session(engine, DARK);
    engine.play(waiting, 5);
    engine.process(block, null, block, 0, 64);
    engine.play(waiting, 5);
    engine.play(session(engine, BRIGHT), 5);
    engine.process(block, null, block, 0, 64);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertEquals(2, engine.closeRetired(), "on its way, and waiting"));
    assertThrows(BadInputException.class, () -> engine.play(waiting, 0));
  }

  @Test
  void shouldCloseAllItsSessionsInTheEnd() {
    TiltCodec[] codecs = {new TiltCodec(), new TiltCodec(), new TiltCodec(), new TiltCodec()};
    MorphEngine engine =
        new MorphEngine(new StreamSpec(RATE, 1), 0, StftProfile.LIVE, GRID, codecs[0], BRIGHT);
    float[][] block = noise(64);
    for (int i = 1; i < codecs.length; i++) {
      engine.play(engine.session(GRID, codecs[i], DARK), 5);
      engine.process(block, null, block, 0, 64);
    }
    assertFalse(codecs[3].closed);
    engine.close();
    for (TiltCodec codec : codecs) {
      assertTrue(codec.closed);
    }
  }

  @Test
  void shouldBlendLogGainsOnTheWay() {
    float[][] in = noise(2 * RATE);
    MorphEngine engine = engine(StftProfile.STUDIO, BRIGHT);
    engine.play(session(engine, DARK), 2);
    float[][] out = new float[1][2 * RATE];
    engine.process(in, null, out, 0, 2 * RATE);
    double between = (tiltHalfWay(alone(BRIGHT, in)) + tiltHalfWay(alone(DARK, in))) / 2;
    assertEquals(between, tiltHalfWay(out[0]), 0.7);
  }

  private static double tiltHalfWay(float[] x) {
    return tilt(Arrays.copyOfRange(x, x.length / 2 - RATE / 10, x.length / 2 + RATE / 10));
  }

  @Test
  void shouldKeepTheOneOfTwoThatIsTold() {
    MorphEngine engine = engine(StftProfile.STUDIO, BRIGHT);
    TiltCodec codec = new TiltCodec();
    MorphSession dark = engine.session(GRID, codec, DARK);
    engine.play(dark, 1);
    float[][] in = noise(RATE);
    float[][] out = new float[1][RATE];
    engine.process(in, null, out, 0, RATE / 4);
    engine.play(dark, 0.1);
    engine.process(in, null, out, RATE / 4, 3 * RATE / 4);
    assertEquals(1, engine.closeRetired());
    assertFalse(codec.closed);
    float[] alone = alone(DARK, in);
    for (int n = RATE / 2; n < RATE; n++) {
      assertEquals(alone[n], out[0][n], 1e-4);
    }
  }

  @Test
  void shouldGoOnFromWhatTheLastSessionOfTheSameModelLearned() {
    double same = errorAfterAChange("tilt");
    double other = errorAfterAChange("another");
    assertTrue(same < 1e-4, "after the same model " + same);
    assertTrue(other > 10 * same, "after another model " + other);
  }

  /** Energy of the difference to no change at all, over that of the sound. */
  private static double errorAfterAChange(String nextSpace) {
    MorphEngine engine = engine(StftProfile.STUDIO, TIMBRE);
    float[][] in = noise(2 * RATE);
    float[][] out = new float[1][2 * RATE];
    engine.process(in, null, out, 0, RATE);
    TiltCodec codec = new TiltCodec();
    codec.space = nextSpace;
    engine.play(engine.session(GRID, codec, TIMBRE), 0);
    engine.process(in, null, out, RATE, RATE);
    float[] undisturbed = alone(TIMBRE, in);
    double error = 0;
    double energy = 0;
    for (int n = RATE + RATE / 5; n < 2 * RATE; n++) {
      error += Math.pow(out[0][n] - undisturbed[n], 2);
      energy += undisturbed[n] * undisturbed[n];
    }
    return error / energy;
  }

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldDelayAnImpulseByWhatItReportsInTheMiddleOfAChange(StftProfile profile) {
    MorphEngine engine = engine(profile, BRIGHT.withMorph(0.1f));
    int delay = engine.latency().totalSamples();
    engine.play(session(engine, OTHER_GRID, DARK.withMorph(0.1f)), 1);
    float[][] out = new float[1][RATE];
    out[0][RATE / 2 + 3] = 0.5f;
    engine.process(out, null, out, 0, RATE);
    int largest = 0;
    for (int n = 0; n < RATE; n++) {
      largest = Math.abs(out[0][n]) > Math.abs(out[0][largest]) ? n : largest;
    }
    assertEquals(delay, largest - RATE / 2 - 3);
  }

  @Test
  void shouldAllocateNothingWhileSessionsChange() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    MorphEngine engine = engine(StftProfile.LIVE, BRIGHT);
    float[][] block = noise(512);
    long id = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 8 && least > 0; round++) {
      long bytes = 0;
      for (int call = 0; call < 400; call++) {
        if (call % 3 == 0) {
          engine.play(session(engine, call % 2 == 0 ? GRID : OTHER_GRID, TIMBRE), 0);
        }
        long before = threads.getThreadAllocatedBytes(id);
        engine.process(block, null, block, 0, 512);
        bytes += threads.getThreadAllocatedBytes(id) - before;
      }
      engine.closeRetired();
      least = Math.min(least, bytes);
    }
    assertEquals(0, least, "bytes in 400 calls");
  }

  @Test
  void shouldFinishAChangeWhenReset() {
    MorphEngine engine = engine(StftProfile.LIVE, BRIGHT);
    float[][] in = noise(RATE);
    engine.play(session(engine, TIMBRE), 10);
    engine.process(in, null, new float[1][RATE], 0, 100);
    engine.play(session(engine, DARK), 10);
    engine.reset();
    float[][] out = new float[1][RATE];
    engine.process(in, null, out, 0, RATE);
    float[][] fresh = new float[1][RATE];
    engine(StftProfile.LIVE, DARK).process(in, null, fresh, 0, RATE);
    assertArrayEquals(fresh[0], out[0]);
    assertEquals(2, engine.closeRetired());
  }

  @Test
  void shouldRefuseASessionOfAnotherEngineOrOneThatIsClosed() {
    MorphEngine engine = engine(StftProfile.LIVE, BRIGHT);
    MorphSession foreign = session(engine(StftProfile.LIVE, BRIGHT), DARK);
    assertThrows(BadInputException.class, () -> engine.play(foreign, 0));
    MorphSession closed = session(engine, DARK);
    closed.close();
    assertThrows(BadInputException.class, () -> engine.play(closed, 0));
  }

  private static MorphSettings tilted(float anchor) {
    return MorphSettings.NEUTRAL.withMorph(0.7f).withAnchor(new float[] {anchor});
  }

  private static MorphEngine engine(StftProfile profile, MorphSettings settings) {
    return new MorphEngine(new StreamSpec(RATE, 1), 0, profile, GRID, new TiltCodec(), settings);
  }

  private static MorphSession session(MorphEngine engine, MorphSettings settings) {
    return session(engine, GRID, settings);
  }

  private static MorphSession session(
      MorphEngine engine, SpectrumGrid grid, MorphSettings settings) {
    return engine.session(grid, new TiltCodec(), settings);
  }

  /** A second, in whose middle it changes to the dark one. */
  private static float[][] darkFromTheMiddle(MorphEngine engine, float[][] in) {
    float[][] out = new float[1][RATE];
    engine.process(in, null, out, 0, RATE / 2);
    engine.play(session(engine, DARK), 0);
    engine.process(in, null, out, RATE / 2, RATE / 2);
    return out;
  }

  private static float[] alone(MorphSettings settings, float[][] in) {
    float[][] out = new float[1][in[0].length];
    engine(StftProfile.STUDIO, settings).process(in, null, out, 0, in[0].length);
    return out[0];
  }

  private static float[] head(float[] x, int count) {
    return Arrays.copyOf(x, count);
  }

  /** Level of neighbours' differences over that of their sums. */
  private static double tilt(float[] x) {
    double low = 0;
    double high = 0;
    for (int n = x.length / 2; n < x.length; n++) {
      low += Math.pow(x[n] + x[n - 1], 2);
      high += Math.pow(x[n] - x[n - 1], 2);
    }
    return 10 * Math.log10(high / low);
  }

  private static float[][] noise(int samples) {
    Random random = new Random(1);
    float[][] x = new float[1][samples];
    for (int n = 0; n < samples; n++) {
      x[0][n] = (float) (0.2 * random.nextGaussian());
    }
    return x;
  }
}
