package audio.liminal.host;

import audio.liminal.signal.RealTime;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The latest samples of a stream, each found by its position since the stream began.
 *
 * <p>One thread writes, one reads, without locks. The writer never waits: a reader who falls behind
 * by more than the capacity is told so and has lost what was overwritten. Before the first sample
 * there is silence.
 */
final class BlockRing {
  private final float[][] samples;
  private final int mask;

  /** Where the block ends that is being written, told before its samples change. */
  private final AtomicLong claimed = new AtomicLong();

  /** Where the last whole block ends, told after its samples. */
  private final AtomicLong end = new AtomicLong();

  /**
   * @param leastCapacity samples of one channel to keep at least
   */
  BlockRing(int channels, int leastCapacity) {
    int capacity = Integer.highestOneBit(Math.max(2, leastCapacity) - 1) << 1;
    samples = new float[channels][capacity];
    mask = capacity - 1;
  }

  /** Samples of one channel that are kept. */
  int capacity() {
    return mask + 1;
  }

  /** Where the last whole block ends; both threads. */
  @RealTime
  long end() {
    return end.getAcquire();
  }

  /** Goes on writing elsewhere; the writer's alone. */
  @RealTime
  void skipTo(long position) {
    claimed.setRelease(position);
    end.setRelease(position);
  }

  /**
   * Makes room for a block at the end, to be filled by {@link #put} and given away by {@link
   * #publish}.
   */
  @RealTime
  void claim(int count) {
    claimed.setOpaque(end.getPlain() + count);
    VarHandle.storeStoreFence();
  }

  /** Fills one channel of the claimed block; null is silence. */
  @RealTime
  void put(int channel, float[] from, int offset, int count) {
    float[] to = samples[channel];
    int at = (int) (end.getPlain() & mask);
    int first = Math.min(count, to.length - at);
    if (from == null) {
      Arrays.fill(to, at, at + first, 0);
      Arrays.fill(to, 0, count - first, 0);
    } else {
      System.arraycopy(from, offset, to, at, first);
      System.arraycopy(from, offset + first, to, 0, count - first);
    }
  }

  /** Gives the claimed block to the reader. */
  @RealTime
  void publish() {
    end.setRelease(claimed.getPlain());
  }

  /** Writes all channels of a block at the end. */
  @RealTime
  void write(float[][] from, int offset, int count) {
    claim(count);
    for (int c = 0; c < samples.length; c++) {
      put(c, from[c], offset, count);
    }
    publish();
  }

  /**
   * Reads samples that lie before {@link #end}.
   *
   * @return false when some were overwritten before or meanwhile; the result is then worthless
   */
  @RealTime
  boolean read(long position, float[][] to, int offset, int count) {
    for (int c = 0; c < samples.length; c++) {
      float[] from = samples[c];
      int at = (int) (position & mask);
      int first = Math.min(count, from.length - at);
      System.arraycopy(from, at, to[c], offset, first);
      System.arraycopy(from, 0, to[c], offset + first, count - first);
    }
    VarHandle.loadLoadFence();
    return claimed.getOpaque() - position <= capacity();
  }

  /** One sample that lies before {@link #end} and has not been overwritten. */
  @RealTime
  float at(int channel, long position) {
    return samples[channel][(int) (position & mask)];
  }
}
