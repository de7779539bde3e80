package audio.liminal.train;

/**
 * A spectrum with its fine structure, level-free: every bin up to {@value #CORNER_BIN} (4.5 kHz),
 * where single partials are heard, above it {@value #WIDENING_BANDS} triangular bands whose centres
 * rise by a constant ratio to 24 kHz.
 *
 * <p>Powers are taken relative to the spectrum's total, with a floor 90 dB below it: what lies
 * deeper is masked, and a floor that moves with the level leaves the level out.
 */
final class FineBands {
  static final int CORNER_BIN = 96;
  static final int WIDENING_BANDS = 87;
  static final int BANDS = CORNER_BIN + 1 + WIDENING_BANDS;

  private static final float FLOOR = 1e-9f;
  private static final double RATIO =
      Math.pow((Feature.BINS - 1.0) / CORNER_BIN, 1.0 / WIDENING_BANDS);

  private FineBands() {}

  static Feature feature() {
    float[] shares = new float[Feature.BINS * BANDS];
    float[] synthesis = new float[BANDS * Feature.BINS];
    for (int band = 0; band < BANDS; band++) {
      Triangle.write(shares, band, BANDS, centre(band - 1), centre(band), centre(band + 1));
      for (int k = 0; k < Feature.BINS; k++) {
        double below = (k - centre(band - 1)) / (centre(band) - centre(band - 1));
        double above = (centre(band + 1) - k) / (centre(band + 1) - centre(band));
        synthesis[band * Feature.BINS + k] = (float) Math.max(0, Math.min(below, above));
      }
    }
    return new Feature(shares, FLOOR, true, null, synthesis);
  }

  /** Of a band, in bins. */
  private static double centre(int band) {
    return band <= CORNER_BIN ? band : CORNER_BIN * Math.pow(RATIO, band - CORNER_BIN);
  }
}
