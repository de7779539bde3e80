package audio.liminal.host;

/**
 * What a stream should be like.
 *
 * @param rateHz 0 for whatever there is
 * @param blockSamples the same
 */
public record StreamWish(int rateHz, int blockSamples) {
  public static final StreamWish NONE = new StreamWish(0, 0);
}
