package audio.liminal.morph;

import audio.liminal.signal.RealTime;

/**
 * Random numbers that are a function of where they are asked for, so that what wanders sounds the
 * same however a stream is cut and wherever it is entered; by the mixer of SplitMix64 (Steele, Lea
 * and Flood 2014).
 */
final class Noise {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final double TO_UNIT = 1.0 / (1L << 53);

  private Noise() {}

  /** From -1 to 1, evenly. */
  @RealTime
  static double even(long seed, long channel, long index) {
    return 2 * unit(seed, channel, index) - 1;
  }

  /** Of mean 0 and deviation 1, normal, by Box and Muller. */
  @RealTime
  static double normal(long seed, long channel, long index) {
    double radius = Math.sqrt(-2 * Math.log(1 - unit(seed, channel, 2 * index)));
    return radius * Math.cos(2 * Math.PI * unit(seed, channel, 2 * index + 1));
  }

  private static double unit(long seed, long channel, long index) {
    return (mixed(mixed(mixed(seed) + channel) + index) >>> 11) * TO_UNIT;
  }

  private static long mixed(long value) {
    long z = value + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
