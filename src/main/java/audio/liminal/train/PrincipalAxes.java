package audio.liminal.train;

import audio.liminal.measure.SymmetricEigen;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The directions of greatest variance of standardised rows.
 *
 * @param axes {@code axes[j]} is the j-th direction, of unit length, by falling variance
 * @param variances along each
 */
record PrincipalAxes(double[][] axes, double[] variances) {
  /** Of rows that lie one after another. */
  static PrincipalAxes of(float[] flat, Moments moments) {
    return ofSymmetric(covariance(flat, moments));
  }

  /** Of a covariance. */
  static PrincipalAxes ofSymmetric(double[][] covariance) {
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    double[] values = eigen.values();
    int n = values.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] axes = new double[n][n];
    double[] variances = new double[n];
    for (int j = 0; j < n; j++) {
      variances[j] = values[order[j]];
      for (int i = 0; i < n; i++) {
        axes[j][i] = eigen.vectors()[i][order[j]];
      }
    }
    return new PrincipalAxes(axes, variances);
  }

  private static double[][] covariance(float[] flat, Moments moments) {
    int n = moments.mean().length;
    int rows = flat.length / n;
    double[][] a = new double[n][n];
    double[] x = new double[n];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < n; i++) {
        x[i] = (flat[row * n + i] - moments.mean()[i]) / moments.deviation()[i];
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          a[i][j] += x[i] * x[j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] /= rows;
        a[j][i] = a[i][j];
      }
    }
    return a;
  }
}
