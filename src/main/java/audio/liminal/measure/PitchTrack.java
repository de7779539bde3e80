package audio.liminal.measure;

import audio.liminal.dsp.Pitch;

/**
 * A sound's fundamental as YIN hears it, every 21.3 ms at 48 kHz.
 *
 * @param hz one for each window; not a number where it heard none
 */
public record PitchTrack(double[] hz) {
  /** Most of a semitone's hundred cents by which a kept pitch may be off. */
  static final double TOLERANCE_CENTS = 30;

  private static final int HOP_SAMPLES = 1024;
  private static final double RANGE = 1e-4;

  /**
   * Of a mono sound, where it is within 40 dB of its loudest.
   *
   * @param leastProbability share of a window's power that repeats with the period, from 0.8
   */
  public static PitchTrack of(float[] sound, int sampleRateHz, double leastProbability) {
    Pitch pitch = new Pitch(sampleRateHz, leastProbability);
    int count = Math.max(0, (sound.length - Pitch.WINDOW_SAMPLES) / HOP_SAMPLES + 1);
    double[] energy = new double[count];
    double loudest = 0;
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < Pitch.WINDOW_SAMPLES; i++) {
        double v = sound[n * HOP_SAMPLES + i];
        energy[n] += v * v;
      }
      loudest = Math.max(loudest, energy[n]);
    }
    double[] hz = new double[count];
    for (int n = 0; n < count; n++) {
      boolean loud = energy[n] > RANGE * loudest;
      hz[n] = loud ? pitch.hz(sound, n * HOP_SAMPLES) : Double.NaN;
    }
    return new PitchTrack(hz);
  }

  /** The share of windows that have a pitch. */
  public double voiced() {
    int voiced = 0;
    for (double v : hz) {
      voiced += Double.isNaN(v) ? 0 : 1;
    }
    return (double) voiced / hz.length;
  }

  /**
   * The share of this track's pitches that another sound has too, in the same window and within 30
   * cents; not a number where there are none.
   */
  public double keptIn(PitchTrack other) {
    int voiced = 0;
    int kept = 0;
    for (int n = 0; n < hz.length; n++) {
      if (!Double.isNaN(hz[n])) {
        voiced++;
        double cents = 1200 / Math.log(2) * Math.log(other.hz[n] / hz[n]);
        kept += Math.abs(cents) <= TOLERANCE_CENTS ? 1 : 0;
      }
    }
    return (double) kept / voiced;
  }
}
