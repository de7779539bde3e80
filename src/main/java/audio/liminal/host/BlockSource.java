package audio.liminal.host;

/** Where a renderer's blocks come from. */
@FunctionalInterface
public interface BlockSource {
  /**
   * Reads up to {@code count} samples of each channel, from index {@code offset}.
   *
   * @return samples read, at least 1 before the end; 0 or -1 at the end
   */
  int read(float[][] channels, int offset, int count);
}
