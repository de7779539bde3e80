package audio.liminal.engine;

import audio.liminal.signal.RealTime;

/**
 * Takes the roughness out of what a gain lifts out of the noise: there the output's level, relative
 * to its loudness, follows a slow average, which starts anew with each onset.
 *
 * <p>A tone that is cut and a noise beside it that is lifted become equally loud in a morph to a
 * distant timbre, and the noise's bins change from hop to hop. Measured as spectral flux.
 */
final class Steadiness {
  private static final double TIME_CONSTANT_SECONDS = 0.08;
  private static final double ONSET_SECONDS = 0.005;
  private static final float ONSET_DB = 3;

  /** Boosts from which on levels begin to be averaged, and over which it sets in. */
  private static final float FROM_BOOST_DB = -10;

  private static final float RANGE_DB = 10;

  private final float keep;
  private final float[] average;
  private final float[] recentDb;
  private int at;
  private boolean started;

  Steadiness(int bins, double hopsPerSecond) {
    this.keep = (float) Math.exp(-1 / (TIME_CONSTANT_SECONDS * hopsPerSecond));
    this.average = new float[bins];
    this.recentDb = new float[(int) Math.max(1, Math.round(ONSET_SECONDS * hopsPerSecond))];
  }

  @RealTime
  void reset() {
    started = false;
  }

  /**
   * Changes gains so that lifted levels are steady.
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
      float lifted = Math.max(0, Math.min(1, (gainDb - FROM_BOOST_DB) * (1 / RANGE_DB)));
      average[k] = level + change;
      gainsDb[k] = gainDb + strength * lifted * change;
    }
  }
}
