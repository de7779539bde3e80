package audio.liminal.measure;

import audio.liminal.dsp.Pitch;
import java.util.Arrays;

/**
 * A sound's fundamental as YIN hears it, every 21.3 ms at 48 kHz.
 *
 * @param hz one for each window; not a number where it heard none
 */
public record PitchTrack(double[] hz) {
  /** Most of a semitone's hundred cents by which a kept pitch may be off. */
  static final double TOLERANCE_CENTS = 30;

  private static final double CENTS_PER_NEPER = 1200 / Math.log(2);
  private static final double LEAST_PROBABILITY = 0.8;
  private static final double CLEAR_PROBABILITY = 0.9;
  private static final int FUNDAMENTAL_RANGE_DB = 20;
  private static final int HOP_SAMPLES = 1024;
  private static final double RANGE = 1e-4;

  /** What YIN hears in a mono sound where it is within 40 dB of its loudest. */
  public static PitchTrack of(float[] sound, int sampleRateHz) {
    return of(sound, sampleRateHz, LEAST_PROBABILITY);
  }

  /**
   * The pitches in a mono sound that are beyond doubt: nine tenths of the power repeat with the
   * period, the sound's first difference, in which the treble weighs more, has the same pitch, and
   * it is a tone's own, not a period that only several tones have in common: the spectrum there is
   * within {@value #FUNDAMENTAL_RANGE_DB} dB of its strongest partial. Of a chord one or the other
   * mostly fails: another of its tones leads, or YIN hears a pitch far below them, which nothing
   * plays.
   */
  public static PitchTrack ofClear(float[] sound, int sampleRateHz) {
    PitchTrack heard = of(sound, sampleRateHz, CLEAR_PROBABILITY);
    PitchTrack brighter = of(difference(sound), sampleRateHz, LEAST_PROBABILITY);
    Fundamental fundamental = new Fundamental(sampleRateHz);
    double[] clear = new double[heard.hz.length];
    for (int n = 0; n < clear.length; n++) {
      double hz = heard.hz[n];
      boolean beyondDoubt =
          same(hz, brighter.hz[n])
              && fundamental.levelDb(sound, n * HOP_SAMPLES, hz) > -FUNDAMENTAL_RANGE_DB;
      clear[n] = beyondDoubt ? hz : Double.NaN;
    }
    return new PitchTrack(clear);
  }

  /** A sound's first difference, which is brighter by 6 dB an octave. */
  public static float[] difference(float[] sound) {
    float[] difference = new float[sound.length];
    for (int n = 1; n < sound.length; n++) {
      difference[n] = sound[n] - sound[n - 1];
    }
    return difference;
  }

  private static PitchTrack of(float[] sound, int sampleRateHz, double leastProbability) {
    Pitch pitch = new Pitch(sampleRateHz, leastProbability);
    double[] hz = new double[Math.max(0, (sound.length - Pitch.WINDOW_SAMPLES) / HOP_SAMPLES + 1)];
    double[] energy = new double[hz.length];
    double loudest = 0;
    for (int n = 0; n < hz.length; n++) {
      for (int i = 0; i < Pitch.WINDOW_SAMPLES; i++) {
        double v = sound[n * HOP_SAMPLES + i];
        energy[n] += v * v;
      }
      loudest = Math.max(loudest, energy[n]);
    }
    for (int n = 0; n < hz.length; n++) {
      boolean loud = energy[n] > RANGE * loudest;
      hz[n] = loud ? pitch.hz(sound, n * HOP_SAMPLES) : Double.NaN;
    }
    return new PitchTrack(hz);
  }

  /** How many windows have a pitch. */
  public int count() {
    return (int) Arrays.stream(hz).filter(v -> !Double.isNaN(v)).count();
  }

  /** The share of windows that have a pitch. */
  public double voiced() {
    return (double) count() / hz.length;
  }

  /**
   * The share of this track's pitches that another sound has too, in the same window and within 30
   * cents; not a number where there are none.
   */
  public double keptIn(PitchTrack other) {
    int kept = 0;
    for (int n = 0; n < hz.length; n++) {
      kept += same(hz[n], other.hz[n]) ? 1 : 0;
    }
    return (double) kept / count();
  }

  /** The share of this track's pitches in whose windows another sound has none at all. */
  public double unheardIn(PitchTrack other) {
    int unheard = 0;
    for (int n = 0; n < hz.length; n++) {
      unheard += !Double.isNaN(hz[n]) && Double.isNaN(other.hz[n]) ? 1 : 0;
    }
    return (double) unheard / count();
  }

  private static boolean same(double hz, double otherHz) {
    return Math.abs(CENTS_PER_NEPER * Math.log(otherHz / hz)) <= TOLERANCE_CENTS;
  }
}
