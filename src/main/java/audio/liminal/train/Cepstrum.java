package audio.liminal.train;

/**
 * The level-free envelope of a spectrum: its orthogonal cosine transform's quefrencies 1 to {@value
 * #COEFFICIENTS}; quefrency 0, the level, is left out.
 */
final class Cepstrum {
  static final int COEFFICIENTS = 63;
  static final int BINS = 513;
  static final float FLOOR_DB = -100;
  static final float RANGE_DB = 80;

  /** {@code BASIS[q][k]}: quefrency q + 1 at bin k; rows are orthonormal. */
  private static final float[][] BASIS = basis();

  /** The same, bin by bin: the order in which {@link #of} runs through it. */
  private static final float[][] BY_BIN = byBin();

  private Cepstrum() {}

  /** The basis, row by row: {@code COEFFICIENTS x BINS}. */
  static float[] flatBasis() {
    float[] flat = new float[COEFFICIENTS * BINS];
    for (int q = 0; q < COEFFICIENTS; q++) {
      System.arraycopy(BASIS[q], 0, flat, q * BINS, BINS);
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

  /** The cepstrum of a spectrum raised to its floor: {@value #RANGE_DB} dB below its own peak. */
  static float[] of(float[] db) {
    float floor = Math.max(FLOOR_DB, peak(db) - RANGE_DB);
    float[] cepstrum = new float[COEFFICIENTS];
    for (int k = 0; k < BINS; k++) {
      float v = Math.max(db[k], floor);
      float[] row = BY_BIN[k];
      for (int q = 0; q < COEFFICIENTS; q++) {
        cepstrum[q] += v * row[q];
      }
    }
    return cepstrum;
  }

  private static float[][] basis() {
    float[][] basis = new float[COEFFICIENTS][BINS];
    for (int q = 0; q < COEFFICIENTS; q++) {
      for (int k = 0; k < BINS; k++) {
        double angle = Math.PI * (q + 1) * (k + 0.5) / BINS;
        basis[q][k] = (float) (Math.sqrt(2.0 / BINS) * Math.cos(angle));
      }
    }
    return basis;
  }

  private static float[][] byBin() {
    float[][] turned = new float[BINS][COEFFICIENTS];
    for (int k = 0; k < BINS; k++) {
      for (int q = 0; q < COEFFICIENTS; q++) {
        turned[k][q] = BASIS[q][k];
      }
    }
    return turned;
  }
}
