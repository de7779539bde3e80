package audio.liminal.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mel-frequency cepstral coefficients in dB, by an orthonormal cosine transform of 40 band levels.
 *
 * <p>Hann windows of 42.7 ms every 10.7 ms; triangular bands from 20 Hz to 20 kHz on the mel scale
 * of O'Shaughnessy; levels below -100 dBFS are raised to it.
 */
public final class Mfcc {
  public static final int COEFFICIENTS = 20;
  static final int BANDS = 40;
  private static final double LOWEST_HZ = 20;
  private static final double HIGHEST_HZ = 20_000;
  private static final double FLOOR = 1e-10;
  private static final double LOUD_RANGE = 1e-4;

  private final int sampleRateHz;
  private final double[][] cosines = new double[COEFFICIENTS][BANDS];

  public Mfcc(int sampleRateHz) {
    this.sampleRateHz = sampleRateHz;
    for (int c = 0; c < COEFFICIENTS; c++) {
      double scale = Math.sqrt((c == 0 ? 1.0 : 2.0) / BANDS);
      for (int b = 0; b < BANDS; b++) {
        cosines[c][b] = scale * Math.cos(Math.PI * c * (b + 0.5) / BANDS);
      }
    }
  }

  /** Coefficients of each spectrum of a mono sound. */
  public double[][] of(float[] sound) {
    return of(Spectra.ofConstantDuration(sound, sampleRateHz));
  }

  /**
   * Coefficients 1 to {@code most} of the spectra within 40 dB of the loudest of a mono sound; none
   * in silence.
   */
  public List<double[]> ofLouder(float[] sound, int most) {
    Spectra spectra = Spectra.ofConstantDuration(sound, sampleRateHz);
    double[][] all = of(spectra);
    boolean[] loud = spectra.within(LOUD_RANGE);
    List<double[]> louder = new ArrayList<>();
    for (int n = 0; n < all.length; n++) {
      if (loud[n]) {
        louder.add(Arrays.copyOfRange(all[n], 1, most + 1));
      }
    }
    return louder;
  }

  /** Their mean over the spectra within 60 dB of the loudest; 0 in silence. */
  public double[] mean(float[] sound) {
    Spectra spectra = Spectra.ofConstantDuration(sound, sampleRateHz);
    double[][] all = of(spectra);
    boolean[] active = spectra.active();
    double[] mean = new double[COEFFICIENTS];
    int count = 0;
    for (int n = 0; n < all.length; n++) {
      if (active[n]) {
        count++;
        for (int c = 0; c < COEFFICIENTS; c++) {
          mean[c] += all[n][c];
        }
      }
    }
    for (int c = 0; c < COEFFICIENTS; c++) {
      mean[c] /= Math.max(1, count);
    }
    return mean;
  }

  /** Euclidean distance of two sets of coefficients without the level, coefficient 0. */
  public static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int c = 1; c < COEFFICIENTS; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return Math.sqrt(sum);
  }

  private double[][] of(Spectra spectra) {
    double[][] bands = bands(spectra.bins(), spectra.binSpacingHz());
    double[][] coefficients = new double[spectra.count()][COEFFICIENTS];
    for (int n = 0; n < spectra.count(); n++) {
      for (int b = 0; b < BANDS; b++) {
        double power = 0;
        for (int k = 0; k < spectra.bins(); k++) {
          power += bands[b][k] * spectra.power()[n][k];
        }
        double db = 10 * Math.log10(Math.max(FLOOR, power));
        for (int c = 0; c < COEFFICIENTS; c++) {
          coefficients[n][c] += cosines[c][b] * db;
        }
      }
    }
    return coefficients;
  }

  /** Weights of the bins in each band, one in sum. */
  private double[][] bands(int bins, double spacingHz) {
    double lowest = mel(LOWEST_HZ);
    double step = (mel(Math.min(HIGHEST_HZ, sampleRateHz / 2.0)) - lowest) / (BANDS + 1);
    double[][] bands = new double[BANDS][bins];
    for (int b = 0; b < BANDS; b++) {
      double centre = lowest + (b + 1) * step;
      double sum = 0;
      for (int k = 0; k < bins; k++) {
        bands[b][k] = Math.max(0, 1 - Math.abs(mel(k * spacingHz) - centre) / step);
        sum += bands[b][k];
      }
      for (int k = 0; k < bins; k++) {
        bands[b][k] /= sum;
      }
    }
    return bands;
  }

  private static double mel(double hz) {
    return 2595 * Math.log10(1 + hz / 700);
  }
}
