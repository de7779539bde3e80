package audio.liminal.host;

import audio.liminal.engine.LatencyBudget;
import audio.liminal.engine.MorphEngine;
import audio.liminal.signal.RealTime;
import java.util.concurrent.locks.LockSupport;

/**
 * What the host's thread and the engine's thread share: blocks go over, and each comes back a fixed
 * time later, morphed, or dry when its morph is not ready.
 *
 * <p>One thread calls {@link #exchange}, one other {@link #work}; any may ask for counts. Neither
 * ever waits for the other. Dry blocks have the same delay and are joined by a {@link Splice}; a
 * result that comes too late is never heard.
 */
final class BlockExchange implements EngineWork {
  /** How long the engine may be held up before it must leave out what it missed. */
  private static final int PATIENCE_SAMPLES = 1 << 15;

  private final MorphEngine engine;
  private final int channels;
  private final int sidechains;
  private final LatencyBudget latency;
  private final BlockRing handed;
  private final BlockRing ready;
  private final Splice splice;

  // the engine's
  private final float[][] in;
  private final float[][] side;
  private final float[][] all;
  private final long start;
  private long taken;

  /** Results before this lack what came in before; set by the engine's thread. */
  private volatile long validFrom = Long.MIN_VALUE;

  // the host's
  private boolean dry;
  private volatile long lateBlocks; // written by the host's thread alone

  /**
   * @param engine its next sample is the first to come; driven by {@link #work} alone from now on
   * @param transportSamples the time of the exchange, at least as long as the host's largest block;
   *     by what it is longer the engine may be held up without a late block
   */
  BlockExchange(MorphEngine engine, int channels, int sidechains, int transportSamples) {
    this.engine = engine;
    this.start = engine.position();
    this.channels = channels;
    this.sidechains = sidechains;
    this.latency = engine.latency().withTransport(transportSamples);
    int capacity = PATIENCE_SAMPLES + latency.totalSamples() + 2 * transportSamples;
    this.handed = new BlockRing(channels + sidechains, capacity);
    this.ready = new BlockRing(channels, capacity);
    this.splice = new Splice(handed, channels);
    this.in = new float[channels][engine.hopSamples()];
    this.side = new float[sidechains][engine.hopSamples()];
    this.all = new float[channels + sidechains][];
    System.arraycopy(in, 0, all, 0, channels);
    System.arraycopy(side, 0, all, channels, sidechains);
  }

  /** From the host's input to its output, to the sample. */
  LatencyBudget latency() {
    return latency;
  }

  /** Blocks that were heard dry because their morph was not ready. */
  long lateBlocks() {
    return lateBlocks;
  }

  /**
   * Hands a block over and takes the one that is due.
   *
   * @param sidechainIn null for silence
   * @param out may be {@code input}
   * @param count 1 to the time of the exchange
   */
  @RealTime
  void exchange(float[][] input, float[][] sidechainIn, float[][] out, int count) {
    long due = handed.end() - latency.transportSamples();
    handed.claim(count);
    for (int c = 0; c < channels; c++) {
      handed.put(c, input[c], 0, count);
    }
    for (int c = 0; c < sidechains; c++) {
      handed.put(channels + c, sidechainIn == null ? null : sidechainIn[c], 0, count);
    }
    handed.publish();
    if (isReady(due, count)) {
      takeMorphed(due, out, count);
    } else {
      takeDry(due, out, count);
    }
  }

  private boolean isReady(long due, int count) {
    return ready.end() >= due + count && due > validFrom;
  }

  private void takeMorphed(long due, float[][] out, int count) {
    // the engine is never so far ahead as to overwrite what is due
    ready.read(due, out, 0, count);
    if (dry) {
      splice.enterMorph();
      dry = false;
    }
    splice.mendMorph(out, beside(due), count);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void takeDry(long due, float[][] out, int count) {
    long from = beside(due);
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < count; i++) {
        out[c][i] = handed.at(c, from + i);
      }
    }
    if (!dry) {
      splice.leaveMorph(from);
      dry = true;
    }
    splice.mendDry(out, count);
    lateBlocks++;
  }

  /** Where the input lies that is heard with the result of this position. */
  private long beside(long due) {
    return due + latency.transportSamples() - latency.totalSamples();
  }

  @Override
  @RealTime
  public int work() {
    int count = (int) Math.min(handed.end() - taken, engine.hopSamples());
    if (count == 0) {
      return 0;
    }
    if (!handed.read(taken, all, 0, count)) {
      skip();
      return 0;
    }
    engine.process(in, sidechains == 0 ? null : side, in, 0, count);
    taken += count;
    ready.write(in, 0, count);
    return count;
  }

  @Override
  @RealTime
  public void skip() {
    taken = handed.end();
    engine.beginAt(start + taken);
    validFrom = taken + engine.latency().totalSamples();
    ready.skipTo(taken);
  }

  /** The host's thread unparks after each block. */
  @Override
  public void await() {
    LockSupport.park(this);
  }
}
