package audio.liminal.measure;

/** How much a sound is noise rather than tones. */
public final class SpectralFlatness {
  private static final double LOWEST_HZ = 50;
  private static final double HIGHEST_HZ = 10_000;
  private static final double FLOOR = 1e-10;

  private SpectralFlatness() {}

  /**
   * Geometric over arithmetic mean of the power from 50 Hz to 10 kHz in dB, mean over the spectra
   * within 60 dB of the loudest: about -3 for white noise, far below for tones; not a number in
   * silence. Power more than 100 dB below a spectrum's strongest bin counts as that low.
   */
  public static double meanDb(float[] mono, int sampleRateHz) {
    Spectra spectra = Spectra.ofConstantDuration(mono, sampleRateHz);
    boolean[] active = spectra.active();
    int from = (int) Math.ceil(LOWEST_HZ / spectra.binSpacingHz());
    int to = Math.min(spectra.bins(), (int) (HIGHEST_HZ / spectra.binSpacingHz()));
    double sum = 0;
    int count = 0;
    for (int n = 0; n < spectra.count(); n++) {
      if (active[n]) {
        sum += flatnessDb(spectra.power()[n], from, to);
        count++;
      }
    }
    return sum / count;
  }

  private static double flatnessDb(double[] power, int from, int to) {
    double strongest = 0;
    for (int k = from; k < to; k++) {
      strongest = Math.max(strongest, power[k]);
    }
    double logs = 0;
    double total = 0;
    for (int k = from; k < to; k++) {
      double p = Math.max(power[k], FLOOR * strongest) + Double.MIN_NORMAL;
      logs += Math.log(p);
      total += p;
    }
    int count = to - from;
    return 10 / Math.log(10) * (logs / count - Math.log(total / count));
  }
}
