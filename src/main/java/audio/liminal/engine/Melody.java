package audio.liminal.engine;

import java.util.random.RandomGenerator;

/**
 * Notes without a timbre: pulses rich in partials, with a little breath, at pitches that wander
 * over a pentatonic scale. What gives them a timbre is up to a morph.
 */
public final class Melody {
  private static final int[] SCALE = {0, 3, 5, 7, 10};
  private static final double LOWEST_HZ = 110;
  private static final int PLACES = 12;
  private static final double[] NOTE_SECONDS = {0.25, 0.5, 0.5, 1};
  private static final double ATTACK_SECONDS = 0.015;
  private static final double RELEASE_SECONDS = 0.06;
  private static final double DECAY_SECONDS = 0.8;
  private static final double BREATH = 0.02;
  private static final double LEVEL = 0.25;

  private final RandomGenerator random;
  private final int sampleRateHz;
  private int place = PLACES / 2;
  private double turns;

  public Melody(int sampleRateHz, RandomGenerator random) {
    this.sampleRateHz = sampleRateHz;
    this.random = random;
  }

  /** Plays on. */
  public float[] make(int samples) {
    float[] sound = new float[samples];
    int at = 0;
    while (at < samples) {
      double seconds = NOTE_SECONDS[random.nextInt(NOTE_SECONDS.length)];
      int count = Math.min(samples - at, (int) (seconds * sampleRateHz));
      place = Math.max(0, Math.min(PLACES - 1, place + random.nextInt(-3, 4)));
      note(sound, at, count);
      at += count;
    }
    return sound;
  }

  private void note(float[] sound, int at, int count) {
    int semitones = 12 * (place / SCALE.length) + SCALE[place % SCALE.length];
    double step = LOWEST_HZ * Math.pow(2, semitones / 12.0) / sampleRateHz;
    for (int n = 0; n < count; n++) {
      double t = (double) n / sampleRateHz;
      double left = (double) (count - n) / sampleRateHz;
      double level = Math.min(1, t / ATTACK_SECONDS) * Math.min(1, left / RELEASE_SECONDS);
      level *= LEVEL * Math.exp(-t / DECAY_SECONDS);
      turns = (turns + step) % 1;
      double saw = 2 * turns - 1 - rounding(turns, step);
      sound[at + n] = (float) (level * (saw + BREATH * random.nextGaussian()));
    }
  }

  /** Takes the corner off a saw tooth where it jumps (Valimaki and Huovilainen 2007). */
  private static double rounding(double turns, double step) {
    if (turns < step) {
      double x = turns / step;
      return 2 * x - x * x - 1;
    }
    if (turns > 1 - step) {
      double x = (turns - 1) / step;
      return x * x + 2 * x + 1;
    }
    return 0;
  }
}
