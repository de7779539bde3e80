package audio.liminal.host;

/** Samples in memory, filled block by block up to their length. */
public final class ClipSink implements BlockSink {
  private final float[][] samples;
  private int position;

  public ClipSink(int channels, int lengthSamples) {
    samples = new float[channels][lengthSamples];
  }

  /** One array for each channel. */
  public float[][] samples() {
    return samples;
  }

  @Override
  public void write(float[][] channels, int offset, int count) {
    for (int c = 0; c < samples.length; c++) {
      System.arraycopy(channels[c], offset, samples[c], position, count);
    }
    position += count;
  }
}
