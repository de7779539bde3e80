package audio.liminal.host;

import audio.liminal.engine.MorphEngine;
import audio.liminal.ring.RingSlot;
import audio.liminal.ring.SlotRequest;
import audio.liminal.signal.RealTime;

/**
 * The engine's side of a plugin's stream: takes what the plugin hands over, gives back as much.
 *
 * <p>What the plugin does with results that come late or lack input is the plugin's to say. Hops
 * lie on one grid from the stream's first sample on, whatever had to be left out, until the plugin
 * has the stream restart.
 */
final class SlotStream implements EngineWork {
  /** How long the engine may be held up before it must leave out what it missed. */
  private static final int PATIENCE_SAMPLES = 1 << 15;

  private static final double PATIENCE_SECONDS = 0.7;

  private final RingSlot slot;
  private final MorphEngine engine;
  private final SlotChanges changes;
  private final SlotTempos tempos;
  private final int channels;
  private final int hopSamples;
  private final long patience;
  private final float[][] in;
  private final float[][] side;
  private final float[][] all;
  private long start;
  private long taken;
  private int seen;
  private volatile boolean broken;

  /**
   * @param request checked
   * @param programme driven by {@link #work} alone from now on
   */
  SlotStream(RingSlot slot, SlotRequest request, PluginProgramme programme) {
    this.slot = slot;
    this.engine = programme.engine();
    this.changes = new SlotChanges(slot, programme.controls(), request.streamStart());
    this.tempos = new SlotTempos(slot, request.sampleRateHz(), request.streamStart());
    this.start = request.streamStart();
    this.channels = request.channels();
    this.hopSamples = engine.hopSamples();
    this.patience =
        Math.max(PATIENCE_SAMPLES, (long) (PATIENCE_SECONDS * request.sampleRateHz()))
            + 2L * request.transportSamples();
    this.in = new float[channels][hopSamples];
    this.side = new float[request.sidechains()][hopSamples];
    this.all = new float[channels + side.length][];
    System.arraycopy(in, 0, all, 0, channels);
    System.arraycopy(side, 0, all, channels, side.length);
    this.taken = start;
    slot.begin(start, start - 1);
  }

  /** Plays something else from the next hop on; the control thread. */
  void turnTo(PluginProgramme.Change change) {
    changes.turnTo(change.controls());
    engine.play(change.session(), 0);
  }

  /** Whether the plugin's side wrote what can't be; nothing more is done then. */
  boolean isBroken() {
    return broken;
  }

  @Override
  @RealTime
  public int work() {
    seen = slot.inputWake();
    long end = slot.inputEnd();
    if (!RingSlot.isPosition(end)) {
      broken = true;
    }
    int count = (int) Math.max(0, Math.min(end - taken, hopSamples - intoHop()));
    if (broken || count == 0) {
      return 0;
    }
    if (end - taken > patience || !slot.read(taken, all, channels, count)) {
      skip();
      seen--; // there may be more to do at once
      return 0;
    }
    long restart = changes.restartBefore(taken + count);
    if (restart > taken) {
      count = (int) (restart - taken);
    } else if (restart != SlotChanges.NONE) {
      beginAt(taken);
    }
    if (intoHop() == 0) {
      beginHop(taken == start);
    }
    engine.process(in, side.length == 0 ? null : side, in, 0, count);
    slot.write(taken, in, channels, count);
    taken += count;
    return count;
  }

  private int intoHop() {
    return (int) ((taken - start) % hopSamples);
  }

  private void beginAt(long position) {
    start = position;
    tempos.begin(position);
  }

  /** What is in force with the first sample is so from the start, without a glide. */
  private void beginHop(boolean anew) {
    changes.apply(taken);
    boolean jumps = tempos.apply(taken);
    if (anew) {
      engine.beginAt(taken - start);
    }
    if (anew || jumps) {
      engine.follow(tempos.bpm(), tempos.beatAt(taken));
    }
  }

  /** Begins anew with the hop at hand. */
  @Override
  @RealTime
  public void skip() {
    long end = slot.inputEnd();
    if (RingSlot.isPosition(end) && end > start) {
      long restart = changes.restartBefore(end);
      if (restart > start) {
        beginAt(restart);
      }
      taken = end - (end - start) % hopSamples;
    }
    beginHop(true);
    slot.begin(taken, taken + engine.latency().totalSamples());
  }

  @Override
  public void await() {
    slot.awaitInput(seen);
  }
}
