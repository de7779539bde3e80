package audio.liminal.train;

/** A triangular band over the bins, at least two bins wide, whose shares sum to one. */
final class Triangle {
  private Triangle() {}

  /**
   * Writes one column of {@code 513 x bands} shares.
   *
   * @param below where it starts, in bins
   * @param centre its peak, in bins
   * @param above where it ends, in bins
   */
  static void write(
      float[] shares, int band, int bands, double below, double centre, double above) {
    double start = Math.min(below, centre - 1);
    double end = Math.max(above, centre + 1);
    double[] sides = new double[Feature.BINS];
    double sum = 0;
    for (int k = 0; k < Feature.BINS; k++) {
      double side = k < centre ? (k - start) / (centre - start) : (end - k) / (end - centre);
      sides[k] = Math.max(0, side);
      sum += sides[k];
    }
    for (int k = 0; k < Feature.BINS; k++) {
      shares[k * bands + band] = (float) (sides[k] / sum);
    }
  }
}
