package audio.liminal.train;

/**
 * The level-free envelope of a spectrum in {@value #COEFFICIENTS} coefficients: a sum of cosines on
 * an axis that is warped like hearing, fitted by least squares; the constant, the level, is left
 * out.
 *
 * <p>The axis is {@code log(1 + f / 700 Hz)}, the mel scale (O'Shaughnessy 1987). It resolves about
 * 80 Hz at the bottom and 1.2 kHz at 10 kHz, where as many cosines over plain frequency would
 * resolve 800 Hz everywhere. Coefficients are in dB: one of 1 moves the envelope by 1 dB, root mean
 * square over the axis.
 */
final class Cepstrum {
  static final int COEFFICIENTS = 31;
  static final int BINS = 513;

  /** What a bin holds at least; low, as a floor within reach bends the way of a morph. */
  static final float FLOOR_DB = -120;

  private static final double BIN_HZ = 48_000 / 1024.0;
  private static final double WARP_HZ = 700;
  private static final double RIDGE = 1e-3;

  /** {@code [q][k]}: coefficient q's cosine at bin k. */
  private static final float[][] COSINES = new float[COEFFICIENTS][BINS];

  /** {@code [k][q]}: bin k's share in coefficient q. */
  private static final float[][] SHARES = new float[BINS][COEFFICIENTS];

  static {
    fit();
  }

  private Cepstrum() {}

  /** From coefficients to dB, {@code COEFFICIENTS x BINS} row by row. */
  static float[] synthesis() {
    return flat(COSINES);
  }

  /** From dB to coefficients, {@code BINS x COEFFICIENTS} row by row. */
  static float[] analysis() {
    return flat(SHARES);
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    return flat;
  }

  static float peak(float[] db) {
    float peak = db[0];
    for (float v : db) {
      peak = Math.max(peak, v);
    }
    return peak;
  }

  /** The coefficients of a spectrum raised to {@value #FLOOR_DB} dB. */
  static float[] of(float[] db) {
    float[] cepstrum = new float[COEFFICIENTS];
    for (int k = 0; k < BINS; k++) {
      float v = Math.max(db[k], FLOOR_DB);
      for (int q = 0; q < COEFFICIENTS; q++) {
        cepstrum[q] += v * SHARES[k][q];
      }
    }
    return cepstrum;
  }

  /**
   * Solves for the shares that minimise the squared error over the warped axis, of the constant and
   * all cosines together; a small ridge tames the lowest bins, which are further apart than the
   * finest cosine's waves.
   */
  private static void fit() {
    int unknowns = COEFFICIENTS + 1;
    double[][] system = new double[unknowns][unknowns + BINS];
    double span = Math.log1p(BINS * BIN_HZ / WARP_HZ);
    for (int k = 0; k < BINS; k++) {
      double hz = (k + 0.5) * BIN_HZ;
      double place = Math.log1p(hz / WARP_HZ) / span;
      double width = BIN_HZ / (WARP_HZ + hz) / span;
      double[] cosine = new double[unknowns];
      for (int q = 0; q < unknowns; q++) {
        cosine[q] = q == 0 ? 1 : Math.sqrt(2) * Math.cos(Math.PI * q * place);
        system[q][unknowns + k] = width * cosine[q];
        if (q > 0) {
          COSINES[q - 1][k] = (float) cosine[q];
        }
      }
      for (int q = 0; q < unknowns; q++) {
        for (int r = 0; r < unknowns; r++) {
          system[q][r] += width * cosine[q] * cosine[r];
        }
      }
    }
    for (int q = 1; q < unknowns; q++) {
      system[q][q] += RIDGE;
    }
    eliminate(system);
    for (int k = 0; k < BINS; k++) {
      for (int q = 1; q < unknowns; q++) {
        SHARES[k][q - 1] = (float) system[q][unknowns + k];
      }
    }
  }

  /** Gauss-Jordan elimination of a positive definite system with many right-hand sides. */
  private static void eliminate(double[][] system) {
    for (int pivot = 0; pivot < system.length; pivot++) {
      double[] row = system[pivot];
      double scale = 1 / row[pivot];
      for (int j = pivot; j < row.length; j++) {
        row[j] *= scale;
      }
      for (int other = 0; other < system.length; other++) {
        double factor = system[other][pivot];
        if (other != pivot && factor != 0) {
          for (int j = pivot; j < row.length; j++) {
            system[other][j] -= factor * row[j];
          }
        }
      }
    }
  }
}
