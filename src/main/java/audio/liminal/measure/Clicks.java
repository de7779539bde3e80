package audio.liminal.measure;

import java.util.Arrays;

/** How far a click at a jump of settings stands out of the rest of a sound. */
public final class Clicks {
  private static final double WINDOW_SECONDS = 0.001;
  private static final double REACH_SECONDS = 0.05;
  private static final double QUANTILE = 0.999;
  private static final double FLOOR = 1e-20;

  private Clicks() {}

  /**
   * The greatest energy of the fourth difference in 1 ms, from the jump to 50 ms after it, over the
   * 99.9 percentile of the same elsewhere; a click is heard above about 3 dB.
   *
   * @param jumpSample where the jump reaches the output
   */
  public static double excessDb(float[] sound, int sampleRateHz, int jumpSample) {
    int window = (int) Math.round(WINDOW_SECONDS * sampleRateHz);
    int hop = window / 2;
    double[] energy = energies(sound, window, hop);
    double[] elsewhere = new double[energy.length];
    int count = 0;
    double worst = 0;
    for (int n = 0; n < energy.length; n++) {
      int start = n * hop;
      if (start > jumpSample - 2 * window && start < jumpSample + REACH_SECONDS * sampleRateHz) {
        worst = Math.max(worst, energy[n]);
      } else {
        elsewhere[count++] = energy[n];
      }
    }
    Arrays.sort(elsewhere, 0, count);
    double usual = count == 0 ? 0 : elsewhere[(int) (QUANTILE * (count - 1))];
    return 10 * Math.log10((worst + FLOOR) / (usual + FLOOR));
  }

  private static double[] energies(float[] x, int window, int hop) {
    double[] energy = new double[Math.max(0, (x.length - window - 4) / hop + 1)];
    for (int n = 0; n < energy.length; n++) {
      for (int i = n * hop; i < n * hop + window; i++) {
        double d = x[i] - 4.0 * x[i + 1] + 6.0 * x[i + 2] - 4.0 * x[i + 3] + x[i + 4];
        energy[n] += d * d;
      }
    }
    return energy;
  }
}
