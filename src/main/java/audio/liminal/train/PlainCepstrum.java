package audio.liminal.train;

/**
 * The real cepstrum of a spectrum without its level (Bogert, Healy and Tukey 1963): cosines of the
 * decibels over plain frequency, those from 1 on, which in number decide how fine an envelope they
 * hold.
 */
final class PlainCepstrum {
  private static final float FLOOR = 1e-10f;
  private static final int PERIOD = 2 * (Feature.BINS - 1);

  private PlainCepstrum() {}

  /**
   * As a feature.
   *
   * @param coefficients how many
   */
  static Feature feature(int coefficients) {
    float[] bins = new float[Feature.BINS * Feature.BINS];
    float[] transform = new float[Feature.BINS * coefficients];
    float[] synthesis = new float[coefficients * Feature.BINS];
    for (int k = 0; k < Feature.BINS; k++) {
      bins[k * Feature.BINS + k] = 1;
      // the inner bins stand for their mirror images too
      double weight = k == 0 || k == Feature.BINS - 1 ? 1.0 / PERIOD : 2.0 / PERIOD;
      for (int q = 0; q < coefficients; q++) {
        double cosine = Math.cos(2 * Math.PI * (q + 1) * k / PERIOD);
        transform[k * coefficients + q] = (float) (weight * cosine);
        synthesis[q * Feature.BINS + k] = (float) (2 * cosine);
      }
    }
    return new Feature(bins, FLOOR, false, transform, synthesis);
  }
}
