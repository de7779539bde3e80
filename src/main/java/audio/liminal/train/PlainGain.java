package audio.liminal.train;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.KWeighting;

/** The gain that a change of a {@link Feature} asks for, without a change of loudness. */
final class PlainGain {
  private static final float MOST_CUT_DB = -80;
  private static final float MOST_BOOST_DB = 40;
  private static final double LEAST_POWER = 1e-30;

  private final Feature feature;
  private final double[] loudness = new double[Feature.BINS];

  PlainGain(Feature feature) {
    this.feature = feature;
    for (int k = 0; k < loudness.length; k++) {
      loudness[k] = KWeighting.power(k * Feature.BIN_HZ);
    }
  }

  /**
   * An amplitude factor for each bin.
   *
   * @param from the feature as it is
   * @param to as it should be
   * @param db the spectrum that will be multiplied
   */
  float[] between(float[] from, float[] to, float[] db) {
    float[] gains = new float[Feature.BINS];
    float[] synthesis = feature.synthesis();
    for (int i = 0; i < from.length; i++) {
      float change = to[i] - from[i];
      for (int k = 0; k < gains.length; k++) {
        gains[k] += change * synthesis[i * Feature.BINS + k];
      }
    }
    double before = LEAST_POWER;
    double after = LEAST_POWER;
    for (int k = 0; k < gains.length; k++) {
      float gain = Math.max(MOST_CUT_DB, Math.min(MOST_BOOST_DB, gains[k]));
      gains[k] = Decibels.toAmplitude(gain);
      double power = loudness[k] * Decibels.toAmplitude(2 * db[k]);
      before += power;
      after += power * gains[k] * gains[k];
    }
    float makeUp = (float) Math.sqrt(before / after);
    for (int k = 0; k < gains.length; k++) {
      gains[k] *= makeUp;
    }
    return gains;
  }
}
