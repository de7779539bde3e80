package audio.liminal.morph;

import audio.liminal.signal.BadInputException;

/**
 * A move of a stream from the cloud it makes to another, which keeps the performance and changes
 * the timbre.
 *
 * @param from where the stream is taken to live until it has been heard for a while
 * @param to where it is moved
 * @param forgetSeconds how far back the stream's own cloud is learned from, 0.1 to 3600; 0 learns
 *     nothing and keeps {@code from}, as suits a captured one
 */
public record TimbreMove(LatentCloud from, LatentCloud to, float forgetSeconds) {
  /** A phrase or two. */
  public static final float DEFAULT_FORGET_SECONDS = 10;

  /** Throws {@link BadInputException} when the clouds disagree or the time is out of range. */
  public TimbreMove {
    if (from.latents() != to.latents()) {
      throw new BadInputException(
          "settings", "timbre.from.latents", from.latents(), String.valueOf(to.latents()));
    }
    boolean known = forgetSeconds == 0 || (forgetSeconds >= 0.1f && forgetSeconds <= 3600);
    if (!known) {
      throw new BadInputException(
          "settings", "timbre.forgetSeconds", forgetSeconds, "0, or 0.1 to 3600");
    }
  }
}
