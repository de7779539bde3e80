package audio.liminal.host;

/** Blocks from samples in memory, once or over and over. */
public final class ClipSource implements BlockSource {
  private final float[][] samples;
  private final boolean loops;
  private int position;

  private ClipSource(float[][] samples, boolean loops) {
    this.samples = samples;
    this.loops = loops;
  }

  /** Plays samples once: one array for each channel, all of one length, at least 1. */
  public static ClipSource once(float[][] samples) {
    return new ClipSource(samples, false);
  }

  /** Starts over at the end, and so has none. */
  public static ClipSource looping(float[][] samples) {
    return new ClipSource(samples, true);
  }

  @Override
  public int read(float[][] channels, int offset, int count) {
    int n = Math.min(count, samples[0].length - position);
    for (int c = 0; c < samples.length; c++) {
      System.arraycopy(samples[c], position, channels[c], offset, n);
    }
    position += n;
    if (loops && position == samples[0].length) {
      position = 0;
    }
    return n;
  }
}
