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
   * 99.9 percentile of the same elsewhere; a click is heard above about 3 dB. Not a number where
   * there is nothing elsewhere.
   *
   * @param jumpSample where the jump reaches the output
   */
  public static double excessDb(float[] sound, int sampleRateHz, int jumpSample) {
    return excessDb(sound, sampleRateHz, jumpSample, REACH_SECONDS);
  }

  /**
   * The same where a jump lasts, and where others tell what would have been heard without it: what
   * is as loud there at the same time is no click.
   *
   * @param reachSeconds after the jump within which a click is looked for
   * @param others as long as {@code sound}
   */
  public static double excessDb(
      float[] sound, int sampleRateHz, int jumpSample, double reachSeconds, float[]... others) {
    int window = (int) Math.round(WINDOW_SECONDS * sampleRateHz);
    int hop = window / 2;
    int first = Math.max(0, (jumpSample - 2 * window) / hop + 1);
    int end = (int) Math.ceil((jumpSample + reachSeconds * sampleRateHz) / hop);
    double[] energy = energies(sound, window, hop);
    double[] elsewhere = without(energy, first, end);
    Arrays.sort(elsewhere);
    double usual =
        elsewhere.length == 0 ? Double.NaN : elsewhere[(int) (QUANTILE * (elsewhere.length - 1))];
    for (float[] other : others) {
      usual = Math.max(usual, most(energies(other, window, hop), first, end));
    }
    return 10 * Math.log10((most(energy, first, end) + FLOOR) / (usual + FLOOR));
  }

  private static double most(double[] values, int first, int end) {
    double most = 0;
    for (int n = first; n < Math.min(end, values.length); n++) {
      most = Math.max(most, values[n]);
    }
    return most;
  }

  private static double[] without(double[] values, int first, int end) {
    int after = Math.min(end, values.length);
    double[] rest = new double[values.length - Math.max(0, after - first)];
    System.arraycopy(values, 0, rest, 0, Math.min(first, rest.length));
    if (after > first) {
      System.arraycopy(values, after, rest, first, values.length - after);
    }
    return rest;
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
