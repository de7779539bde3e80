package audio.liminal.host;

import audio.liminal.file.LiveWav;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.RealTime;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes what was heard to a WAV file, on a thread of its own.
 *
 * <p>The host's thread calls {@link #write} and never waits: the file has {@value #SECONDS_KEPT}
 * seconds to keep up, then samples are lost and counted. The file is complete to within {@value
 * #PERIOD_MS} ms at any time, whatever becomes of the program.
 */
public final class Recording implements AutoCloseable {
  private static final int SECONDS_KEPT = 8;
  private static final int PERIOD_MS = 100;

  private final LiveWav file;
  private final BlockRing ring;
  private final float[][] block;
  private final Thread thread = new Thread(this::run, "recording");
  private final AtomicLong lostSamples = new AtomicLong();
  private volatile String failure;
  private volatile boolean closed;
  private volatile long written;

  /** Begins a file; one that is there is refused. */
  public Recording(Path path, StreamSpec spec) {
    file = LiveWav.create(path, spec);
    ring = new BlockRing(spec.channels(), SECONDS_KEPT * spec.sampleRateHz());
    block = new float[spec.channels()][spec.sampleRateHz() / 4];
    thread.setDaemon(true);
    thread.start();
  }

  /** Appends a block of every channel. */
  @RealTime
  public void write(float[][] channels, int count) {
    ring.write(channels, 0, count);
  }

  /** Samples of each channel that the file did not get. */
  public long lostSamples() {
    return lostSamples.get() + (failure == null ? 0 : ring.end() - written);
  }

  /** Why the file ended early, or null. */
  public String failure() {
    return failure;
  }

  private void run() {
    try {
      while (!closed) {
        LockSupport.parkNanos(PERIOD_MS * 1_000_000L);
        drain();
      }
      drain();
    } catch (EngineException e) {
      failure = e.getMessage();
    }
    try {
      file.close();
    } catch (EngineException e) {
      failure = failure == null ? e.getMessage() : failure;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes
  private void drain() {
    int count = waiting();
    while (count > 0) {
      if (ring.read(written, block, 0, count)) {
        file.write(block, count);
        written += count;
      } else {
        lostSamples.addAndGet(ring.end() - written);
        written = ring.end();
      }
      count = waiting();
    }
  }

  private int waiting() {
    return (int) Math.min(ring.end() - written, block[0].length);
  }

  /**
   * Writes the rest and closes the file; throws {@link EngineException} where any of it is lost.
   */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while the recording was closed", e);
    }
    if (failure != null || lostSamples() > 0) {
      String why = failure == null ? "the disk was too slow" : failure;
      throw new EngineException(why + "; " + lostSamples() + " samples are not recorded", null);
    }
  }
}
