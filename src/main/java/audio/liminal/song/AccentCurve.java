package audio.liminal.song;

import java.util.Arrays;

/**
 * How much a sound rises at each moment, below 1 kHz, where kicks, snares and notes have their
 * weight and cymbals none.
 */
final class AccentCurve {
  static final double STEP_SECONDS = 0.0025;
  private static final double CORNER_HZ = 1000;
  private static final int SPAN_STEPS = 8;

  /** Share of what is above the corner that counts all the same. */
  private static final float REST = 0.05f;

  private final double stepSamples;
  private final float keep;
  private float[] levels = new float[1 << 12];
  private int steps;
  private float once;
  private float twice;
  private double sum;
  private long position;

  AccentCurve(int sampleRateHz) {
    this.stepSamples = STEP_SECONDS * sampleRateHz;
    this.keep = (float) Math.exp(-2 * Math.PI * CORNER_HZ / sampleRateHz);
  }

  void hear(float[] mono, int count) {
    for (int n = 0; n < count; n++) {
      float x = mono[n];
      once = x + keep * (once - x);
      twice = once + keep * (twice - once);
      float y = twice + REST * (x - twice);
      sum += y * y;
      position++;
      if (position >= (steps + 1) * stepSamples) {
        endStep();
      }
    }
  }

  private void endStep() {
    if (steps == levels.length) {
      levels = Arrays.copyOf(levels, 2 * steps);
    }
    levels[steps++] = (float) (sum / stepSamples);
    sum = 0;
  }

  /** Rises of the amplitude over 20 ms, one for each step, none negative. */
  float[] rises() {
    float[] rises = new float[steps];
    double[] sums = new double[steps + 1];
    for (int i = 0; i < steps; i++) {
      sums[i + 1] = sums[i] + levels[i];
    }
    for (int i = 0; i < steps; i++) {
      double before = sums[i] - sums[Math.max(0, i - SPAN_STEPS)];
      double after = sums[Math.min(steps, i + SPAN_STEPS)] - sums[i];
      double rise = Math.sqrt(Math.max(0, after)) - Math.sqrt(Math.max(0, before));
      rises[i] = (float) Math.sqrt(Math.max(0, rise));
    }
    return rises;
  }
}
