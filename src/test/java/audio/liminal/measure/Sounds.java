package audio.liminal.measure;

import audio.liminal.file.AudioClip;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Sounds made for tests. */
final class Sounds {
  static final int RATE_HZ = 48_000;

  private Sounds() {}

  static float[] sine(double hz, int rateHz, double amplitude, int length) {
    float[] x = new float[length];
    for (int n = 0; n < length; n++) {
      x[n] = (float) (amplitude * Math.sin(2 * Math.PI * hz * n / rateHz));
    }
    return x;
  }

  static float[] noise(long seed, double amplitude, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[length];
    for (int n = 0; n < length; n++) {
      x[n] = (float) (amplitude * random.nextDouble(-1, 1));
    }
    return x;
  }

  static float[] sum(float[] a, float[] b) {
    float[] x = a.clone();
    for (int n = 0; n < x.length; n++) {
      x[n] += b[n];
    }
    return x;
  }

  static float[] scaled(float[] a, double gain) {
    float[] x = a.clone();
    for (int n = 0; n < x.length; n++) {
      x[n] *= (float) gain;
    }
    return x;
  }

  static AudioClip mono(float[] x) {
    return new AudioClip(RATE_HZ, new float[][] {x});
  }

  /** One second of 100 harmonics of 150 Hz, each at its level in dB. */
  static float[] harmonics(IntToDoubleFunction levelDb) {
    float[] x = new float[RATE_HZ];
    for (int h = 1; h <= 100; h++) {
      double amplitude = 0.01 * Math.pow(10, levelDb.applyAsDouble(h) / 20);
      for (int n = 0; n < x.length; n++) {
        double turns = (150.0 * h * n / RATE_HZ + 0.37 * h * h) % 1;
        x[n] += (float) (amplitude * Math.sin(2 * Math.PI * turns));
      }
    }
    return x;
  }
}
