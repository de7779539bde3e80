package audio.liminal.model;

import audio.liminal.signal.RealTime;

/**
 * Turns spectra into latents and back, a few at a time. One instance serves one thread.
 *
 * <p>Nothing is thrown while running: a call that failed, or whose result holds a value that is not
 * finite, returns false and its outputs mean nothing.
 */
public interface LatentCodec extends AutoCloseable {
  /** Most spectra or latents in one call. */
  int MAX_BATCH = 6;

  /** Equal for codecs whose latents mean the same. */
  @RealTime
  default Object space() {
    return this;
  }

  /** Frequencies in a spectrum. */
  int bins();

  /** Dimensions of a latent. */
  int latents();

  /** Mean of a latent over what the model learned from. */
  @RealTime
  default float mean(int latent) {
    return 0;
  }

  /** Standard deviation of a latent over what the model learned from. */
  @RealTime
  default float deviation(int latent) {
    return 1;
  }

  /**
   * Gets ready for a stream and forgets all before; a codec that looks at one spectrum at a time
   * has nothing to do.
   *
   * @param hopsPerSecond how often {@link #encode} will be called
   */
  default void prepare(double hopsPerSecond) {}

  /** Forgets the spectra before. */
  @RealTime
  default void reset() {}

  /**
   * Writes the posterior mean of each spectrum; each is the next one of a stream of its own.
   *
   * @param spectraDb {@code count * bins()} levels in dB, a full-scale sine's peak at 0
   * @param count 1 to {@value #MAX_BATCH}
   * @param latents {@code count * latents()} values
   * @param targetsDb {@code count * bins()} levels the decoder was trained to give for these
   *     spectra
   * @return whether all outputs are finite
   */
  @RealTime
  boolean encode(float[] spectraDb, int count, float[] latents, float[] targetsDb);

  /**
   * Writes the spectrum of each latent.
   *
   * @param latents {@code count * latents()} values
   * @param count 1 to {@value #MAX_BATCH}
   * @param spectraDb {@code count * bins()} levels in dB
   * @return whether all outputs are finite
   */
  @RealTime
  boolean decode(float[] latents, int count, float[] spectraDb);

  /** Closing again does nothing. */
  @Override
  void close();
}
