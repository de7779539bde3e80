package audio.liminal.measure;

import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Where the spectra of some sounds lie: mean and covariance of MFCC 1 to 19 and of their slopes
 * over 43 ms, over the spectra within 60 dB of each sound's loudest.
 *
 * @param mean of each value
 * @param covariance of the values
 */
public record MfccCloud(double[] mean, double[][] covariance) {
  private static final int VALUES = 2 * (Mfcc.COEFFICIENTS - 1);
  private static final int REACH = 2;
  private static final double SLOPE_NORM = 10;
  private static final double RIDGE = 1e-6;
  private static final double TINY = 1e-12;

  /** Of mono sounds, all of one sample rate; half a second of sound at least. */
  public static MfccCloud of(Collection<float[]> sounds, int sampleRateHz) {
    Mfcc mfcc = new Mfcc(sampleRateHz);
    List<double[]> points = new ArrayList<>();
    for (float[] sound : sounds) {
      double[][] all = mfcc.of(sound);
      boolean[] active = Spectra.ofConstantDuration(sound, sampleRateHz).active();
      for (int n = REACH; n < all.length - REACH; n++) {
        if (active[n]) {
          points.add(point(all, n));
        }
      }
    }
    if (points.size() <= VALUES) {
      throw new BadInputException(
          "recordings",
          "spectra",
          points.size(),
          "more than " + VALUES + ", half a second of sound");
    }
    Gaussian cloud = Gaussian.of(points);
    return new MfccCloud(cloud.mean(), cloud.covariance());
  }

  /** Whether a mono sound has half a second of sound, so that it has a cloud by itself. */
  public static boolean isEnough(float[] sound, int sampleRateHz) {
    boolean[] active = Spectra.ofConstantDuration(sound, sampleRateHz).active();
    int count = 0;
    for (int n = REACH; n < active.length - REACH; n++) {
      count += active[n] ? 1 : 0;
    }
    return count > VALUES;
  }

  private static double[] point(double[][] all, int n) {
    double[] point = new double[VALUES];
    for (int c = 1; c < Mfcc.COEFFICIENTS; c++) {
      double wide = all[n + 2][c] - all[n - 2][c];
      double narrow = all[n + 1][c] - all[n - 1][c];
      point[c - 1] = all[n][c];
      point[c - 1 + VALUES / 2] = (2 * wide + narrow) / SLOPE_NORM;
    }
    return point;
  }

  /**
   * FD-MFCC: the Frechet distance of this cloud, taken for a Gaussian, to a reference's, each value
   * in units of the reference's standard deviation; 0 for equal clouds.
   */
  public double distanceTo(MfccCloud reference) {
    double[][] own = new double[VALUES][VALUES];
    double[][] other = new double[VALUES][VALUES];
    double distance = 0;
    for (int i = 0; i < VALUES; i++) {
      double unit = Math.sqrt(reference.covariance[i][i] + TINY);
      distance += Math.pow((mean[i] - reference.mean[i]) / unit, 2);
      for (int j = 0; j < VALUES; j++) {
        double area = unit * Math.sqrt(reference.covariance[j][j] + TINY);
        own[i][j] = covariance[i][j] / area;
        other[i][j] = reference.covariance[i][j] / area;
      }
      own[i][i] += RIDGE;
      other[i][i] += RIDGE;
      distance += own[i][i] + other[i][i];
    }
    // the trace of the root of a product is that of the root of L' B L, where A = L L'
    double[][] root = Cholesky.of(own);
    for (double value : SymmetricEigen.of(between(root, other)).values()) {
      distance -= 2 * Math.sqrt(Math.max(0, value));
    }
    return Math.max(0, distance);
  }

  private static double[][] between(double[][] root, double[][] b) {
    int n = b.length;
    double[][] right = new double[n][n];
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          right[i][j] += b[i][k] * root[k][j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          product[i][j] += root[k][i] * right[k][j];
        }
      }
    }
    return product;
  }
}
