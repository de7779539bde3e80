package audio.liminal.host;

import audio.liminal.signal.RealTime;

/** What plays through a driver. */
public interface LiveClient {
  /**
   * Gets ready for a stream, or for another size of its blocks; never while a block is processed.
   *
   * @param largestBlock most samples in a block
   * @return the delay from input to output in samples
   */
  int prepare(int sampleRateHz, int largestBlock);

  /**
   * Takes a block and gives as much; on the driver's thread.
   *
   * @param in one array for each channel of the input, then of the sidechain
   * @param out written
   */
  @RealTime
  void process(float[][] in, float[][] out, int count);

  /** The driver lost time; on a thread of its own. */
  void xrun();
}
