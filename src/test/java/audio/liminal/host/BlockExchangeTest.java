package audio.liminal.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.Clicks;
import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.Modulation;
import audio.liminal.morph.ModulationSource;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.Rate;
import audio.liminal.signal.StreamSpec;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides driven by hand, so that what is late is the test's to say. */
class BlockExchangeTest {
  private static final int LARGEST = 1024;
  private static final int CHANGING = 0;

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 63, 64, 128, 441, 1024, CHANGING})
  void shouldGiveBitForBitWhatTheOfflineRendererGivesWhenNothingIsLate(int block) {
    float[][] in = GatedCodec.noise(2, 20_000, 1);
    float[][] side = GatedCodec.noise(1, 20_000, 2);
    ClipSink offline = new ClipSink(2, 20_000);
    new OfflineRenderer(GatedCodec.engine(new GatedCodec(), 2, 1), 2, 1)
        .render(ClipSource.once(in), ClipSource.once(side), offline, taken -> {});
    BlockExchange exchange =
        new BlockExchange(GatedCodec.engine(new GatedCodec(), 2, 1), 2, 1, LARGEST);
    float[][] live = run(exchange, in, side, block, at -> true);
    int latency = exchange.latency().totalSamples();
    for (int c = 0; c < 2; c++) {
      float[] trimmed = new float[20_000 - latency];
      System.arraycopy(live[c], latency, trimmed, 0, trimmed.length);
      assertArrayEquals(Arrays.copyOf(offline.samples()[c], trimmed.length), trimmed);
    }
    assertEquals(0, exchange.lateBlocks());
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 100, 1024})
  void shouldDelayAnImpulseByWhatItReports(int largest) {
    MorphEngine engine = GatedCodec.engine(new GatedCodec(), 1, 0);
    engine.change(MorphSettings.NEUTRAL);
    engine.reset();
    BlockExchange exchange = new BlockExchange(engine, 1, 0, largest);
    assertEquals(largest, exchange.latency().transportSamples());
    assertEquals(255 + largest, exchange.latency().totalSamples());
    float[][] in = new float[1][8000];
    in[0][3001] = 1;
    float[] out = run(exchange, in, null, largest, at -> true)[0];
    assertEquals(1, out[3001 + exchange.latency().totalSamples()], 1e-5);
  }

  @Test
  void shouldBecomeDryInPlaceWhileTheEngineIsHeldUpAndComeBack() {
    float[][] in = sine(60_000);
    float[][] undisturbed = run(exchange(), in, null, 128, at -> true);
    BlockExchange exchange = exchange();
    int from = 128 * 160;
    int to = 128 * 170;
    float[][] out = run(exchange, in, null, 128, at -> at < from || at >= to);
    assertEquals(10, exchange.lateBlocks());
    int latency = exchange.latency().totalSamples();
    int seam = Splice.FADE_SAMPLES;
    for (int n = from + 128 + seam; n < to + 128; n++) {
      assertEquals(in[0][n - latency], out[0][n], "dry at " + n);
    }
    for (int n = 0; n < out[0].length; n++) {
      if (n < from + 128 || n >= to + 128 + seam) {
        assertEquals(undisturbed[0][n], out[0][n], "morphed at " + n);
      }
    }
    assertTrue(steepest(out[0]) < 2 * steepest(undisturbed[0]) + 0.01, "bend " + steepest(out[0]));
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 256})
  void shouldClickNowhereInMusicThatGoesDryAndComesBack(int block) {
    AudioClip clip = AudioClip.read(Path.of("demo/guitar.flac")).at(GatedCodec.RATE);
    float[][] in = {Arrays.copyOf(clip.samples()[0], 60_000)};
    for (int from = 20_480; from < 50_000; from += 28 * 256) {
      int start = from;
      int to = from + 3 * block;
      float[] out = run(exchange(block), in, null, block, at -> at < start || at >= to)[0];
      double excess = clickDb(out, from + block);
      assertTrue(excess < 2, excess + " dB");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 256})
  void shouldClickNowhereInAToneWhereABareSwitchWould(int block) {
    float[][] in = sine(60_000);
    float[] undisturbed = run(exchange(block), in, null, block, at -> true)[0];
    int latency = 255 + block;
    double bareDb = 0;
    for (int from = 20_480; from < 40_000; from += 17 * 256) {
      int start = from;
      int to = from + 3 * block;
      float[] out = run(exchange(block), in, null, block, at -> at < start || at >= to)[0];
      double mendedDb = clickDb(out, from + block);
      assertTrue(mendedDb < 2, mendedDb + " dB");
      float[] bare = undisturbed.clone();
      System.arraycopy(in[0], from + block - latency, bare, from + block, to - from);
      bareDb = Math.max(bareDb, clickDb(bare, from + block));
    }
    assertTrue(bareDb > 10, "a bare switch would be heard: " + bareDb + " dB");
  }

  /** Of both seams, which lie closely together; without the beginning, which is one itself. */
  private static double clickDb(float[] x, int leaving) {
    int start = 10_000;
    float[] later = Arrays.copyOfRange(x, start, x.length);
    return Clicks.excessDb(later, GatedCodec.RATE, leaving - start);
  }

  @Test
  void shouldLeaveOutWhatItMissedAfterALongHoldUp() {
    float[][] in = GatedCodec.noise(1, 200_000, 4);
    BlockExchange exchange = exchange();
    int from = 128 * 100;
    int to = 128 * 900;
    float[][] out = run(exchange, in, null, 128, at -> at < from || at >= to);
    int latency = exchange.latency().totalSamples();
    for (int n = from + 256; n < to + 128; n++) {
      assertEquals(in[0][n - latency], out[0][n], "dry at " + n);
    }
    // the engine's windows must fill anew: 255 samples and the block it begins in
    assertEquals(803, exchange.lateBlocks());
    float[][] undisturbed = run(exchange(), in, null, 128, at -> true);
    for (int n = to + 50_000; n < out[0].length; n++) {
      assertEquals(undisturbed[0][n], out[0][n], 2e-2, "as if nothing had happened, " + n);
    }
  }

  @Test
  void shouldKeepToTheMusicAfterALongHoldUp() {
    float[][] in = GatedCodec.noise(1, 300_000, 4);
    int from = 128 * 100;
    int to = 128 * 900;
    float[][] undisturbed = run(pulsing(), in, null, 128, at -> true);
    float[][] out = run(pulsing(), in, null, 128, at -> at < from || at >= to);
    for (int n = to + 10_000; n + 6000 <= out[0].length; n += 6000) {
      assertEquals(level(undisturbed[0], n), level(out[0], n), 0.5, "dB at " + n);
    }
  }

  /** Loud and soft in turn, each for 36000 samples. */
  private static BlockExchange pulsing() {
    ModulationSource pulse =
        new ModulationSource.Lfo(ModulationSource.Shape.SQUARE, Rate.beats(3), 0);
    Modulation.Route route = new Modulation.Route(0, Controls.index(Control.GAIN), 20);
    Modulation modulation = new Modulation(List.of(pulse), List.of(route));
    MorphSettings settings = MorphSettings.NEUTRAL.withModulation(modulation);
    StreamSpec spec = new StreamSpec(GatedCodec.RATE, 1);
    MorphEngine engine = GatedCodec.engine(new GatedCodec(), spec, 0, settings);
    return new BlockExchange(engine, 1, 0, 128);
  }

  private static double level(float[] x, int from) {
    double sum = 0;
    for (int n = from; n < from + 6000; n++) {
      sum += x[n] * x[n];
    }
    return 10 * Math.log10(sum);
  }

  @Test
  void shouldAddNothingToASeamWhereMorphAndDrySoundAlike() {
    float[][] in = GatedCodec.noise(1, 30_000, 5);
    MorphEngine engine = GatedCodec.engine(new GatedCodec(), 1, 0);
    engine.change(MorphSettings.NEUTRAL.with(Control.BYPASS, true));
    engine.reset();
    BlockExchange exchange = new BlockExchange(engine, 1, 0, 128);
    Random random = new Random(6);
    float[][] out = run(exchange, in, null, 128, at -> random.nextBoolean());
    assertTrue(exchange.lateBlocks() > 20);
    int latency = exchange.latency().totalSamples();
    for (int n = latency; n < out[0].length; n++) {
      assertEquals(in[0][n - latency], out[0][n]);
    }
  }

  @Test
  void shouldAllocateNothingOnTheHostsSide() {
    BlockExchange exchange = exchange();
    float[][] block = GatedCodec.noise(1, 128, 7);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = 0;
    for (int i = 0; i < 12_000; i++) {
      if (i == 2000) {
        before = threads.getThreadAllocatedBytes(id);
      }
      exchange.exchange(block, null, block, 128);
      if (i % 3 == 0) {
        exchange.work();
      }
    }
    assertTrue(exchange.lateBlocks() > 0);
    // reading the figure itself takes a little
    assertTrue(threads.getThreadAllocatedBytes(id) - before < 1000);
  }

  private static BlockExchange exchange() {
    return exchange(128);
  }

  private static BlockExchange exchange(int block) {
    return new BlockExchange(GatedCodec.engine(new GatedCodec(), 1, 0), 1, 0, block);
  }

  private static float[][] sine(int samples) {
    float[][] x = new float[1][samples];
    for (int n = 0; n < samples; n++) {
      x[0][n] = (float) (0.5 * Math.sin(2 * Math.PI * 220 * n / GatedCodec.RATE));
    }
    return x;
  }

  private static double steepest(float[] x) {
    double steepest = 0;
    for (int n = 10_000; n < x.length; n++) {
      steepest = Math.max(steepest, Math.abs(x[n] - x[n - 1]));
    }
    return steepest;
  }

  /** Whether the engine works after the block that begins here. */
  private interface Schedule {
    boolean works(int at);
  }

  private static float[][] run(
      BlockExchange exchange, float[][] in, float[][] side, int block, Schedule schedule) {
    Random random = new Random(block);
    float[][] out = new float[in.length][in[0].length];
    for (int at = 0; at < in[0].length; ) {
      int wanted = block == CHANGING ? 1 + random.nextInt(LARGEST) : block;
      int count = Math.min(wanted, in[0].length - at);
      float[][] given = cut(in, at, count);
      exchange.exchange(given, side == null ? null : cut(side, at, count), given, count);
      for (int c = 0; c < out.length; c++) {
        System.arraycopy(given[c], 0, out[c], at, count);
      }
      if (schedule.works(at)) {
        do {} while (exchange.work() > 0);
      }
      at += count;
    }
    return out;
  }

  private static float[][] cut(float[][] x, int at, int count) {
    float[][] piece = new float[x.length][count];
    for (int c = 0; c < x.length; c++) {
      System.arraycopy(x[c], at, piece[c], 0, count);
    }
    return piece;
  }
}
