package audio.liminal.measure;

import audio.liminal.dsp.Fft;

/**
 * Hann power spectra of a whole mono sound.
 *
 * @param power one array for each spectrum, a full-scale sine's peak at 1
 * @param binSpacingHz distance of two bins
 */
record Spectra(double[][] power, double binSpacingHz) {
  private static final double ACTIVE_RANGE = 1e-6;
  private static final int REFERENCE_RATE_HZ = 48_000;

  /** Spectra that start every hop; the last ones reach beyond the sound into silence. */
  static Spectra of(float[] sound, int sampleRateHz, int windowSamples, int hopSamples) {
    int count = 1 + Math.max(0, sound.length - 1) / hopSamples;
    int[] starts = new int[count];
    for (int n = 0; n < count; n++) {
      starts[n] = n * hopSamples;
    }
    return at(sound, sampleRateHz, windowSamples, starts);
  }

  /** As {@link #of}, with windows as long as {@code 2048/512} samples are at 48 kHz. */
  static Spectra ofConstantDuration(float[] sound, int sampleRateHz) {
    return of(sound, sampleRateHz, scaled(2048, sampleRateHz), scaled(512, sampleRateHz));
  }

  static int scaled(int samplesAt48k, int sampleRateHz) {
    return (int) Math.round((double) samplesAt48k * sampleRateHz / REFERENCE_RATE_HZ);
  }

  /** Spectra of windows that start where told; silence lies around the sound. */
  static Spectra at(float[] sound, int sampleRateHz, int windowSamples, int[] starts) {
    Fft fft = new Fft(Integer.highestOneBit(windowSamples - 1) * 2);
    double[] window = hann(windowSamples);
    double[][] power = new double[starts.length][];
    for (int n = 0; n < starts.length; n++) {
      float[] work = new float[fft.size()];
      int from = Math.max(0, -starts[n]);
      int to = Math.min(windowSamples, sound.length - starts[n]);
      for (int k = from; k < to; k++) {
        work[k] = (float) (window[k] * sound[starts[n] + k]);
      }
      fft.forward(work);
      power[n] = power(work, 16.0 / ((double) windowSamples * windowSamples));
    }
    return new Spectra(power, (double) sampleRateHz / fft.size());
  }

  private static double[] hann(int size) {
    double[] window = new double[size];
    for (int k = 0; k < size; k++) {
      window[k] = 0.5 - 0.5 * Math.cos(2 * Math.PI * k / size);
    }
    return window;
  }

  private static double[] power(float[] packed, double scale) {
    int nyquist = packed.length / 2;
    double[] power = new double[nyquist + 1];
    power[0] = scale * packed[0] * packed[0];
    power[nyquist] = scale * packed[1] * packed[1];
    for (int k = 1; k < nyquist; k++) {
      double re = packed[2 * k];
      double im = packed[2 * k + 1];
      power[k] = scale * (re * re + im * im);
    }
    return power;
  }

  int count() {
    return power.length;
  }

  int bins() {
    return power[0].length;
  }

  /** Which spectra lie within 60 dB of the loudest; none in silence. */
  boolean[] active() {
    return within(ACTIVE_RANGE);
  }

  /**
   * Which spectra are loud; none in silence.
   *
   * @param range least energy, as a share of the loudest's
   */
  boolean[] within(double range) {
    double[] energy = new double[count()];
    double loudest = 0;
    for (int n = 0; n < count(); n++) {
      for (double p : power[n]) {
        energy[n] += p;
      }
      loudest = Math.max(loudest, energy[n]);
    }
    boolean[] active = new boolean[count()];
    for (int n = 0; n < count(); n++) {
      active[n] = energy[n] > 0 && energy[n] >= range * loudest;
    }
    return active;
  }
}
