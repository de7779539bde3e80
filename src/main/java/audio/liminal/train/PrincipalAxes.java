package audio.liminal.train;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The directions of greatest variance of standardised rows, by Jacobi rotations.
 *
 * @param axes {@code axes[j]} is the j-th direction, of unit length, by falling variance
 * @param variances along each
 */
record PrincipalAxes(double[][] axes, double[] variances) {
  private static final int SWEEPS = 30;

  /** Of rows that lie one after another. */
  static PrincipalAxes of(float[] flat, Moments moments) {
    return ofSymmetric(covariance(flat, moments));
  }

  /** Of a covariance, which is spoilt. */
  static PrincipalAxes ofSymmetric(double[][] a) {
    int n = a.length;
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    return sorted(a, v);
  }

  /** The diagonal of {@code a} and the columns of {@code v}, by falling variance. */
  private static PrincipalAxes sorted(double[][] a, double[][] v) {
    int n = a.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -a[i][i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] axes = new double[n][n];
    double[] variances = new double[n];
    for (int j = 0; j < n; j++) {
      variances[j] = a[order[j]][order[j]];
      for (int i = 0; i < n; i++) {
        axes[j][i] = v[i][order[j]];
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

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (Math.abs(a[p][q]) < 1e-14) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      a[k][p] = c * kp - s * a[k][q];
      a[k][q] = s * kp + c * a[k][q];
    }
    for (int k = 0; k < a.length; k++) {
      double pk = a[p][k];
      a[p][k] = c * pk - s * a[q][k];
      a[q][k] = s * pk + c * a[q][k];
      double kp = v[k][p];
      v[k][p] = c * kp - s * v[k][q];
      v[k][q] = s * kp + c * v[k][q];
    }
  }
}
