package audio.liminal.measure;

import audio.liminal.dsp.KWeighting;

/**
 * How a sound's loudness runs: the K-weighted level, in dB, of Hann windows of 21.3 ms every 5.3
 * ms.
 *
 * @param levelsDb one for each window
 */
public record LoudnessContour(double[] levelsDb) {
  private static final int WINDOW_AT_48K = 1024;
  private static final int HOP_AT_48K = 256;
  private static final double FLOOR = 1e-12;
  private static final double RANGE_DB = 60;

  /** Of a mono sound. */
  public static LoudnessContour of(float[] sound, int sampleRateHz) {
    Spectra spectra =
        Spectra.of(
            sound,
            sampleRateHz,
            Spectra.scaled(WINDOW_AT_48K, sampleRateHz),
            Spectra.scaled(HOP_AT_48K, sampleRateHz));
    double[] weights = new double[spectra.bins()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = KWeighting.power(k * spectra.binSpacingHz());
    }
    double[] levels = new double[spectra.count()];
    for (int n = 0; n < levels.length; n++) {
      double power = FLOOR;
      for (int k = 0; k < weights.length; k++) {
        power += weights[k] * spectra.power()[n][k];
      }
      levels[n] = 10 * Math.log10(power);
    }
    return new LoudnessContour(levels);
  }

  /**
   * Pearson's correlation with a contour of the same sound changed, over the windows within 60 dB
   * of this one's loudest; not a number for one that stands still.
   */
  public double correlation(LoudnessContour changed) {
    double loudest = Double.NEGATIVE_INFINITY;
    for (double level : levelsDb) {
      loudest = Math.max(loudest, level);
    }
    double count = 0;
    double[] sums = new double[2];
    double[] products = new double[3];
    for (int n = 0; n < levelsDb.length; n++) {
      double x = levelsDb[n];
      double y = changed.levelsDb[n];
      if (x > loudest - RANGE_DB) {
        count++;
        sums[0] += x;
        sums[1] += y;
        products[0] += x * x;
        products[1] += x * y;
        products[2] += y * y;
      }
    }
    double xx = products[0] - sums[0] * sums[0] / count;
    double xy = products[1] - sums[0] * sums[1] / count;
    double yy = products[2] - sums[1] * sums[1] / count;
    return xy / Math.sqrt(xx * yy);
  }
}
