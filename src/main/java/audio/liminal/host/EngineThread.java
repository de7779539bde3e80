package audio.liminal.host;

import audio.liminal.engine.LatencyBudget;
import audio.liminal.engine.MorphEngine;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.RealTime;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Runs an engine on a thread of its own, beside a host that must never wait.
 *
 * <p>The host's thread calls {@link #exchange}: it copies samples, wakes the engine and takes what
 * is due. A block whose morph is not ready is heard dry, see {@link BlockExchange}. The thread asks
 * for real-time priority, see {@link Privileges}. An engine that throws is recorded, begins anew,
 * and is dry meanwhile.
 */
public final class EngineThread implements AutoCloseable {
  static final int LARGEST_TRACKED_NS = 1_000_000_000;

  private final BlockExchange exchange;
  private final int hopSamples;
  private final Thread thread = new Thread(this::run, "engine");
  private final SingleWriterRecorder hopNs = new SingleWriterRecorder(LARGEST_TRACKED_NS, 2);
  private volatile boolean closed;
  private volatile Throwable failure;
  private Histogram taken;
  private long busyNs;
  private long busySamples;

  /**
   * Starts the thread.
   *
   * @param engine as new; not to be processed by others until this is closed
   * @param channels of the engine's input and output
   * @param sidechains of the engine's sidechain
   * @param largestBlock most samples in a block; also what the hand-over adds to the latency
   */
  public EngineThread(MorphEngine engine, int channels, int sidechains, int largestBlock) {
    this.exchange = new BlockExchange(engine, channels, sidechains, largestBlock);
    this.hopSamples = engine.hopSamples();
    thread.setDaemon(true);
    thread.start();
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
    return failure;
  }

  /**
   * Nanoseconds a hop took, of all hops since the last call; one thread calls, and is done with the
   * result before it calls again.
   */
  public Histogram takeHopTimes() {
    taken = hopNs.getIntervalHistogram(taken);
    return taken;
  }

  /**
   * Hands a block over and takes the one that is due, {@link #latency} later than its input.
   *
   * @param sidechain null for silence
   * @param out may be {@code in}
   * @param count 1 to the largest block
   */
  @RealTime
  public void exchange(float[][] in, float[][] sidechain, float[][] out, int count) {
    exchange.exchange(in, sidechain, out, count);
    LockSupport.unpark(thread);
  }

  private void run() {
    Privileges.askForRealTime();
    while (!closed) {
      try {
        long start = System.nanoTime();
        int count = exchange.work();
        if (count == 0) {
          LockSupport.park(this);
        } else {
          count(System.nanoTime() - start, count);
        }
      } catch (RuntimeException | Error e) {
        failure = e;
        exchange.skip();
      }
    }
  }

  /** A hop's time is that of all the pieces it came in. */
  private void count(long ns, int samples) {
    busyNs += ns;
    busySamples += samples;
    if (busySamples >= hopSamples) {
      hopNs.recordValue(Math.min(LARGEST_TRACKED_NS, busyNs * hopSamples / busySamples));
      busyNs = 0;
      busySamples = 0;
    }
  }

  /** Ends the thread; the engine may be used again. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while the engine's thread ended", e);
    }
  }
}
