package audio.liminal.train;

import java.util.random.RandomGenerator;

/**
 * Changes examples as other rooms and instruments would, so that a model meets more than it has.
 */
@FunctionalInterface
interface Variation {
  /**
   * Changes one example.
   *
   * @param batch examples one after another
   * @param at where the example starts
   * @param size of an example
   */
  void vary(RandomGenerator random, float[] batch, int at, int size);

  /**
   * A random filter, in one of two cases roughened evenly over all quefrencies as a noise's spectra
   * are.
   */
  static Variation cepstral() {
    float db = (float) Math.sqrt(Cepstrum.BANDS);
    return (random, batch, at, size) -> {
      float depth = 4 * db * random.nextFloat();
      float roughness = random.nextBoolean() ? 0.4f * db * random.nextFloat() : 0;
      for (int q = 0; q < size; q++) {
        batch[at + q] += (float) ((depth / (q + 1) + roughness) * random.nextGaussian());
      }
    };
  }

  /** A random filter of a few cosines over the bands, up to some 4 dB each. */
  static Variation smoothFilter() {
    int terms = 6;
    return (random, batch, at, size) -> {
      float depth = 4 * random.nextFloat();
      for (int q = 1; q <= terms; q++) {
        double level = depth / q * random.nextGaussian();
        double turn = Math.PI * q / size;
        double before = Math.cos(-turn / 2);
        double here = Math.cos(turn / 2);
        double factor = 2 * Math.cos(turn);
        for (int band = 0; band < size; band++) {
          batch[at + band] += (float) (level * here);
          double next = factor * here - before;
          before = here;
          here = next;
        }
      }
    };
  }
}
