package audio.liminal.measure;

/** How much of a sound's magnitude is new from one spectrum to the next. */
public final class SpectralFlux {
  private SpectralFlux() {}

  /**
   * Mean share of magnitude that was not there one hop (10.7 ms) before, 0 (steady) to 1, over the
   * spectra within 60 dB of the loudest; not a number in silence.
   */
  public static double mean(float[] sound, int sampleRateHz) {
    Spectra spectra = Spectra.ofConstantDuration(sound, sampleRateHz);
    boolean[] active = spectra.active();
    double sum = 0;
    int count = 0;
    for (int n = 1; n < spectra.count(); n++) {
      if (active[n]) {
        sum += share(spectra.power()[n - 1], spectra.power()[n]);
        count++;
      }
    }
    return sum / count;
  }

  private static double share(double[] before, double[] after) {
    double rise = 0;
    double total = 0;
    for (int k = 0; k < after.length; k++) {
      double magnitude = Math.sqrt(after[k]);
      rise += Math.max(0, magnitude - Math.sqrt(before[k]));
      total += magnitude;
    }
    return rise / total;
  }
}
