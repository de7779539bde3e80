package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A take in the making: the engine's thread puts latents into a ring, another thread takes them
 * out. What finds the ring full is lost and counted.
 */
public final class TakeRecording {
  /** About so many: enough for latents that are smoothed over 20 ms. */
  private static final double ROWS_PER_SECOND = 190;

  /** Ten seconds, a power of two. */
  private static final int RING_ROWS = 2048;

  private final int latents;
  private final int hopsPerRow;
  private final double rowsPerSecond;
  private final float[] ring;
  private final AtomicInteger put = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicLong lostRows = new AtomicLong();
  private final List<float[]> rows = new ArrayList<>();
  private int hopsToRow;

  /**
   * @param hopsPerSecond calls of {@link #hear} in a second of audio
   */
  public TakeRecording(int latents, double hopsPerSecond) {
    this.latents = latents;
    this.hopsPerRow = (int) Math.max(1, Math.round(hopsPerSecond / ROWS_PER_SECOND));
    this.rowsPerSecond = hopsPerSecond / hopsPerRow;
    this.ring = new float[RING_ROWS * latents];
  }

  /** Takes in one hop's latent. */
  @RealTime
  public void hear(float[] latent) {
    if (hopsToRow > 0) {
      hopsToRow--;
      return;
    }
    hopsToRow = hopsPerRow - 1;
    int at = put.get();
    if (at - taken.get() == RING_ROWS) {
      lostRows.incrementAndGet();
      return;
    }
    System.arraycopy(latent, 0, ring, (at & (RING_ROWS - 1)) * latents, latents);
    put.set(at + 1);
  }

  /** Empties the ring; from one thread, not the engine's, at least every few seconds. */
  public void drain() {
    int end = put.get();
    for (int at = taken.get(); at != end; at++) {
      float[] row = new float[latents];
      System.arraycopy(ring, (at & (RING_ROWS - 1)) * latents, row, 0, latents);
      rows.add(row);
      taken.set(at + 1);
    }
  }

  /** Latents that were lost because nobody drained the ring. */
  public long lostRows() {
    return lostRows.get();
  }

  /**
   * What was recorded so far, from the thread that drains.
   *
   * @param what the recording's name, for the error
   * @param model the digest of the model whose latents they are
   * @param mostSeconds what came later, as when a stream's last samples are awaited, is left out
   */
  public LatentTake take(String what, String model, double mostSeconds) {
    drain();
    if (rows.isEmpty()) {
      throw new BadInputException(what, "recorded latents", 0, "at least one");
    }
    long wanted = Math.round(mostSeconds * rowsPerSecond) + 1;
    return LatentTake.of(
        model, rowsPerSecond, rows.subList(0, (int) Math.min(wanted, rows.size())));
  }
}
