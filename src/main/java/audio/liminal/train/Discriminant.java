package audio.liminal.train;

import audio.liminal.model.Timbre;
import java.util.Collection;

/**
 * The two directions along which clouds lie furthest apart for their width (Fisher 1936); of fewer
 * than three clouds, the two along which they are widest.
 *
 * @param axes {@code [2][latents]}
 * @param origin mean of the clouds' means
 */
record Discriminant(float[][] axes, float[] origin) {
  private static final double LEAST_SHARE = 1e-3;

  /** Where the clouds are single points; a latent's prior has a variance of 1. */
  private static final double LEAST_VARIANCE = 1e-6;

  static Discriminant of(Collection<Timbre> clouds) {
    int n = clouds.iterator().next().mean().length;
    float[] origin = origin(clouds, n);
    PrincipalAxes within = PrincipalAxes.ofSymmetric(within(clouds, n));
    double[][] whitening = new double[n][n];
    double least = Math.max(LEAST_VARIANCE, LEAST_SHARE * within.variances()[0]);
    for (int j = 0; j < n; j++) {
      double scale = 1 / Math.sqrt(Math.max(least, within.variances()[j]));
      for (int i = 0; i < n; i++) {
        whitening[j][i] = scale * within.axes()[j][i];
      }
    }
    float[][] axes = new float[2][n];
    double[][] directions =
        clouds.size() < 3
            ? new double[][] {unit(n, 0), unit(n, 1)}
            : PrincipalAxes.ofSymmetric(between(clouds, origin, whitening)).axes();
    for (int axis = 0; axis < 2; axis++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
          axes[axis][i] += (float) (directions[axis][j] * whitening[j][i]);
        }
      }
    }
    return new Discriminant(axes, origin);
  }

  private static double[] unit(int size, int place) {
    double[] unit = new double[size];
    unit[place] = 1;
    return unit;
  }

  private static float[] origin(Collection<Timbre> clouds, int n) {
    float[] origin = new float[n];
    for (Timbre cloud : clouds) {
      for (int i = 0; i < n; i++) {
        origin[i] += cloud.mean()[i] / clouds.size();
      }
    }
    return origin;
  }

  private static double[][] within(Collection<Timbre> clouds, int n) {
    double[][] within = new double[n][n];
    for (Timbre cloud : clouds) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          within[i][j] += cloud.covariance(i, j) / clouds.size();
        }
      }
    }
    return within;
  }

  /** Covariance of the clouds' means, whitened. */
  private static double[][] between(
      Collection<Timbre> clouds, float[] origin, double[][] whitening) {
    int n = origin.length;
    double[][] between = new double[n][n];
    for (Timbre cloud : clouds) {
      double[] off = new double[n];
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
          off[j] += whitening[j][i] * (cloud.mean()[i] - origin[i]);
        }
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          between[i][j] += off[i] * off[j];
        }
      }
    }
    return between;
  }
}
