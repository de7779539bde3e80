package audio.liminal.host;

import audio.liminal.signal.EngineException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * The thread of an engine: works while there is something to take, waits where there is nothing,
 * and begins anew after a failure.
 */
final class EngineLoop {
  static final int LARGEST_TRACKED_NS = 1_000_000_000;
  private static final int MEAN_HOPS = 64;

  private final EngineWork work;
  private final int hopSamples;
  private final Thread thread = new Thread(this::run, "engine");
  private final SingleWriterRecorder hopNs = new SingleWriterRecorder(LARGEST_TRACKED_NS, 2);
  private final CountDownLatch running = new CountDownLatch(1);
  private volatile boolean closed;
  private volatile Throwable failure;
  private volatile long busySince;
  private volatile boolean busy;
  private volatile double meanHopNs; // written by the thread alone
  private Histogram taken;
  private long busyNs;
  private long busySamples;

  EngineLoop(EngineWork work, int hopSamples) {
    this.work = work;
    this.hopSamples = hopSamples;
    thread.setDaemon(true);
  }

  /** Returns when the thread waits for work, with what privileges it was granted. */
  void start() {
    thread.start();
    try {
      running.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while the engine's thread started", e);
    }
  }

  /** What was last thrown, or null. */
  Throwable failure() {
    return failure;
  }

  /** How long the thread has been at one piece of work, 0 while it waits. */
  long busyNs() {
    long since = busySince;
    return busy ? System.nanoTime() - since : 0;
  }

  /** Nanoseconds that the last hops took on average. */
  double meanHopNs() {
    return meanHopNs;
  }

  /**
   * Nanoseconds a hop took, of all hops since the last call; one thread calls, and is done with the
   * result before it calls again.
   */
  Histogram takeHopTimes() {
    taken = hopNs.getIntervalHistogram(taken);
    return taken;
  }

  /** Ends a wait that parked the thread. */
  void wake() {
    LockSupport.unpark(thread);
  }

  private void run() {
    Privileges.askForRealTime();
    running.countDown();
    while (!closed) {
      try {
        long start = System.nanoTime();
        busySince = start;
        busy = true;
        int count = work.work();
        busy = false;
        if (count == 0) {
          work.await();
        } else {
          count(System.nanoTime() - start, count);
        }
      } catch (RuntimeException | Error e) {
        failure = e;
        work.skip();
      }
    }
  }

  /** A hop's time is that of all the pieces it came in. */
  private void count(long ns, int samples) {
    busyNs += ns;
    busySamples += samples;
    if (busySamples >= hopSamples) {
      long hop = busyNs * hopSamples / busySamples;
      hopNs.recordValue(Math.min(LARGEST_TRACKED_NS, hop));
      double before = meanHopNs;
      meanHopNs = before + (hop - before) / MEAN_HOPS;
      busyNs = 0;
      busySamples = 0;
    }
  }

  /** Tells the thread to end, which it does after the hop at hand. */
  void end() {
    closed = true;
    wake();
  }

  /** Whether the thread has not yet come to its end. */
  boolean isAlive() {
    return thread.isAlive();
  }

  void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while the engine's thread ended", e);
    }
  }
}
