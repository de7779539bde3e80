package audio.liminal.host;

/** Where a renderer's blocks go. */
@FunctionalInterface
public interface BlockSink {
  /** Takes {@code count} samples of each channel, from index {@code offset}. */
  void write(float[][] channels, int offset, int count);
}
