package audio.liminal.host;

import audio.liminal.engine.LatencyBudget;
import audio.liminal.engine.MorphEngine;
import audio.liminal.signal.RealTime;
import org.HdrHistogram.Histogram;

/**
 * Runs an engine on a thread of its own, beside a host that must never wait.
 *
 * <p>The host's thread calls {@link #exchange}: it copies samples, wakes the engine and takes what
 * is due. A block whose morph is not ready is heard dry, see {@link BlockExchange}. The thread asks
 * for real-time priority, see {@link Privileges}. An engine that throws is recorded, begins anew,
 * and is dry meanwhile.
 */
public final class EngineThread implements AutoCloseable {
  private final BlockExchange exchange;
  private final EngineLoop loop;

  /**
   * Starts the thread, and returns when it is ready.
   *
   * @param engine its next sample is the first to come; not to be processed by others until this is
   *     closed
   * @param channels of the engine's input and output
   * @param sidechains of the engine's sidechain
   * @param transportSamples what the hand-over adds to the latency, at least the largest block; by
   *     what it is longer the engine may be held up without a late block
   */
  public EngineThread(MorphEngine engine, int channels, int sidechains, int transportSamples) {
    this.exchange = new BlockExchange(engine, channels, sidechains, transportSamples);
    this.loop = new EngineLoop(exchange, engine.hopSamples());
    loop.start();
  }

  /** The engine's delay and the hand-over's. */
  public LatencyBudget latency() {
    return exchange.latency();
  }

  /** Blocks heard dry because their morph was not ready. */
  public long lateBlocks() {
    return exchange.lateBlocks();
  }

  /** What the engine last threw, or null. */
  public Throwable failure() {
    return loop.failure();
  }

  /**
   * Nanoseconds a hop took, of all hops since the last call; one thread calls, and is done with the
   * result before it calls again.
   */
  public Histogram takeHopTimes() {
    return loop.takeHopTimes();
  }

  /**
   * Hands a block over and takes the one that is due, {@link #latency} later than its input.
   *
   * @param sidechain null for silence
   * @param out may be {@code in}
   * @param count 1 to the transport
   */
  @RealTime
  public void exchange(float[][] in, float[][] sidechain, float[][] out, int count) {
    exchange.exchange(in, sidechain, out, count);
    loop.wake();
  }

  /** Ends the thread; the engine may be used again, for what comes after the last block. */
  @Override
  public void close() {
    loop.end();
    loop.join();
    exchange.skip();
  }
}
