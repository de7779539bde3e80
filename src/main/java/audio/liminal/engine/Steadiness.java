package audio.liminal.engine;

import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Takes the roughness out of what a gain brings out of the noise: there the output's level,
 * relative to its loudness, follows a slow mean, which starts anew with each onset. It is that of
 * power, as the mean of a noise's levels in dB lies below and would make it darker.
 *
 * <p>A tone that is cut and a noise beside it that is lifted become equally loud in a morph to a
 * distant timbre, and the noise's bins change from hop to hop. Measured as spectral flux.
 */
final class Steadiness {
  private static final double TIME_CONSTANT_SECONDS = 0.035;
  private static final double ONSET_SECONDS = 0.005;
  private static final float ONSET_DB = 3;

  /**
   * Gains from which on levels begin to be averaged, and over which it sets in: what is cut less
   * than the tone beside it comes out of the noise too, and only what is all but gone does not.
   */
  private static final float FROM_GAIN_DB = -50;

  private static final float RANGE_DB = 40;

  /** By how many dB mean power lies above the mean of normally scattered levels, for each dB^2. */
  private static final float LIFT = (float) (Math.log(10) / 20);

  /** How much a noise's levels scatter, in dB^2; what scatters more is on its way elsewhere. */
  private static final float MOST_VARIANCE = 31;

  private final float keep;
  private final float[] average;
  private final float[] variance;
  private final float[] recentDb;
  private int at;
  private boolean started;

  Steadiness(int bins, double hopsPerSecond) {
    this.keep = (float) Math.exp(-1 / (TIME_CONSTANT_SECONDS * hopsPerSecond));
    this.average = new float[bins];
    this.variance = new float[bins];
    this.recentDb = new float[(int) Math.max(1, Math.round(ONSET_SECONDS * hopsPerSecond))];
  }

  @RealTime
  void reset() {
    started = false;
    Arrays.fill(average, 0);
    Arrays.fill(variance, 0);
    Arrays.fill(recentDb, 0);
  }

  /**
   * Changes gains so that levels are steady.
   *
   * @param levelsDb the input's level at each bin
   * @param gainsDb the gain at each bin; changed
   * @param loudnessDb of the input, in this hop
   * @param strength 0 (changes nothing) to 1
   */
  @RealTime
  void apply(float[] levelsDb, float[] gainsDb, float loudnessDb, float strength) {
    boolean onset = !started || loudnessDb - recentDb[at] > ONSET_DB;
    started = true;
    recentDb[at] = loudnessDb;
    at = (at + 1) % recentDb.length;
    float kept = onset ? 0 : keep;
    for (int k = 0; k < average.length; k++) {
      float gainDb = gainsDb[k];
      float level = levelsDb[k] + gainDb - loudnessDb;
      float change = kept * (average[k] - level);
      float square = change * change;
      float spread = square + kept * (variance[k] - square);
      float share = Math.max(0, Math.min(1, (gainDb - FROM_GAIN_DB) * (1 / RANGE_DB)));
      average[k] = level + change;
      variance[k] = spread;
      float off = change + LIFT * Math.min(MOST_VARIANCE, spread);
      gainsDb[k] = gainDb + strength * share * off;
    }
  }
}
