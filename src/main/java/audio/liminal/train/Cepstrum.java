package audio.liminal.train;

import audio.liminal.dsp.Decibels;

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
  static final int BINS = 513;
  static final int BANDS = 48;

  /** What a band holds at least; low, as a floor within reach bends the way of a morph. */
  static final float FLOOR_DB = -120;

  static final float FLOOR_POWER = 1e-12f;

  private static final double BIN_HZ = 48_000 / 1024.0;
  private static final double TOP_MEL = mel((BINS - 1) * BIN_HZ);

  /** {@code [band][bin]}: a bin's share in a band's power; shares of a band sum to one. */
  private static final float[][] SHARES = shares();

  /** {@code [q][band]}: orthonormal rows. */
  private static final float[][] TRANSFORM = new float[COEFFICIENTS][BANDS];

  /** {@code [q][bin]}: the transform's cosines between the bands. */
  private static final float[][] COSINES = new float[COEFFICIENTS][BINS];

  static {
    for (int q = 0; q < COEFFICIENTS; q++) {
      for (int band = 0; band < BANDS; band++) {
        TRANSFORM[q][band] = cosine(q + 1, band);
      }
      for (int k = 0; k < BINS; k++) {
        double place = mel(k * BIN_HZ) / TOP_MEL * (BANDS + 1) - 1;
        COSINES[q][k] = cosine(q + 1, Math.max(0, Math.min(BANDS - 1, place)));
      }
    }
  }

  private Cepstrum() {}

  private static float cosine(int q, double band) {
    return (float) (Math.sqrt(2.0 / BANDS) * Math.cos(Math.PI * q * (band + 0.5) / BANDS));
  }

  private static double mel(double hz) {
    return Math.log1p(hz / 700);
  }

  private static float[][] shares() {
    float[][] shares = new float[BANDS][BINS];
    for (int band = 0; band < BANDS; band++) {
      double below = hz(band);
      double centre = hz(band + 1);
      double above = hz(band + 2);
      below = Math.min(below, centre - BIN_HZ);
      above = Math.max(above, centre + BIN_HZ);
      double sum = 0;
      for (int k = 0; k < BINS; k++) {
        double f = k * BIN_HZ;
        double side = f < centre ? (f - below) / (centre - below) : (above - f) / (above - centre);
        shares[band][k] = (float) Math.max(0, side);
        sum += shares[band][k];
      }
      for (int k = 0; k < BINS; k++) {
        shares[band][k] /= (float) sum;
      }
    }
    return shares;
  }

  /** Edge or centre of a band: 0 to {@code BANDS + 1}, evenly over the mel scale. */
  private static double hz(int place) {
    return 700 * Math.expm1(TOP_MEL * place / (BANDS + 1));
  }

  /** From power to band power, {@code BINS x BANDS} row by row. */
  static float[] bandShares() {
    float[] flat = new float[BINS * BANDS];
    for (int k = 0; k < BINS; k++) {
      for (int band = 0; band < BANDS; band++) {
        flat[k * BANDS + band] = SHARES[band][k];
      }
    }
    return flat;
  }

  /** From bands in dB to coefficients, {@code BANDS x COEFFICIENTS} row by row. */
  static float[] transform() {
    float[] flat = new float[BANDS * COEFFICIENTS];
    for (int band = 0; band < BANDS; band++) {
      for (int q = 0; q < COEFFICIENTS; q++) {
        flat[band * COEFFICIENTS + q] = TRANSFORM[q][band];
      }
    }
    return flat;
  }

  /** From coefficients to the envelope in dB, {@code COEFFICIENTS x BINS} row by row. */
  static float[] synthesis() {
    float[] flat = new float[COEFFICIENTS * BINS];
    for (int q = 0; q < COEFFICIENTS; q++) {
      System.arraycopy(COSINES[q], 0, flat, q * BINS, BINS);
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

  /** The coefficients of a spectrum in dB. */
  static float[] of(float[] db) {
    float[] power = new float[BINS];
    for (int k = 0; k < BINS; k++) {
      power[k] = Decibels.toAmplitude(2 * db[k]);
    }
    float[] cepstrum = new float[COEFFICIENTS];
    for (int band = 0; band < BANDS; band++) {
      float sum = FLOOR_POWER;
      for (int k = 0; k < BINS; k++) {
        sum += SHARES[band][k] * power[k];
      }
      float level = Decibels.ofPower(sum);
      for (int q = 0; q < COEFFICIENTS; q++) {
        cepstrum[q] += TRANSFORM[q][band] * level;
      }
    }
    return cepstrum;
  }
}
