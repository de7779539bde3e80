package audio.liminal.file;

import java.util.SplittableRandom;

/** Sounds made for tests. */
final class Signals {
  private Signals() {}

  static float[] sine(double hz, int rateHz, double amplitude, int length) {
    float[] x = new float[length];
    for (int n = 0; n < length; n++) {
      x[n] = (float) (amplitude * Math.sin(2 * Math.PI * hz * n / rateHz));
    }
    return x;
  }

  static float[] noise(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[length];
    for (int n = 0; n < length; n++) {
      x[n] = (float) random.nextDouble(-0.9, 0.9);
    }
    return x;
  }

  /** Amplitude of one frequency between two samples. */
  static double amplitude(float[] x, double hz, int rateHz, int from, int to) {
    double re = 0;
    double im = 0;
    double weights = 0;
    for (int n = from; n < to; n++) {
      double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * (n - from) / (to - from));
      re += window * x[n] * Math.cos(2 * Math.PI * hz * n / rateHz);
      im += window * x[n] * Math.sin(2 * Math.PI * hz * n / rateHz);
      weights += window;
    }
    return 2 * Math.hypot(re, im) / weights;
  }
}
