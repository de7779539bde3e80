package audio.liminal.host;

import audio.liminal.signal.RealTime;

/**
 * Joins one signal to another without a step: the difference at the seam fades away over {@value
 * #FADE_SAMPLES} samples, by half a cosine. It needs nothing of the signal that ended, which is
 * gone, and is exact where both are the same.
 */
final class Splice {
  static final int FADE_SAMPLES = 64;

  private final float[] fade = new float[FADE_SAMPLES];
  private final float[] step;
  private final float[] last;
  private int faded = FADE_SAMPLES;

  Splice(int channels) {
    step = new float[channels];
    last = new float[channels];
    for (int i = 0; i < FADE_SAMPLES; i++) {
      fade[i] = (float) (0.5 + 0.5 * Math.cos(Math.PI * (i + 1) / (FADE_SAMPLES + 1)));
    }
  }

  /**
   * Begins a seam in one channel: what comes next goes on from {@code before} instead of from the
   * last sample that was heard.
   */
  @RealTime
  void begin(int channel, float before) {
    step[channel] = last[channel] - before;
    faded = 0;
  }

  /** Mends the block that comes next, in place. */
  @RealTime
  void apply(float[][] block, int count) {
    int n = Math.min(count, FADE_SAMPLES - faded);
    for (int c = 0; c < step.length; c++) {
      float[] x = block[c];
      for (int i = 0; i < n; i++) {
        x[i] += step[c] * fade[faded + i];
      }
      last[c] = x[count - 1];
    }
    faded += n;
  }
}
