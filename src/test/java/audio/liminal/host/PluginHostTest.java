package audio.liminal.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import audio.liminal.engine.MorphEngine;
import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.Modulation;
import audio.liminal.morph.ModulationSource;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.Rate;
import audio.liminal.morph.Tempo;
import audio.liminal.ring.RingLayout;
import audio.liminal.ring.RingPlugin;
import audio.liminal.ring.RingSegment;
import audio.liminal.ring.SlotRequest;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host in this process, and a plugin played by the test. */
class PluginHostTest {
  private static final int RATE = GatedCodec.RATE;
  private static final int HOP = 64;
  private static final int LATENCY = 255;
  private static final int LIVE = 0;
  private static final float[] START = {0.7f, 0, 0, 1, 0, 20, 1, 1, 1, 0, 0, 0.9f, 0};

  @TempDir Path folder;
  private RingPlugin plugin;
  private final GatedCodec codec = new GatedCodec();
  private final AtomicReference<Throwable> fatal = new AtomicReference<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicReference<String> asked = new AtomicReference<>();
  private volatile boolean missing;
  private volatile Modulation modulation = Modulation.NONE;

  @BeforeEach
  void start() {
    plugin = new RingPlugin(folder.resolve("ring"));
    new PluginHost(RingSegment.map(plugin.file), maker, fatal::set).start();
  }

  private final PluginProgramme.Maker maker =
      new PluginProgramme.Maker() {
        @Override
        public PluginProgramme make(SlotRequest request, String text, float[] parameters) {
          request.check();
          note(text);
          float[] controls = PluginParameters.controls(parameters, 1);
          StreamSpec spec = new StreamSpec(request.sampleRateHz(), request.channels());
          return new PluginProgramme(
              GatedCodec.engine(codec, spec, request.sidechains(), settings(12, controls)),
              controls);
        }

        @Override
        public PluginProgramme.Change change(MorphEngine engine, String text, float[] parameters) {
          note(text);
          float[] controls = PluginParameters.controls(parameters, 1);
          return new PluginProgramme.Change(
              engine.session(GatedCodec.GRID, new GatedCodec(), settings(-12, controls)), controls);
        }
      };

  private void note(String text) {
    if (missing) {
      throw new BadInputException("model", "name", "dream", "one of [cosine]");
    }
    asked.set(text);
    made.incrementAndGet();
  }

  private MorphSettings settings(float anchor, float[] controls) {
    return MorphSettings.NEUTRAL
        .withAnchor(new float[] {anchor})
        .withModulation(modulation)
        .withControls(Controls.over(controls));
  }

