package audio.liminal.signal;

/**
 * The shape of one audio stream, fixed while it runs.
 *
 * @param sampleRateHz {@value #MIN_RATE_HZ} to {@value #MAX_RATE_HZ}
 * @param channels 1 (mono) or 2 (stereo)
 */
public record StreamSpec(int sampleRateHz, int channels) {
  public static final int MIN_RATE_HZ = 44_100;
  public static final int MAX_RATE_HZ = 192_000;

  /** Throws {@link BadInputException} when the rate or the channel count is out of range. */
  public StreamSpec {
    if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ) {
      throw new BadInputException(
          "stream", "sampleRateHz", sampleRateHz, MIN_RATE_HZ + " to " + MAX_RATE_HZ);
    }
    if (channels != 1 && channels != 2) {
      throw new BadInputException("stream", "channels", channels, "1 or 2");
    }
  }
}
