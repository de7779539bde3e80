package audio.liminal.measure;

/** How a sound's power spreads over the twelve pitch classes, C first, A at 440 Hz. */
public final class Chroma {
  public static final int CLASSES = 12;
  private static final double LOWEST_HZ = 100;
  private static final double HIGHEST_HZ = 4000;
  private static final double A_HZ = 440;
  private static final int A_CLASS = 9;
  private static final int WINDOW_AT_48K = 8192;

  private Chroma() {}

  /** Shares of the magnitude from 100 Hz to 4 kHz, one in sum; even in silence. */
  public static double[] of(float[] mono, int sampleRateHz) {
    int window = Spectra.scaled(WINDOW_AT_48K, sampleRateHz);
    Spectra spectra = Spectra.of(mono, sampleRateHz, window, window / 2);
    double[] shares = new double[CLASSES];
    double sum = 0;
    int from = (int) Math.ceil(LOWEST_HZ / spectra.binSpacingHz());
    int to = (int) (HIGHEST_HZ / spectra.binSpacingHz());
    for (int k = from; k <= to; k++) {
      double octaves = Math.log(k * spectra.binSpacingHz() / A_HZ) / Math.log(2);
      int pitchClass = Math.floorMod(Math.round(CLASSES * octaves) + A_CLASS, CLASSES);
      for (double[] power : spectra.power()) {
        double magnitude = Math.sqrt(power[k]);
        shares[pitchClass] += magnitude;
        sum += magnitude;
      }
    }
    for (int c = 0; c < CLASSES; c++) {
      shares[c] = sum > 0 ? shares[c] / sum : 1.0 / CLASSES;
    }
    return shares;
  }
}
