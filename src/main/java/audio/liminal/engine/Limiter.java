package audio.liminal.engine;

import audio.liminal.dsp.Reduce;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Turns a morph down where it would overload, as smoothly as a hop allows, all channels alike.
 *
 * <p>It adds no delay: the samples of a hop are known together, and what overlap-add already holds
 * says nearly all of the next hop. Within a hop the factor follows half a cosine. What comes louder
 * than it was foreseen is bent, sample by sample. Never limited is what is no louder than the dry
 * signal has just been. One instance serves one thread.
 */
final class Limiter {
  /** Where limiting begins, unless the input is hotter. */
  static final float LIMIT = 0.9f;

  private static final float FULL_SCALE = 1;
  private static final float ROUNDING = 1.001f;
  private static final double PEAK_DECAY_SECONDS = 0.05;
  private static final double RELEASE_SECONDS = 0.05;
  private static final float RELEASED = 1e-4f;

  private final float[] rise;

  /** What is left of each of a hop's samples at its end. */
  private final float[] left;

  private final float[] loudest;
  private final float peakDecay;
  private final float release;
  private float dryPeak;
  private float factor = 1;
  private long limitedSamples;

  Limiter(StftGeometry geometry) {
    int hop = geometry.hopSamples();
    rise = new float[hop];
    left = new float[hop];
    loudest = new float[hop];
    for (int i = 0; i < hop; i++) {
      rise[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * (i + 1) / hop));
    }
    peakDecay = (float) Math.exp(-1 / (PEAK_DECAY_SECONDS * geometry.sampleRateHz()));
    for (int i = 0; i < hop; i++) {
      left[i] = (float) Math.pow(peakDecay, hop - 1 - i);
    }
    release = (float) (1 - Math.exp(-hop / (RELEASE_SECONDS * geometry.sampleRateHz())));
  }

  @RealTime
  void reset() {
    dryPeak = 0;
    factor = 1;
  }

  /** Samples that would have been too loud, since it was made. */
  long limitedSamples() {
    return limitedSamples;
  }

  /**
   * Limits a hop.
   *
   * @param wet one hop of each channel, changed
   * @param coming what is known of the samples after it, at least a hop
   * @param dry the inputs of {@code wet} and of a hop of {@code coming}
   */
  @RealTime
  void limit(float[][] wet, float[][] coming, float[][] dry) {
    if (factor == 1 && quiet(wet) && quiet(coming)) {
      passOver(dry);
    } else {
      turnDown(wet, coming, dry);
    }
  }

  /** Whether nothing in a hop needs limiting, whatever the input is. */
  private boolean quiet(float[][] wet) {
    Arrays.fill(loudest, 0);
    for (float[] channel : wet) {
      for (int i = 0; i < loudest.length; i++) {
        loudest[i] = Math.max(loudest[i], Math.abs(channel[i]));
      }
    }
    return Reduce.most(loudest) <= LIMIT;
  }

  /** Only follows the input's peak. */
  private void passOver(float[][] dry) {
    Arrays.fill(loudest, 0);
    for (float[] channel : dry) {
      for (int i = 0; i < loudest.length; i++) {
        loudest[i] = Math.max(loudest[i], Math.abs(channel[i]) * left[i]);
      }
    }
    dryPeak = Math.max(dryPeak * peakDecay * left[0], Reduce.most(loudest));
  }

  private void turnDown(float[][] wet, float[][] coming, float[][] dry) {
    float before = dryPeak;
    float needed = needed(wet, dry, 0);
    float after = dryPeak;
    float goal = factor + release * (1 - factor);
    goal = 1 - goal < RELEASED ? 1 : goal;
    goal = Math.min(goal, Math.min(needed, needed(coming, dry, rise.length)));
    dryPeak = before;
    for (int i = 0; i < rise.length; i++) {
      float base = base(dry, i);
      float f = factor + rise[i] * (goal - factor);
      for (int c = 0; c < wet.length; c++) {
        float y = wet[c][i];
        limitedSamples += Math.abs(y) <= base * ROUNDING ? 0 : 1;
        wet[c][i] = bent(f * y, base, dry[c][i]);
      }
    }
    dryPeak = after;
    factor = goal;
  }

  /** The least factor that some sample of a hop needs. */
  private float needed(float[][] wet, float[][] dry, int offset) {
    float least = 1;
    for (int i = 0; i < rise.length; i++) {
      float base = base(dry, offset + i);
      for (float[] channel : wet) {
        float level = Math.abs(channel[i]);
        least = level > base && level <= Float.MAX_VALUE ? Math.min(least, base / level) : least;
      }
    }
    return least;
  }

  /** What the next sample may be at most; to be asked for one after the other. */
  private float base(float[][] dry, int i) {
    dryPeak *= peakDecay;
    for (float[] channel : dry) {
      float level = Math.abs(channel[i]);
      dryPeak = level > dryPeak ? level : dryPeak;
    }
    float rounded = dryPeak * ROUNDING;
    return Math.max(LIMIT, dryPeak <= FULL_SCALE ? Math.min(FULL_SCALE, rounded) : rounded);
  }

  /** Bends what would overload; what is not a number becomes the dry signal. */
  private static float bent(float y, float base, float dry) {
    if (y >= -base && y <= base) {
      return y;
    }
    float over = Math.abs(y) - base;
    float most = base < FULL_SCALE ? FULL_SCALE - base : 0;
    boolean finite = Math.abs(y) <= Float.MAX_VALUE;
    return finite ? Math.copySign(base + over * most / (over + most), y) : dry;
  }
}
