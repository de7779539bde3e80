package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import java.util.List;

/**
 * A pad with a sound in each corner: A at (0, 0), B at (1, 0), C at (0, 1), D at (1, 1); fewer than
 * four lie along x first. A pad of one is that sound everywhere.
 *
 * <p>Timbres move the cloud that the stream makes, which keeps the performance; the stream's own
 * cloud is learned while it plays.
 *
 * @param corners 1 to {@value #MOST}
 * @param from where the stream is taken to live until it has been heard for a while; null where all
 *     corners are anchors
 * @param forgetSeconds how far back the stream's own cloud is learned from, 0.1 to 3600; 0 learns
 *     nothing and keeps {@code from}, as suits a captured one
 */
public record Corners(List<Corner> corners, LatentCloud from, float forgetSeconds)
    implements MorphTarget {
  public static final int MOST = 4;

  /** A phrase or two. */
  public static final float DEFAULT_FORGET_SECONDS = 10;

  /** Throws {@link BadInputException} when sizes disagree or the time is out of range. */
  public Corners {
    corners = List.copyOf(corners);
    if (corners.isEmpty() || corners.size() > MOST) {
      throw new BadInputException("settings", "corners.length", corners.size(), "1 to " + MOST);
    }
    boolean known = forgetSeconds == 0 || (forgetSeconds >= 0.1f && forgetSeconds <= 3600);
    if (!known) {
      throw new BadInputException(
          "settings", "timbre.forgetSeconds", forgetSeconds, "0, or 0.1 to 3600");
    }
    boolean timbres = corners.stream().anyMatch(c -> c.timbre() != null);
    if (timbres && from == null) {
      throw new BadInputException("settings", "corners.from", "none", "a cloud beside timbres");
    }
    int latents = from != null ? from.latents() : corners.get(0).latents();
    checkLatents(corners, latents);
  }

  /** Anchors alone. */
  public static Corners anchors(List<Corner> corners) {
    return new Corners(corners, null, DEFAULT_FORGET_SECONDS);
  }

  /** A single timbre. */
  public static Corners timbre(LatentCloud from, Corner to, float forgetSeconds) {
    return new Corners(List.of(to), from, forgetSeconds);
  }

  @Override
  public void check(int latents) {
    checkLatents(corners, latents);
  }

  private static void checkLatents(List<Corner> corners, int latents) {
    for (Corner corner : corners) {
      if (corner.latents() != latents) {
        throw new BadInputException(
            "settings",
            "corner " + corner.name() + ".latents",
            corner.latents(),
            "the model's " + latents);
      }
    }
  }

  /**
   * Writes what each corner counts for at a place on the pad; the sum is 1.
   *
   * @param weights {@value #MOST} values
   */
  @RealTime
  void weigh(float x, float y, float[] weights) {
    int n = corners.size();
    float across = n > 1 ? x : 0;
    float up = n > 2 ? y : 0;
    weights[0] = (1 - across) * (1 - up);
    weights[1] = across * (1 - up);
    weights[2] = (1 - across) * up;
    weights[3] = across * up;
    if (n == 3) {
      weights[1] += weights[3] / 2;
      weights[2] += weights[3] / 2;
      weights[3] = 0;
    }
  }

  /** How much of a place on the pad belongs to timbres, 0 to 1. */
  @RealTime
  public float timbreShare(float x, float y, float[] weights) {
    weigh(x, y, weights);
    float share = 0;
    for (int i = 0; i < corners.size(); i++) {
      share += corners.get(i).timbre() != null ? weights[i] : 0;
    }
    return share;
  }
}
