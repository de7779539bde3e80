package audio.liminal.song;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Music made for tests, whose beats are known. */
public final class Drums {
  public static final int RATE_HZ = 48_000;

  private Drums() {}

  /** Short clicks, one a beat. */
  static float[] clicks(double bpm, double firstBeatSeconds, double seconds) {
    float[] x = new float[(int) (seconds * RATE_HZ)];
    for (double at = firstBeatSeconds; at < seconds; at += 60 / bpm) {
      add(x, at, 0.5, 1000, 400, 0);
    }
    return x;
  }

  /**
   * One bar of sixteen steps over and over: letters k (kick), s (snare), h (hat), any other for
   * nothing; each line one voice.
   */
  public static float[] pattern(
      double bpm, double firstBeatSeconds, double seconds, String... voices) {
    float[] x = new float[(int) (seconds * RATE_HZ)];
    for (String voice : voices) {
      for (int step = 0; ; step++) {
        double at = firstBeatSeconds + step * 15 / bpm;
        if (at >= seconds) {
          break;
        }
        switch (voice.charAt(step % voice.length())) {
          case 'k' -> add(x, at, 0.6, 60, 12, 0.02);
          case 's' -> add(x, at, 0.35, 190, 20, 1);
          case 'h' -> add(x, at, 0.12, 9000, 60, 3);
          default -> {}
        }
      }
    }
    return x;
  }

  /** A held chord that swells and ebbs once a second. */
  public static float[] chord(double seconds, double brightness, double... hz) {
    float[] x = new float[(int) (seconds * RATE_HZ)];
    for (int n = 0; n < x.length; n++) {
      double t = (double) n / RATE_HZ;
      double sum = 0;
      for (double tone : hz) {
        for (int h = 1; h <= 6; h++) {
          sum += Math.pow(brightness, h - 1) * Math.sin(2 * Math.PI * tone * h * t);
        }
      }
      x[n] = (float) (0.03 * sum * (0.7 + 0.3 * Math.cos(2 * Math.PI * t)));
    }
    return x;
  }

  /** One after the other. */
  public static float[] join(float[]... sounds) {
    float[] all = new float[0];
    for (float[] sound : sounds) {
      int before = all.length;
      all = Arrays.copyOf(all, before + sound.length);
      System.arraycopy(sound, 0, all, before, sound.length);
    }
    return all;
  }

  /** Both at once, as long as the first. */
  public static float[] mix(float[] a, float[] b) {
    float[] sum = a.clone();
    for (int n = 0; n < Math.min(a.length, b.length); n++) {
      sum[n] += b[n];
    }
    return sum;
  }

  /** A struck sound: a tone and noise that die away. */
  private static void add(
      float[] x, double seconds, double level, double hz, double decay, double noise) {
    SplittableRandom random = new SplittableRandom((long) (seconds * 1e6));
    int start = (int) Math.round(seconds * RATE_HZ);
    for (int n = start; n < x.length && n < start + RATE_HZ / 2; n++) {
      double t = (double) (n - start) / RATE_HZ;
      double tone = Math.sin(2 * Math.PI * hz * t) + noise * random.nextDouble(-1, 1);
      x[n] += (float) (level * tone * Math.exp(-decay * t));
    }
  }
}
