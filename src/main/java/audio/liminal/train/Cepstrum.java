package audio.liminal.train;

/**
 * The level-free envelope of a spectrum: its mel-frequency cepstral coefficients 1 to {@value
 * #COEFFICIENTS} (Davis and Mermelstein 1980); coefficient 0, the level, is left out.
 *
 * <p>Power is summed in {@value #BANDS} triangular bands, in dB an orthonormal cosine transform
 * runs over them, and the envelope at a bin is the cosines' sum at that bin's place between the
 * bands. A gain that is smooth over a band moves the coefficients by exactly its own, so that the
 * way of a morph is straight; an envelope fitted to the bins' decibels would take a tone's gaps for
 * its level. No band is narrower than two bins, as narrower ones would have gaps.
 */
final class Cepstrum {
  static final int COEFFICIENTS = 31;
  static final int BANDS = 48;

  /** What a band holds at least, -120 dB: a floor within reach bends the way of a morph. */
  private static final float FLOOR = 1e-12f;

  private static final double TOP_MEL = mel((Feature.BINS - 1) * Feature.BIN_HZ);

  private Cepstrum() {}

  static Feature feature() {
    return new Feature(bandShares(), FLOOR, false, transform(), synthesis());
  }

  private static float[] bandShares() {
    float[] shares = new float[Feature.BINS * BANDS];
    for (int band = 0; band < BANDS; band++) {
      double centre = hz(band + 1) / Feature.BIN_HZ;
      Triangle.write(
          shares, band, BANDS, hz(band) / Feature.BIN_HZ, centre, hz(band + 2) / Feature.BIN_HZ);
    }
    return shares;
  }

  private static float[] transform() {
    float[] transform = new float[BANDS * COEFFICIENTS];
    for (int band = 0; band < BANDS; band++) {
      for (int q = 0; q < COEFFICIENTS; q++) {
        transform[band * COEFFICIENTS + q] = cosine(q + 1, band);
      }
    }
    return transform;
  }

  private static float[] synthesis() {
    float[] synthesis = new float[COEFFICIENTS * Feature.BINS];
    for (int k = 0; k < Feature.BINS; k++) {
      double place = mel(k * Feature.BIN_HZ) / TOP_MEL * (BANDS + 1) - 1;
      for (int q = 0; q < COEFFICIENTS; q++) {
        synthesis[q * Feature.BINS + k] = cosine(q + 1, Math.max(0, Math.min(BANDS - 1, place)));
      }
    }
    return synthesis;
  }

  private static float cosine(int q, double band) {
    return (float) (Math.sqrt(2.0 / BANDS) * Math.cos(Math.PI * q * (band + 0.5) / BANDS));
  }

  private static double mel(double hz) {
    return Math.log1p(hz / 700);
  }

  /** Edge or centre of a band: 0 to {@code BANDS + 1}, evenly over the mel scale. */
  private static double hz(int place) {
    return 700 * Math.expm1(TOP_MEL * place / (BANDS + 1));
  }
}
