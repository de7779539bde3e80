package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import java.util.Arrays;

/**
 * A Gaussian in a latent space: where the spectra of one sound live. Immutable.
 *
 * <p>It keeps the Cholesky factor of its covariance, found when it is made.
 */
public final class LatentCloud {
  /** Share of the mean variance that is added to each, so that a flat cloud has a factor. */
  private static final double RIDGE = 1e-3;

  private static final double LEAST_VARIANCE = 1e-9;

  private final float[] mean;
  private final double[] covariance;
  private final float[] factor;

  /**
   * @param mean one value for each latent
   * @param covariance the lower triangle, row by row
   * @throws BadInputException when the sizes disagree or the covariance is none
   */
  public LatentCloud(float[] mean, float[] covariance) {
    int n = mean.length;
    if (covariance.length != n * (n + 1) / 2) {
      throw new BadInputException(
          "latent cloud", "covariance.length", covariance.length, String.valueOf(n * (n + 1) / 2));
    }
    this.mean = mean.clone();
    this.covariance = new double[covariance.length];
    for (int i = 0; i < covariance.length; i++) {
      this.covariance[i] = covariance[i];
    }
    this.factor = new float[covariance.length];
    if (!factor(this.covariance, n, factor)) {
      throw new BadInputException(
          "latent cloud", "covariance", "not positive definite", "a covariance");
    }
  }

  /** A cloud whose latents do not depend on each other. */
  public static LatentCloud independent(float[] mean, float[] deviation) {
    float[] covariance = new float[mean.length * (mean.length + 1) / 2];
    for (int i = 0; i < mean.length; i++) {
      covariance[i * (i + 3) / 2] = deviation[i] * deviation[i];
    }
    return new LatentCloud(mean, covariance);
  }

  /** Dimensions of the latent space. */
  public int latents() {
    return mean.length;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof LatentCloud cloud)) {
      return false;
    }
    return this == cloud
        || (Arrays.equals(mean, cloud.mean) && Arrays.equals(covariance, cloud.covariance));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(covariance);
  }

  /**
   * Turns a draw of a standard normal into one of this cloud.
   *
   * @param standard one value for each latent; more are let be
   * @param latent written
   */
  public void place(float[] standard, float[] latent) {
    for (int i = 0; i < mean.length; i++) {
      int row = i * (i + 1) / 2;
      latent[i] = mean[i];
      for (int j = 0; j <= i; j++) {
        latent[i] += factor[row + j] * standard[j];
      }
    }
  }

  /**
   * The draw that {@link #place} would turn into a latent.
   *
   * @param standard written
   */
  void standardise(float[] latent, double[] standard) {
    for (int i = 0; i < mean.length; i++) {
      int row = i * (i + 1) / 2;
      double sum = latent[i] - mean[i];
      for (int j = 0; j < i; j++) {
        sum -= factor[row + j] * standard[j];
      }
      standard[i] = sum / factor[row + i];
    }
  }

  /** Logarithm of the volume within one standard deviation, but for a constant. */
  double logVolume() {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += Math.log(factor[i * (i + 3) / 2]);
    }
    return sum;
  }

  /** A copy of the mean. */
  public float[] mean() {
    return mean.clone();
  }

  /** A copy of the covariance's lower triangle, row by row. */
  public float[] covariance() {
    float[] copy = new float[covariance.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) covariance[i];
    }
    return copy;
  }

  float mean(int i) {
    return mean[i];
  }

  double covariance(int at) {
    return covariance[at];
  }

  float[] factor() {
    return factor;
  }

  /**
   * Writes the lower triangular L with {@code L L' = C + ridge}.
   *
   * @param covariance lower triangle, row by row
   * @param factor written likewise
   * @return false when there is none; then {@code factor} means nothing
   */
  static boolean factor(double[] covariance, int n, float[] factor) {
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += covariance[i * (i + 3) / 2];
    }
    double ridge = RIDGE * trace / n + LEAST_VARIANCE;
    for (int i = 0; i < n; i++) {
      int row = i * (i + 1) / 2;
      for (int j = 0; j <= i; j++) {
        int column = j * (j + 1) / 2;
        double sum = covariance[row + j] + (i == j ? ridge : 0);
        for (int k = 0; k < j; k++) {
          sum -= (double) factor[row + k] * factor[column + k];
        }
        if (i == j && !(sum > 0)) {
          return false;
        }
        factor[row + j] = (float) (i == j ? Math.sqrt(sum) : sum / factor[column + j]);
      }
    }
    return true;
  }
}
