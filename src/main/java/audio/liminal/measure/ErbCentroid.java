package audio.liminal.measure;

/** Brightness: the centre of power on the ERB-rate scale (Glasberg and Moore 1990). */
public final class ErbCentroid {
  private ErbCentroid() {}

  /** Mean over the spectra within 60 dB of the loudest, in ERB; not a number in silence. */
  public static double mean(float[] sound, int sampleRateHz) {
    Spectra spectra = Spectra.ofConstantDuration(sound, sampleRateHz);
    boolean[] active = spectra.active();
    double sum = 0;
    int count = 0;
    for (int n = 0; n < spectra.count(); n++) {
      if (active[n]) {
        sum += centroid(spectra.power()[n], spectra.binSpacingHz());
        count++;
      }
    }
    return sum / count;
  }

  private static double centroid(double[] power, double spacingHz) {
    double weighted = 0;
    double total = 0;
    for (int k = 0; k < power.length; k++) {
      weighted += power[k] * erbRate(k * spacingHz);
      total += power[k];
    }
    return weighted / total;
  }

  /** Position of a frequency on the scale: about 15.6 at 1 kHz. */
  static double erbRate(double hz) {
    return 21.4 * Math.log10(1 + 0.00437 * hz);
  }
}
