package audio.liminal.measure;

/** The lower triangular factor L of a positive definite matrix, {@code A = L L'}. */
final class Cholesky {
  private static final double LEAST_PIVOT = 1e-12;

  private Cholesky() {}

  /** Pivots that rounding made negative are raised to almost nothing. */
  static double[][] of(double[][] a) {
    int n = a.length;
    double[][] lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i][j];
        for (int k = 0; k < j; k++) {
          rest -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(Math.max(LEAST_PIVOT, rest)) : rest / lower[j][j];
      }
    }
    return lower;
  }

  /** Writes {@code L^-1 x}. */
  static void solve(double[][] lower, double[] x, double[] solution) {
    for (int i = 0; i < x.length; i++) {
      double rest = x[i];
      for (int k = 0; k < i; k++) {
        rest -= lower[i][k] * solution[k];
      }
      solution[i] = rest / lower[i][i];
    }
  }
}
