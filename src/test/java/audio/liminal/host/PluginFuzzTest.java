package audio.liminal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.engine.MorphEngine;
import audio.liminal.morph.Controls;
import audio.liminal.morph.MorphSettings;
import audio.liminal.ring.RingLayout;
import audio.liminal.ring.RingPlugin;
import audio.liminal.ring.RingSegment;
import audio.liminal.ring.RingSlot;
import audio.liminal.ring.SlotRequest;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plugin that writes anything anywhere in its slot, while the engine's side is driven by hand.
 */
class PluginFuzzTest {
  private static final int STREAM_INPUTS = 100_000;
  private static final int SLOT_INPUTS = 20_000;
  private static final int INPUTS_TO_SETTLE = 200;
  private static final int MINE = 1;
  private static final int[] WORDS = {
    RingLayout.SLOT_GENERATION,
    RingLayout.SLOT_STATE,
    RingLayout.SLOT_SAMPLE_RATE_HZ,
    RingLayout.SLOT_CHANNELS,
    RingLayout.SLOT_SIDECHAINS,
    RingLayout.SLOT_TRANSPORT,
    RingLayout.SLOT_PROFILE,
    RingLayout.SLOT_EVENTS_LOST,
    RingLayout.SLOT_INPUT_WAKE,
    RingLayout.SLOT_OUTPUT_WAKE,
    RingLayout.SLOT_SHIM_WAITS,
    RingLayout.SLOT_ANSWERED_GENERATION,
    RingLayout.SLOT_ANSWER,
    RingLayout.SLOT_REQUEST_SEQUENCE,
    RingLayout.SLOT_REQUEST_LENGTH,
    RingLayout.SLOT_STATUS_SEQUENCE,
    RingLayout.SLOT_STATUS_LENGTH
  };
  private static final int[] LONGS = {
    RingLayout.SLOT_STREAM_START,
    RingLayout.SLOT_INPUT_END,
    RingLayout.SLOT_EVENT_END,
    RingLayout.SLOT_TEMPO_END,
    RingLayout.SLOT_OUTPUT_END,
    RingLayout.SLOT_VALID_FROM,
    RingLayout.SLOT_EVENTS_TAKEN
  };

  @TempDir Path folder;
  private final Random random = new Random(11);
  private RingPlugin plugin;
  private RingPlugin.Slot theirs;
  private RingSlot ours;

  @BeforeEach
  void map() {
    plugin = new RingPlugin(folder.resolve("ring"));
    theirs = plugin.slot(MINE);
    ours = RingSegment.map(plugin.file).slot(MINE);
  }

  private static PluginProgramme programme(SlotRequest request, float[] parameters) {
    request.check();
    if (request.profile() != 0) {
      throw new BadInputException("slot", "profile", request.profile(), "0");
    }
    float[] controls = PluginParameters.controls(parameters, 1);
    MorphSettings settings =
        MorphSettings.NEUTRAL.withAnchor(new float[] {12}).withControls(Controls.over(controls));
    StreamSpec spec = new StreamSpec(request.sampleRateHz(), request.channels());
    return new PluginProgramme(
        GatedCodec.engine(new GatedCodec(), spec, request.sidechains(), settings), controls);
  }

  private static SlotRequest request(long start) {
    return new SlotRequest(2, RingLayout.STREAMING, GatedCodec.RATE, 2, 2, 512, 0, start);
  }

