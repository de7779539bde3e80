package audio.liminal.dsp;

import be.tarsos.dsp.pitch.FastYin;
import be.tarsos.dsp.pitch.PitchDetectionResult;

/** The fundamental of a sound by YIN (de Cheveigne and Kawahara 2002), over TarsosDSP. */
public final class Pitch {
  public static final int WINDOW_SAMPLES = 2048;

  private static final double LEAST_PROBABILITY = 0.8;

  private final FastYin yin;
  private final double leastProbability;
  private final float[] window = new float[WINDOW_SAMPLES];

  /** One that hears clear pitches. */
  public Pitch(int sampleRateHz) {
    this(sampleRateHz, LEAST_PROBABILITY);
  }

  /**
   * @param leastProbability from {@value #LEAST_PROBABILITY}, which YIN's threshold asks for, to 1:
   *     the share of the window's power that must repeat with the period
   */
  public Pitch(int sampleRateHz, double leastProbability) {
    this.leastProbability = leastProbability;
    this.yin = new FastYin(sampleRateHz, WINDOW_SAMPLES);
  }

  /**
   * The fundamental in Hz of the window that starts at a sample; NaN where none is clear.
   *
   * @param from at least {@value #WINDOW_SAMPLES} before the sound's end
   */
  public float hz(float[] sound, int from) {
    System.arraycopy(sound, from, window, 0, WINDOW_SAMPLES);
    PitchDetectionResult result = yin.getPitch(window);
    boolean clear = result.isPitched() && result.getProbability() >= leastProbability;
    return clear ? result.getPitch() : Float.NaN;
  }
}
