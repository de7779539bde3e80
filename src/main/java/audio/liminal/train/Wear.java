package audio.liminal.train;

import audio.liminal.dsp.Decibels;
import java.util.random.RandomGenerator;

/**
 * What recording does to a sound's spectrum: another level, an upper limit of the band, a noise
 * floor. Synthesised material has none of it; without it a model is lost on real recordings.
 */
final class Wear {
  private static final float MOST_CUT_DB = 30;
  private static final float MOST_BOOST_DB = 5;
  private static final double LOWEST_LIMIT_HZ = 8000;
  private static final double HIGHEST_LIMIT_HZ = 23_000;
  private static final float SLOPE_DB_PER_BIN = 6;
  private static final float LOWEST_NOISE_DB = -125;
  private static final float HIGHEST_NOISE_DB = -70;
  private static final float MOST_TILT_DB_PER_OCTAVE = 5;
  private static final double TILT_CENTRE_BIN = 20;

  private final RandomGenerator random;

  Wear(RandomGenerator random) {
    this.random = random;
  }

  /** A worn copy of a spectrum in dB. */
  float[] of(float[] db) {
    float[] worn = db.clone();
    float gain = between(-MOST_CUT_DB, MOST_BOOST_DB);
    double limitHz = between((float) LOWEST_LIMIT_HZ, (float) HIGHEST_LIMIT_HZ);
    int limit =
        random.nextBoolean() ? (int) (limitHz / SpectrumReader.GRID.spacingHz()) : worn.length;
    for (int k = 0; k < worn.length; k++) {
      worn[k] += gain - SLOPE_DB_PER_BIN * Math.max(0, k - limit);
    }
    addNoise(worn, between(LOWEST_NOISE_DB, HIGHEST_NOISE_DB));
    return worn;
  }

  /** Noise whose power is exponentially distributed in each bin, as a Gaussian noise's is. */
  private void addNoise(float[] db, float noiseDb) {
    float tilt = between(-MOST_TILT_DB_PER_OCTAVE, 0);
    for (int k = 0; k < db.length; k++) {
      float level = noiseDb + tilt * (float) (Math.log((k + 1) / TILT_CENTRE_BIN) / Math.log(2));
      float noise = power(level) * (float) -Math.log(1 - random.nextDouble());
      db[k] = Decibels.ofPower(power(db[k]) + noise + Float.MIN_NORMAL);
    }
  }

  private static float power(float db) {
    return Decibels.toAmplitude(2 * db);
  }

  private float between(float least, float most) {
    return least + (most - least) * random.nextFloat();
  }
}
