package audio.liminal.train;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers that depend on a seed and a place alone, so that work can be taken up anywhere.
 */
final class Draws {
  private static final long SPREAD = 0xD1342543DE82EF95L;

  private Draws() {}

  static RandomGenerator at(long seed, long place) {
    return new SplittableRandom(seed * SPREAD + place);
  }

  /** Fills with standard normal values. */
  static void normal(RandomGenerator random, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }
}
