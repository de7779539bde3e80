package audio.liminal.morph;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/**
 * How much of a timbre's deviations a move to it keeps, so that the result is taken for that timbre
 * and for none of its neighbours.
 *
 * <p>Close to its mean a timbre is surest to be heard, unless the mean lies among others: that of a
 * vibraphone, whose spectra are a strong partial wherever the pitch is, looks like none of them and
 * much like a guitar's. So it is the least scale t of the deviations at which a Gaussian classifier
 * with equal priors (Fisher's quadratic discriminant) is about as sure as at any, by the mean
 * logarithm of the posterior over draws of the cloud.
 */
public final class Liveliness {
  /** For what nothing is known about: half. */
  public static final float USUAL = 0.5f;

  /** Less would take the life out of a performance. */
  static final float LEAST = 0.3f;

  private static final int SCALES = 8;
  private static final float SCALE_STEP = 0.1f;
  private static final int DRAWS = 1024;
  private static final long SEED = 1;

  /** What may be lost of the mean logarithm, in nepers. */
  private static final double TOLERANCE = 0.005;

  private static final double MOST_NEPERS = 50;

  private Liveliness() {}

  /**
   * The scale for a timbre.
   *
   * @param others clouds of the same space that it must not be taken for
   * @return {@value #LEAST} to 1
   */
  public static float of(LatentCloud timbre, Collection<LatentCloud> others) {
    int n = timbre.latents();
    List<Rival> rivals = others.stream().map(other -> new Rival(timbre, other)).toList();
    double[] sureness = new double[SCALES];
    Random random = new Random(SEED);
    float[] standard = new float[n];
    float[] place = new float[n];
    for (int draw = 0; draw < DRAWS; draw++) {
      double length = 0;
      for (int i = 0; i < n; i++) {
        standard[i] = (float) random.nextGaussian();
        length += standard[i] * standard[i];
      }
      timbre.place(standard, place);
      rivals.forEach(rival -> rival.hear(place));
      for (int s = 0; s < SCALES; s++) {
        float t = scale(s);
        double own = -0.5 * t * t * length;
        double odds = 0;
        for (Rival rival : rivals) {
          odds += Math.exp(Math.min(MOST_NEPERS, rival.logDensity(t) - own));
        }
        sureness[s] -= Math.log1p(odds) / DRAWS;
      }
    }
    double enough = Arrays.stream(sureness).max().orElseThrow() - TOLERANCE;
    int s = 0;
    while (sureness[s] < enough) {
      s++;
    }
    return scale(s);
  }

  private static float scale(int step) {
    return LEAST + SCALE_STEP * step;
  }

  /** Another cloud as seen from a timbre: the density at {@code mean + t deviation}. */
  private static final class Rival {
    private final LatentCloud cloud;

    /** The timbre's, and a place of it, as this cloud standardises them. */
    private final double[] mean;

    private final double[] place;

    /** Logarithm of its density at its own mean over the timbre's at the timbre's. */
    private final double height;

    private double meanSquare;
    private double product;
    private double square;

    Rival(LatentCloud timbre, LatentCloud cloud) {
      this.cloud = cloud;
      this.mean = new double[cloud.latents()];
      this.place = new double[cloud.latents()];
      this.height = timbre.logVolume() - cloud.logVolume();
      cloud.standardise(timbre.mean(), mean);
      for (double v : mean) {
        meanSquare += v * v;
      }
    }

    void hear(float[] latent) {
      cloud.standardise(latent, place);
      product = 0;
      square = 0;
      for (int i = 0; i < place.length; i++) {
        double deviation = place[i] - mean[i];
        product += mean[i] * deviation;
        square += deviation * deviation;
      }
    }

    double logDensity(float t) {
      return height - 0.5 * (meanSquare + 2 * t * product + t * t * square);
    }
  }
}
