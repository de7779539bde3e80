package audio.liminal.host;

/** Blocks from samples in memory. */
public final class ClipSource implements BlockSource {
  private final float[][] samples;
  private int position;

  /**
   * @param samples one array for each channel, all of one length
   */
  public ClipSource(float[][] samples) {
    this.samples = samples;
  }

  @Override
  public int read(float[][] channels, int count) {
    int n = Math.min(count, samples[0].length - position);
    for (int c = 0; c < samples.length; c++) {
      System.arraycopy(samples[c], position, channels[c], 0, n);
    }
    position += n;
    return n;
  }
}