  private long number(long near) {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextLong();
      case 1 -> Long.MAX_VALUE - random.nextInt(3);
      case 2 -> Long.MIN_VALUE + random.nextInt(3);
      case 3 -> random.nextInt(4) - 1;
      case 4 -> near + (1L << random.nextInt(62));
      case 5 -> near - random.nextInt(RingLayout.RING_SAMPLES);
      default -> near + random.nextInt(300);
    };
  }

  /** Changes one thing. */
  private void mutate() {
    ByteBuffer memory = theirs.memory();
    switch (random.nextInt(7)) {
      case 0 -> {
        int at = WORDS[random.nextInt(WORDS.length)];
        memory.putInt(at, (int) number(memory.getInt(at)));
      }
      case 1, 2 -> {
        int at = LONGS[random.nextInt(LONGS.length)];
        memory.putLong(at, number(memory.getLong(at)));
      }
      case 3 -> {
        int event = RingLayout.SLOT_EVENTS + 16 * random.nextInt(RingLayout.EVENTS);
        memory.putLong(event, number(memory.getLong(RingLayout.SLOT_INPUT_END)));
        memory.putInt(event + 8, (int) number(64));
        memory.putFloat(event + 12, Float.intBitsToFloat(random.nextInt()));
      }
      case 4 -> {
        int values = random.nextBoolean() ? RingLayout.SLOT_VALUES : RingLayout.SLOT_START_VALUES;
        memory.putInt(values + 4 * random.nextInt(RingLayout.PARAMETERS), random.nextInt());
      }
      case 5 -> {
        int tempo = RingLayout.SLOT_TEMPOS + 32 * random.nextInt(RingLayout.TEMPOS);
        memory.putLong(tempo, number(memory.getLong(RingLayout.SLOT_INPUT_END)));
        memory.putDouble(tempo + 8, Double.longBitsToDouble(random.nextLong()));
        memory.putDouble(tempo + 16, random.nextInt(4) * 100);
      }
      default -> {
        int at = random.nextInt((RingLayout.SLOT_BYTES - RingLayout.SLOT_INPUT) / 4);
        memory.putInt(RingLayout.SLOT_INPUT + 4 * at, random.nextInt());
      }
    }
  }

  /** Goes on as an honest plugin would, so that the next mutation meets a stream at work. */
  private void goOn(long taken) {
    ByteBuffer memory = theirs.memory();
    memory.putLong(RingLayout.SLOT_INPUT_END, taken + random.nextInt(200));
    memory.putLong(RingLayout.SLOT_EVENT_END, memory.getLong(RingLayout.SLOT_EVENTS_TAKEN) + 1);
  }

  private void assertNeighboursUntouched() {
    ByteBuffer before = plugin.slot(MINE - 1).memory();
    ByteBuffer after = plugin.slot(MINE + 1).memory();
    for (int at = 0; at < RingLayout.SLOT_BYTES; at += 8) {
      assertEquals(0, before.getLong(at) | after.getLong(at), "at " + at);
    }
  }

  @Test
  void shouldSurviveAnyContentsWhileAStreamPlays() {
    int worked = 0;
    SlotStream stream = null;
    for (int input = 0; input < STREAM_INPUTS; input++) {
      if (stream == null || stream.isBroken() || random.nextInt(500) == 0) {
        SlotRequest request = request(Math.abs(number(1000) >> 4));
        stream =
            new SlotStream(
                ours,
                request,
                programme(
                    request,
                    ours.startValues() == null
                        ? new float[RingLayout.PARAMETERS]
                        : ours.startValues()));
        theirs.memory().putLong(RingLayout.SLOT_INPUT_END, request.streamStart() + 100);
      }
      mutate();
      worked += stream.work() > 0 ? 1 : 0;
      if (random.nextInt(4) == 0) {
        goOn(ours.inputEnd());
      }
    }
    assertTrue(worked > STREAM_INPUTS / 20, "worked on " + worked);
    assertNeighboursUntouched();
  }

  @Test
  void shouldSurviveAnyRequest() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    PluginProgramme.Maker maker =
        new PluginProgramme.Maker() {
          @Override
          public PluginProgramme make(SlotRequest request, String text, float[] parameters) {
            assertTrue(text.length() <= RingLayout.REQUEST_BYTES);
            made.incrementAndGet();
            return programme(request, parameters);
          }

          @Override
          public PluginProgramme.Change change(
              MorphEngine engine, String text, float[] parameters) {
            float[] controls = PluginParameters.controls(parameters, 1);
            MorphSettings settings = MorphSettings.NEUTRAL.withControls(Controls.over(controls));
            return new PluginProgramme.Change(
                engine.session(GatedCodec.GRID, new GatedCodec(), settings), controls);
          }
        };
    PluginSlot slot = new PluginSlot(ours, maker, Runnable::run);
    for (int input = 0; input < SLOT_INPUTS; input++) {
      if (random.nextInt(10) == 0) {
        theirs.text("{}");
        theirs.stream(GatedCodec.RATE, 1 + random.nextInt(2), random.nextInt(3), 0);
      }
      mutate();
      slot.tend();
      if (input % INPUTS_TO_SETTLE == 0) {
        settle(slot, made);
      }
    }
    assertTrue(made.get() > 20, "made " + made);
    assertNeighboursUntouched();
  }

  /** Lets a stream end on its own thread and the next one be made. */
  private void settle(PluginSlot slot, AtomicInteger made) throws InterruptedException {
    theirs.text("{}");
    theirs.stream(GatedCodec.RATE, 2, 0, 0);
    int before = made.get();
    for (int i = 0; i < 100 && made.get() == before; i++) {
      slot.tend();
      Thread.sleep(1);
    }
  }

  @Test
  void shouldAllocateNothingOnTheEnginesThread() {
    SlotRequest request = request(0);
    SlotStream stream = new SlotStream(ours, request, programme(request, new float[10]));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    float[][] in = GatedCodec.noise(4, 64, 3);
    long before = 0;
    for (int hop = 0; hop < 22_000; hop++) {
      if (hop == 2000) {
        before = threads.getThreadAllocatedBytes(id);
      }
      theirs.event(64L * hop, hop % 19, hop % 5 * 0.2f);
      theirs.tempo(64L * hop, hop % 23, 100 + hop % 7);
      theirs.hand(in, 0, 64);
      stream.await(); // returns at once, as this was handed over since
      assertEquals(64, stream.work());
      if (hop % 1000 == 0) {
        stream.skip();
      }
    }
    // less than a byte a hop: reading the figure, and what Java links once
    long bytes = threads.getThreadAllocatedBytes(id) - before;
    assertTrue(bytes < 4000, bytes + " bytes");
  }
}