  private static void await(String what, BooleanSupplier condition) {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      if (i > 100_000) {
        fail("waited in vain until " + what);
      }
      LockSupport.parkNanos(100_000);
    }
  }

  private static void awaitAnswer(RingPlugin.Slot slot, int generation, int answer) {
    await(
        "answer " + answer + ", is " + slot.answer() + " " + slot.status(),
        () -> slot.answered() == generation && slot.answer() == answer);
  }

  /** Hands over all in blocks as the engine takes them, and returns what comes back. */
  private float[][] run(RingPlugin.Slot slot, float[][] in, int channels, int block) {
    Random random = new Random(block);
    float[][] out = new float[channels][in[0].length];
    for (int at = 0; at < in[0].length; ) {
      int wanted = block == 0 ? 1 + random.nextInt(1024) : block;
      int count = Math.min(wanted, in[0].length - at);
      long from = slot.end();
      slot.hand(in, at, count);
      await("samples come back", () -> slot.outputEnd() >= slot.end());
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < count; i++) {
          out[c][at + i] = slot.out(c, from + i);
        }
      }
      at += count;
    }
    return out;
  }

  private static double farthest(float[] a, float[] b) {
    double farthest = 0;
    for (int n = a.length - 1000; n < a.length; n++) {
      farthest = Math.max(farthest, Math.abs(a[n] - b[n]));
    }
    return farthest;
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 64, 512, 0})
  void shouldGiveBitForBitWhatTheOfflineRendererGives(int block) {
    float[][] in = GatedCodec.noise(3, 10_000, 1);
    ClipSink offline = new ClipSink(2, 10_000);
    new OfflineRenderer(GatedCodec.engine(new GatedCodec(), 2, 1), 2, 1)
        .render(
            ClipSource.once(Arrays.copyOf(in, 2)),
            ClipSource.once(new float[][] {in[2]}),
            offline,
            taken -> {});
    RingPlugin.Slot slot = plugin.slot(31);
    for (int stream = 0; stream < 2; stream++) {
      long start = slot.end();
      awaitAnswer(slot, slot.stream(RATE, 2, 1, LIVE, START), RingLayout.PLAYING);
      assertEquals(LATENCY, slot.latencySamples());
      assertEquals(start - 1, slot.validFrom());
      float[][] out = run(slot, in, 2, block);
      for (int c = 0; c < 2; c++) {
        float[] live = Arrays.copyOfRange(out[c], LATENCY, 10_000);
        assertArrayEquals(Arrays.copyOf(offline.samples()[c], live.length), live);
      }
    }
    assertEquals("", slot.status());
    awaitAnswer(slot, slot.open(), RingLayout.NONE);
    assertNull(fatal.get());
  }

  @Test
  void shouldApplyChangesAtTheHopThatFollowsWhateverTheBlocks() {
    float[][] expected = null;
    for (int block : new int[] {512, 1, 100}) {
      RingPlugin.Slot slot = plugin.slot(0);
      awaitAnswer(slot, slot.stream(RATE, 1, 0, LIVE, START), RingLayout.PLAYING);
      long start = slot.end();
      for (int i = 0; i < 60; i++) {
        slot.event(start + 37L * i, i % 2 == 0 ? 0 : 12, i % 2 == 0 ? i / 60f : -i);
      }
      slot.event(start + 5000, 0, Float.NaN);
      slot.event(start + 5000, 400_000, 1);
      slot.event(start + 5001, Controls.index(Control.BYPASS), 7);
      float[][] out = run(slot, GatedCodec.noise(1, 20_000, 3), 1, block);
      if (expected != null) {
        assertArrayEquals(expected[0], out[0], "block " + block);
      }
      expected = out;
    }
    float[] in = GatedCodec.noise(1, 20_000, 3)[0];
    // a glide of 15 ms to the bypass begins at 5056, the first hop after 5001
    assertTrue(Math.abs(expected[0][5050 + LATENCY] - in[5050]) > 1e-3);
    assertArrayEquals(
        Arrays.copyOfRange(in, 17_000, 19_700),
        Arrays.copyOfRange(expected[0], 17_000 + LATENCY, 19_700 + LATENCY),
        1e-4f);
  }

  @Test
  void shouldTakeChangesAtTheFirstSampleAsInitialAndBeginAnewWhereTold() {
    float[][] in = GatedCodec.noise(1, 6_000, 9);
    RingPlugin.Slot slot = plugin.slot(6);
    awaitAnswer(slot, slot.stream(RATE, 1, 0, LIVE, START), RingLayout.PLAYING);
    float[] expected = run(slot, in, 1, 500)[0];
    awaitAnswer(slot, slot.stream(RATE, 1, 0, LIVE), RingLayout.PLAYING);
    setAll(slot, slot.end());
    assertArrayEquals(expected, run(slot, in, 1, 500)[0]);
    slot.event(slot.end() + 5, Controls.index(Control.GAIN), -20);
    slot.event(slot.end() + 1001, RingLayout.EVENT_RESTART, 0);
    setAll(slot, slot.end() + 1001);
    run(slot, GatedCodec.noise(1, 1001, 10), 1, 77);
    assertArrayEquals(expected, run(slot, in, 1, 300)[0]);
  }

  private static MorphEngine engine(MorphSettings settings) {
    return GatedCodec.engine(new GatedCodec(), new StreamSpec(RATE, 1), 0, settings);
  }

  /** What an engine makes of it that is led by hand: from a hop on, at a beat. */
  private float[] led(float[] in, Tempo tempo, int hop, double beat, double bpm) {
    float[][] x = {in.clone()};
    try (MorphEngine engine = engine(settings(12, PluginParameters.controls(START, 1)))) {
      engine.tempo(tempo);
      engine.process(x, null, x, 0, hop * HOP);
      engine.follow(bpm, beat);
      engine.process(x, null, x, hop * HOP, in.length - hop * HOP);
    }
    return x[0];
  }

  private static Modulation swinging() {
    return new Modulation(
        List.of(new ModulationSource.Lfo(ModulationSource.Shape.SINE, Rate.beats(0.25f), 0)),
        List.of(new Modulation.Route(0, Controls.index(Control.MORPH), 0.5f)));
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 64, 512, 0})
  void shouldKeepToTheHostsMusicToTheSampleWhateverTheBlocks(int block) {
    modulation = swinging();
    float[] in = GatedCodec.noise(1, 10_000, 12)[0];
    RingPlugin.Slot slot = plugin.slot(8);
    awaitAnswer(slot, slot.stream(RATE, 1, 0, LIVE, START), RingLayout.PLAYING);
    long start = slot.end();
    double jumped = 40 + 14 / (double) RATE * 200 / 60; // the first hop after it is 14 samples on
    float[] expected = led(in, new Tempo(97, 3.25, List.of()), 80, jumped, 200);
    slot.tempo(start - 1, 9, 300); // of an earlier stream
    slot.tempo(start, 3.25, 97);
    slot.tempo(start + 5106, 40, 200);
    assertArrayEquals(expected, run(slot, new float[][] {in}, 1, block)[0]);
    // one that begins anew knows of no tempo, and goes on through what can't be one
    slot.event(slot.end(), RingLayout.EVENT_RESTART, 0);
    slot.tempo(slot.end() + 64, Double.NaN, 97);
    slot.tempo(slot.end() + 64, 3, 0);
    slot.tempo(slot.end() + 64, Double.POSITIVE_INFINITY, 97);
    float[] plain = led(in, Tempo.DEFAULT, 0, 0, 120);
    assertArrayEquals(plain, run(slot, new float[][] {in}, 1, block)[0]);
    assertTrue(farthest(plain, expected) > 0.01);
  }

  @Test
  void shouldTakeTheNewestOfMoreTemposThanThereIsRoomFor() {
    modulation = swinging();
    float[] in = GatedCodec.noise(1, 5_000, 13)[0];
    RingPlugin.Slot slot = plugin.slot(9);
    for (int i = 0; i < 1000; i++) {
      slot.tempo(slot.end(), i, 500);
    }
    slot.tempo(slot.end(), 3.25, 97);
    awaitAnswer(slot, slot.stream(RATE, 1, 0, LIVE, START), RingLayout.PLAYING);
    float[] expected = led(in, new Tempo(97, 3.25, List.of()), 0, 3.25, 97);
    assertArrayEquals(expected, run(slot, new float[][] {in}, 1, 100)[0]);
  }

  private static void setAll(RingPlugin.Slot slot, long position) {
    for (int i = 0; i < START.length; i++) {
      slot.event(position, i, START[i]);
    }
  }

  @Test
  void shouldTakeTheLatestValuesWhereChangesWereLost() {
    RingPlugin.Slot slot = plugin.slot(1);
    awaitAnswer(slot, slot.stream(RATE, 1, 0, LIVE, START), RingLayout.PLAYING);
    slot.lose(Controls.index(Control.BYPASS), 1);
    float[][] in = GatedCodec.noise(1, 16_000, 4);
    float[][] out = run(slot, in, 1, 128);
    assertArrayEquals(
        Arrays.copyOfRange(in[0], 13_000, 15_700),
        Arrays.copyOfRange(out[0], 13_000 + LATENCY, 15_700 + LATENCY));
  }

  @Test
  void shouldSayWhatTheEngineThrewAndGoOn() {
    RingPlugin.Slot slot = plugin.slot(2);
    awaitAnswer(slot, slot.stream(RATE, 1, 0, LIVE, START), RingLayout.PLAYING);
    codec.throwing = true;
    slot.hand(GatedCodec.noise(1, 1000, 5), 0, 1000);
    await("it says so", () -> slot.status().contains("on demand"));
    codec.throwing = false;
    float[][] in = GatedCodec.noise(1, 5000, 5);
    run(slot, in, 1, 128);
    assertTrue(slot.validFrom() < slot.end() - 4000, "valid again");
    assertNull(fatal.get());
  }

  @Test
  void shouldBeginAnewOnTheGridOfHopsAfterALongHoldUp() {
    RingPlugin.Slot slot = plugin.slot(3);
    float[][] silence = new float[1][20];
    slot.hand(silence, 0, 20);
    long start = slot.end();
    float[][] in = GatedCodec.noise(1, 200_000, 6);
    int generation = slot.stream(RATE, 1, 0, LIVE, START);
    slot.hand(in, 0, 200_000);
    awaitAnswer(slot, generation, RingLayout.PLAYING);
    await("it has skipped", () -> slot.outputEnd() >= slot.end());
    long begun = slot.validFrom() - LATENCY;
    assertEquals(0, (begun - start) % HOP);
    assertTrue(begun > slot.end() - HOP && begun <= slot.end(), "at " + begun);
    run(slot, in, 1, 64);
    assertEquals(begun + LATENCY, slot.validFrom());
  }

  @Test
  void shouldRefuseWhatCannotBeAndTryAgainWhatIsMissing() {
    RingPlugin.Slot slot = plugin.slot(4);
    awaitAnswer(slot, slot.stream(8000, 2, 0, LIVE), RingLayout.REFUSED);
    assertEquals("stream: sampleRateHz=8000, expected 44100 to 192000", slot.status());
    missing = true;
    awaitAnswer(slot, slot.stream(RATE, 2, 0, LIVE), RingLayout.REFUSED);
    assertEquals("model: name=dream, expected one of [cosine]", slot.status());
    missing = false;
    int generation = slot.generation();
    awaitAnswer(slot, generation, RingLayout.PLAYING);
    assertEquals("", slot.status());
  }

  @Test
  void shouldPlaySomethingElseWithoutAGapWhenTheTextChangesAsItPlays() {
    RingPlugin.Slot slot = plugin.slot(5);
    slot.text("{\"one\":1}");
    awaitAnswer(slot, slot.stream(RATE, 1, 0, LIVE, START), RingLayout.PLAYING);
    assertEquals("{\"one\":1}", asked.get());
    long start = slot.end();
    float[][] in = GatedCodec.noise(1, 9_000, 8);
    slot.event(start + 10, 0, 1);
    float[] before = run(slot, in, 1, 100)[0];
    slot.text("{\"two\":2}");
    await("it is asked for", () -> made.get() == 2 && "{\"two\":2}".equals(asked.get()));
    await("it sounds", () -> farthest(run(slot, in, 1, 100)[0], before) > 0.01);
    assertEquals(start - 1, slot.validFrom());
    missing = true;
    slot.text("{\"three\":3}");
    await("it says so", () -> slot.status().contains("dream"));
    assertEquals(RingLayout.PLAYING, slot.answer());
    run(slot, in, 1, 100);
  }

  @Test
  void shouldPlayATextFromTheNextHopOnOnceItIsAnswered() {
    float[][] in = GatedCodec.noise(1, 5_000, 14);
    RingPlugin.Slot slot = plugin.slot(10);
    int first = slot.text("{\"one\":1}");
    awaitAnswer(slot, slot.stream(RATE, 1, 0, LIVE, START), RingLayout.PLAYING);
    assertEquals(first, slot.answeredText());
    run(slot, in, 1, 100);
    awaitText(slot, slot.text("{\"two\":2}"));
    slot.event(slot.end(), RingLayout.EVENT_RESTART, 0);
    float[] live = run(slot, in, 1, 100)[0];
    float[][] expected = {in[0].clone()};
    try (MorphEngine engine = engine(settings(-12, PluginParameters.controls(START, 1)))) {
      engine.process(expected, null, expected, 0, in[0].length);
    }
    assertArrayEquals(expected[0], live);
    missing = true;
    awaitText(slot, slot.text("{\"three\":3}"));
    assertTrue(slot.status().contains("dream"), slot.status());
    assertEquals(RingLayout.PLAYING, slot.answer());
  }

  private static void awaitText(RingPlugin.Slot slot, int text) {
    await("text " + text + ", is " + slot.answeredText(), () -> slot.answeredText() == text);
  }

  @Test
  void shouldNotBeatWhileAnEngineHangs() {
    RingPlugin.Slot slot = plugin.slot(7);
    awaitAnswer(slot, slot.stream(RATE, 1, 0, LIVE, START), RingLayout.PLAYING);
    codec.hanging = true;
    slot.hand(GatedCodec.noise(1, 500, 1), 0, 500);
    AtomicLong last = new AtomicLong(-1);
    await(
        "the heart stands still",
        () -> {
          long before = last.getAndSet(plugin.heartbeat());
          LockSupport.parkNanos(300_000_000);
          return before == plugin.heartbeat();
        });
    codec.hanging = false;
    await("it beats again", () -> plugin.heartbeat() > last.get());
    await("it caught up", () -> slot.outputEnd() == slot.end());
  }

  @Test
  void shouldServeAllSlotsAtOnce() {
    for (int i = 0; i < RingLayout.SLOTS; i++) {
      plugin.slot(i).stream(RATE, 1, 0, LIVE, START);
    }
    float[][] in = GatedCodec.noise(1, 2000, 7);
    float[][] first = null;
    for (int i = 0; i < RingLayout.SLOTS; i++) {
      RingPlugin.Slot slot = plugin.slot(i);
      await("slot " + i, () -> slot.answer() == RingLayout.PLAYING);
      float[][] out = run(slot, in, 1, 500);
      assertArrayEquals(first == null ? out[0] : first[0], out[0]);
      first = out;
    }
    long before = plugin.heartbeat();
    await("it beats", () -> plugin.heartbeat() > before + 2);
    assertEquals(RingLayout.VERSION, plugin.engineVersion());
  }
}
