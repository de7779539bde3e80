package audio.liminal.morph;

import audio.liminal.signal.BadInputException;

/**
 * One corner of the pad: an anchor, which is a latent that stands still, or a timbre, which is a
 * cloud that the performance is carried into.
 *
 * @param name for people
 * @param anchor the latent, or null
 * @param timbre the cloud, or null
 * @param liveliness how much of the cloud's deviations the performance is given, 0 to 1
 */
public record Corner(String name, float[] anchor, LatentCloud timbre, float liveliness) {
  private static final float MOST = 1e6f;

  /** Throws {@link BadInputException} unless there is one of both, and all is in range. */
  public Corner {
    if ((anchor == null) == (timbre == null)) {
      throw new BadInputException(
          "corner " + name, "timbre", timbre == null ? "none" : "given", "an anchor or a timbre");
    }
    if (!(liveliness >= 0 && liveliness <= 1)) {
      throw new BadInputException("corner " + name, "liveliness", liveliness, "0 to 1");
    }
    anchor = anchor == null ? null : anchor.clone();
    if (anchor != null) {
      for (float v : anchor) {
        if (!(v >= -MOST && v <= MOST)) {
          throw new BadInputException("corner " + name, "anchor", v, -MOST + " to " + MOST);
        }
      }
    }
  }

  public static Corner anchor(String name, float[] latent) {
    return new Corner(name, latent, null, 0);
  }

  /** A timbre of which no neighbours are known. */
  public static Corner timbre(String name, LatentCloud cloud) {
    return timbre(name, cloud, Liveliness.USUAL);
  }

  public static Corner timbre(String name, LatentCloud cloud, float liveliness) {
    return new Corner(name, null, cloud, liveliness);
  }

  /** Dimensions of the latent space it lies in. */
  public int latents() {
    return anchor != null ? anchor.length : timbre.latents();
  }

  /** What stands still, or the middle of the cloud. */
  float centre(int i) {
    return anchor != null ? anchor[i] : timbre.mean(i);
  }
}
