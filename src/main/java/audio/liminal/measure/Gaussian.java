package audio.liminal.measure;

import java.util.List;

/**
 * A normal distribution.
 *
 * @param mean one value for each dimension
 * @param covariance of the dimensions
 */
public record Gaussian(double[] mean, double[][] covariance) {

  /** Mean and covariance of points, at least one. */
  public static Gaussian of(List<double[]> points) {
    int n = points.get(0).length;
    double[] mean = new double[n];
    for (double[] point : points) {
      for (int i = 0; i < n; i++) {
        mean[i] += point[i] / points.size();
      }
    }
    double[][] covariance = new double[n][n];
    for (double[] point : points) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += (point[i] - mean[i]) * (point[j] - mean[j]) / points.size();
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return new Gaussian(mean, covariance);
  }

  /** This one with a variance of its own added to every dimension. */
  public Gaussian widened(double variance) {
    double[][] wider = new double[mean.length][];
    for (int i = 0; i < mean.length; i++) {
      wider[i] = covariance[i].clone();
      wider[i][i] += variance;
    }
    return new Gaussian(mean, wider);
  }

  /** The mean of the dimensions' variances. */
  public double meanVariance() {
    double trace = 0;
    for (int i = 0; i < mean.length; i++) {
      trace += covariance[i][i];
    }
    return trace / mean.length;
  }
}
