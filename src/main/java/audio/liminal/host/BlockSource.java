package audio.liminal.host;

/** Where a renderer's blocks come from. */
@FunctionalInterface
public interface BlockSource {
  /**
   * Reads up to {@code count} samples of each channel, from index 0.
   *
   * @return samples read, fewer than {@code count} only at the end; 0 or -1 after it
   */
  int read(float[][] channels, int count);
}
