package audio.liminal.measure;

import audio.liminal.signal.BadInputException;

/**
 * How far one mono sound is from another of the same length, aligned to the sample.
 *
 * <p>Spectra are Hann, 1024 samples every 256, unless said otherwise; magnitudes are 1 for a
 * full-scale sine.
 */
public final class Metrics {
  private static final int WINDOW_SAMPLES = 1024;
  private static final int[] RESOLUTIONS = {512, 1024, 2048};
  private static final int OVERLAP = 4;
  private static final double FLOOR = 1e-5;

  private Metrics() {}

  /** Mean over spectra of the root mean square over bins of the level difference, floor -100 dB. */
  public static double logSpectralDistanceDb(float[] reference, float[] estimate) {
    Spectra x = spectra(reference, WINDOW_SAMPLES);
    Spectra y = spectra(checked(reference, estimate), WINDOW_SAMPLES);
    double sum = 0;
    for (int n = 0; n < x.count(); n++) {
      double squares = 0;
      for (int k = 0; k < x.bins(); k++) {
        double db = 20 * logRatio(x.power()[n][k], y.power()[n][k]) / Math.log(10);
        squares += db * db;
      }
      sum += Math.sqrt(squares / x.bins());
    }
    return sum / x.count();
  }

  /** The magnitudes' difference over the reference's magnitudes, both as Frobenius norms. */
  public static double spectralConvergence(float[] reference, float[] estimate) {
    return convergence(
        spectra(reference, WINDOW_SAMPLES), spectra(checked(reference, estimate), WINDOW_SAMPLES));
  }

  /**
   * Spectral convergence plus mean log magnitude difference, averaged over windows of 512, 1024 and
   * 2048 samples (Yamamoto et al. 2020).
   */
  public static double multiResolutionStft(float[] reference, float[] estimate) {
    checked(reference, estimate);
    double sum = 0;
    for (int window : RESOLUTIONS) {
      Spectra x = spectra(reference, window);
      Spectra y = spectra(estimate, window);
      double logs = 0;
      for (int n = 0; n < x.count(); n++) {
        for (int k = 0; k < x.bins(); k++) {
          logs += Math.abs(logRatio(x.power()[n][k], y.power()[n][k]));
        }
      }
      sum += convergence(x, y) + logs / ((double) x.count() * x.bins());
    }
    return sum / RESOLUTIONS.length;
  }

  /** Scale-invariant signal-to-distortion ratio (Le Roux et al. 2019). */
  public static double siSdrDb(float[] reference, float[] estimate) {
    checked(reference, estimate);
    double cross = 0;
    double energy = 0;
    for (int n = 0; n < reference.length; n++) {
      cross += (double) reference[n] * estimate[n];
      energy += (double) reference[n] * reference[n];
    }
    double scale = cross / energy;
    double distortion = 0;
    for (int n = 0; n < reference.length; n++) {
      double error = scale * reference[n] - estimate[n];
      distortion += error * error;
    }
    return 10 * Math.log10(scale * scale * energy / distortion);
  }

  private static double convergence(Spectra x, Spectra y) {
    double difference = 0;
    double norm = 0;
    for (int n = 0; n < x.count(); n++) {
      for (int k = 0; k < x.bins(); k++) {
        double d = Math.sqrt(x.power()[n][k]) - Math.sqrt(y.power()[n][k]);
        difference += d * d;
        norm += x.power()[n][k];
      }
    }
    return Math.sqrt(difference / norm);
  }

  private static double logRatio(double powerX, double powerY) {
    return Math.log((Math.sqrt(powerX) + FLOOR) / (Math.sqrt(powerY) + FLOOR));
  }

  /** The rate does not matter to any of these figures. */
  private static Spectra spectra(float[] sound, int window) {
    return Spectra.of(sound, 1, window, window / OVERLAP);
  }

  private static float[] checked(float[] reference, float[] estimate) {
    if (reference.length != estimate.length || reference.length == 0) {
      throw new BadInputException(
          "estimate", "lengthSamples", estimate.length, reference.length + " as the reference");
    }
    return estimate;
  }
}
