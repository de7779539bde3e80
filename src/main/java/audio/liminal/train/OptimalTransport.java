package audio.liminal.train;

import audio.liminal.measure.Gaussian;
import audio.liminal.measure.SymmetricEigen;

/**
 * The map between two Gaussians that moves points least: {@code x' = m + A (x - n)} with {@code A =
 * C^-1/2 (C^1/2 D C^1/2)^1/2 C^-1/2}, from mean n and covariance C to mean m and covariance D
 * (Olkin and Pukelsheim 1982).
 */
final class OptimalTransport {
  /**
   * Share of the mean variance added to each of the start's, so that a flat cloud has an inverse.
   */
  private static final double RIDGE = 1e-3;

  private final double[] from;
  private final double[] to;
  private final double[][] matrix;

  OptimalTransport(Gaussian from, Gaussian to) {
    this.from = from.mean();
    this.to = to.mean();
    Gaussian start = from.widened(RIDGE * from.meanVariance());
    double[][] root = power(start.covariance(), 0.5);
    double[][] inverse = power(start.covariance(), -0.5);
    double[][] middle = power(product(product(root, to.covariance()), root), 0.5);
    this.matrix = product(product(inverse, middle), inverse);
  }

  /** Where a point is carried to. */
  float[] carry(float[] point) {
    float[] carried = new float[point.length];
    for (int i = 0; i < carried.length; i++) {
      double sum = to[i];
      for (int j = 0; j < point.length; j++) {
        sum += matrix[i][j] * (point[j] - from[j]);
      }
      carried[i] = (float) sum;
    }
    return carried;
  }

  private static double[][] power(double[][] symmetric, double exponent) {
    SymmetricEigen eigen = SymmetricEigen.of(symmetric);
    double[][] v = eigen.vectors();
    int n = v.length;
    double[][] scaled = new double[n][n];
    double[][] transposed = new double[n][n];
    for (int j = 0; j < n; j++) {
      double scale = Math.pow(Math.max(1e-9, eigen.values()[j]), exponent);
      for (int i = 0; i < n; i++) {
        scaled[i][j] = scale * v[i][j];
        transposed[j][i] = v[i][j];
      }
    }
    return product(scaled, transposed);
  }

  private static double[][] product(double[][] a, double[][] b) {
    int n = a.length;
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }
}
