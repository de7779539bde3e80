package audio.liminal.dsp;

import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Finds with which period a stream repeats itself, and what of it does not repeat.
 *
 * <p>The newest samples x, 0.02 s of them, are compared with those y a lag earlier, for each lag up
 * to as many, by {@code 2 sum x y / (sum x^2 + sum y^2)}; the first peak almost as high as the
 * highest is the period (McLeod and Wyvill 2005). Sums run over all channels. It looks back only,
 * so it adds no delay. An instance belongs to one thread.
 *
 * <p>The search runs on a thinned stream of about {@value #THIN_HZ} Hz, whose products are summed
 * as it comes; around what is found there the stream itself is compared.
 */
public final class PeriodFinder {
  private static final double THIN_HZ = 12_000;

  /** The shortest period, in samples of the thinned stream. */
  private static final int SHORTEST = 4;

  /** Where the thinned stream's treble ends, of its rate. */
  private static final double CUTOFF = 0.42;

  private static final int TAPS_PER_STEP = 4;

  /** Of the thinned stream: compared samples, and lags from 0 on. */
  private static final int LAGS = 256;

  private static final int BLOCK = 16;
  private static final float NEAR_HIGHEST = 0.9f;
  private static final double TINY = 1e-12;

  /** What is half way between two values: those to either side, the next ones, and so on. */
  private static final float[] HALF_WAY = {0.6226f, -0.16601f, 0.06105f, -0.01764f};

  private final int window;
  private final int hop;
  private final int step;
  private final int compared;
  private final int kept;
  private final float[] analysis;
  private final float[] taps;
  private final float[][] history;
  private final float[][] thin;
  private final float[][] products = new float[LAGS / BLOCK][LAGS];
  private final float[][] shifted = new float[4][LAGS];
  private final float[] sums = new float[LAGS];
  private final float[] likeness = new float[2 * LAGS];
  private final float[] now;
  private final float[] past;
  private final float[][] around;
  private int untilThin;
  private int newInBlock;
  private int block;
  private float periodSamples;
  private float clarity;

  /**
   * @param channels 1 or 2
   */
  public PeriodFinder(StftGeometry geometry, int channels) {
    this.window = geometry.analysisSamples();
    this.hop = geometry.hopSamples();
    this.step = (int) Math.max(1, Math.round(geometry.sampleRateHz() / THIN_HZ));
    this.compared = step * LAGS;
    this.kept = Math.max(window, compared) + compared + 2 * step;
    this.analysis = geometry.analysis();
    this.taps = lowPass(step);
    this.history = new float[channels][kept];
    this.thin = new float[channels][2 * LAGS + BLOCK];
    this.now = new float[compared];
    this.past = new float[compared];
    this.around = new float[4][window];
  }

  /** The middle tap and those to one side of it, of a sinc under Hann's window. */
  private static float[] lowPass(int step) {
    float[] taps = new float[TAPS_PER_STEP * step];
    double sum = 0;
    for (int i = 0; i < taps.length; i++) {
      double x = 2 * Math.PI * CUTOFF * i / step;
      double hann = 0.5 + 0.5 * Math.cos(Math.PI * i / taps.length);
      taps[i] = (float) (i == 0 ? 1 : hann * Math.sin(x) / x);
      sum += i == 0 ? taps[i] : 2 * taps[i];
    }
    for (int i = 0; i < taps.length; i++) {
      taps[i] /= (float) sum;
    }
    return taps;
  }

  /** Forgets all audio. */
  @RealTime
  public void reset() {
    for (int c = 0; c < history.length; c++) {
      Arrays.fill(history[c], 0);
      Arrays.fill(thin[c], 0);
    }
    for (float[] sum : products) {
      Arrays.fill(sum, 0);
    }
    untilThin = 0;
    newInBlock = 0;
    block = 0;
    periodSamples = 0;
    clarity = 0;
  }

  /** Samples after which the stream repeats itself; 0 where it has no period. */
  @RealTime
  public float periodSamples() {
    return periodSamples;
  }

  /** How alike two periods are: 1 where they are the same, 0 where they have nothing in common. */
  @RealTime
  public float clarity() {
    return clarity;
  }

  /**
   * Takes in the newest hop.
   *
   * @param windowed each channel's samples times the analysis window
   */
  @RealTime
  public void hear(float[][] windowed) {
    for (int c = 0; c < history.length; c++) {
      float[] samples = history[c];
      System.arraycopy(samples, hop, samples, 0, kept - hop);
      for (int n = window - hop; n < window; n++) {
        samples[kept - window + n] = windowed[c][n] / analysis[n];
      }
    }
    int at = untilThin;
    for (; at < hop; at += step) {
      for (int c = 0; c < history.length; c++) {
        thin[c][2 * LAGS + newInBlock] = lowPassed(history[c], kept - hop + at - taps.length + 1);
      }
      newInBlock++;
      if (newInBlock == BLOCK) {
        endBlock();
      }
    }
    untilThin = at - hop;
  }

  private float lowPassed(float[] samples, int middle) {
    float even = taps[0] * samples[middle];
    float odd = taps[1] * (samples[middle - 1] + samples[middle + 1]);
    for (int i = 2; i < taps.length; i += 2) {
      even += taps[i] * (samples[middle - i] + samples[middle + i]);
      odd += taps[i + 1] * (samples[middle - i - 1] + samples[middle + i + 1]);
    }
    return even + odd;
  }

  private void endBlock() {
    newInBlock = 0;
    block = (block + 1) % products.length;
    Arrays.fill(products[block], 0);
    for (float[] samples : thin) {
      for (int n = 2 * LAGS; n < samples.length; n += shifted.length) {
        for (int i = 0; i < shifted.length; i++) {
          System.arraycopy(samples, n + i - LAGS + 1, shifted[i], 0, LAGS);
        }
        addProducts(samples, n, products[block]);
      }
      System.arraycopy(samples, BLOCK, samples, 0, 2 * LAGS);
    }
  }

  /** Adds what four samples make with all before them; the longest lag comes first. */
  private void addProducts(float[] samples, int n, float[] sum) {
    float x0 = samples[n];
    float x1 = samples[n + 1];
    float x2 = samples[n + 2];
    float x3 = samples[n + 3];
    float[] y0 = shifted[0];
    float[] y1 = shifted[1];
    float[] y2 = shifted[2];
    float[] y3 = shifted[3];
    for (int i = 0; i < LAGS; i++) {
      sum[i] += x0 * y0[i] + x1 * y1[i] + x2 * y2[i] + x3 * y3[i];
    }
  }

  /** Finds the period of what was heard last. */
  @RealTime
  public void find() {
    Arrays.fill(sums, 0);
    for (float[] ofBlock : products) {
      add(ofBlock);
    }
    normalise();
    interpolate();
    float lag = choose();
    periodSamples = 0;
    clarity = 0;
    if (lag > 0) {
      compare(Math.round(lag));
    }
  }

  private void add(float[] ofBlock) {
    for (int i = 0; i < LAGS; i++) {
      sums[i] += ofBlock[i];
    }
  }

  /** The thinned stream's likeness at every other place. */
  private void normalise() {
    double energyNow = TINY;
    for (float[] samples : thin) {
      for (int n = LAGS; n < 2 * LAGS; n++) {
        energyNow += samples[n] * samples[n];
      }
    }
    double energyPast = energyNow;
    for (int lag = 0; lag < LAGS; lag++) {
      likeness[2 * lag] = (float) (2 * sums[LAGS - 1 - lag] / (energyNow + energyPast));
      for (float[] samples : thin) {
        float in = samples[LAGS - 1 - lag];
        float out = samples[2 * LAGS - 1 - lag];
        energyPast += in * in - out * out;
      }
    }
  }

  private void interpolate() {
    int reach = 2 * HALF_WAY.length - 1;
    for (int at = 1; at < likeness.length; at += 2) {
      float value = 0;
      for (int i = 0; i < HALF_WAY.length && at + reach < likeness.length; i++) {
        value += HALF_WAY[i] * (likeness[Math.abs(at - 2 * i - 1)] + likeness[at + 2 * i + 1]);
      }
      likeness[at] = value;
    }
  }

  /** The lag of the thinned stream's period in samples; 0 where there is none. */
  private float choose() {
    int end = likeness.length - 2 * HALF_WAY.length;
    int from = 1;
    while (from < end && likeness[from] > 0) {
      from++;
    }
    from = Math.max(from, 2 * SHORTEST);
    float highest = 0;
    for (int at = from; at < end; at++) {
      highest = peaks(at) ? Math.max(highest, height(at)) : highest;
    }
    for (int at = from; at < end; at++) {
      if (peaks(at) && height(at) >= NEAR_HIGHEST * highest) {
        return 0.5f * step * (at + beside(likeness[at - 1], likeness[at], likeness[at + 1]));
      }
    }
    return 0;
  }

  private boolean peaks(int at) {
    float here = likeness[at];
    return here > 0 && here >= likeness[at - 1] && here > likeness[at + 1];
  }

  private float height(int at) {
    float slope = likeness[at + 1] - likeness[at - 1];
    return likeness[at] + 0.25f * slope * beside(likeness[at - 1], likeness[at], likeness[at + 1]);
  }

  /** Where a parabola through three values has its peak, from the middle one. */
  private static float beside(float before, float here, float after) {
    float bend = before - 2 * here + after;
    return bend < 0 ? 0.5f * (before - after) / bend : 0;
  }

  /** Compares the stream itself near a lag, and goes on to the next peak. */
  private void compare(int lag) {
    float before = likeness(lag - 1);
    float here = likeness(lag);
    float after = likeness(lag + 1);
    int at = lag;
    while (after > here && at < Math.min(lag + step, compared - 1)) {
      at++;
      before = here;
      here = after;
      after = likeness(at + 1);
    }
    while (before > here && at > Math.max(lag - step, SHORTEST * step)) {
      at--;
      after = here;
      here = before;
      before = likeness(at - 1);
    }
    periodSamples = at + Math.max(-1, Math.min(1, beside(before, here, after)));
    clarity = Math.max(0, Math.min(1, here));
  }

  private float likeness(int lag) {
    double both = 0;
    double energy = TINY;
    for (float[] samples : history) {
      System.arraycopy(samples, kept - compared, now, 0, compared);
      System.arraycopy(samples, kept - compared - lag, past, 0, compared);
      for (int n = 0; n < compared; n++) {
        float x = now[n];
        float y = past[n];
        now[n] = x * y;
        past[n] = x * x + y * y;
      }
      both += Reduce.sum(now);
      energy += Reduce.sum(past);
    }
    return (float) (2 * both / energy);
  }

  /**
   * Writes what does not repeat: the samples less those a period earlier, halved in power as both
   * bring their own, times the analysis window.
   *
   * @param to an array for each channel, as long as the analysis window
   */
  @RealTime
  public void writeRest(float[][] to) {
    int whole = (int) periodSamples;
    float t = periodSamples - whole;
    // the cubic through the samples one less than, as many as, one and two more than whole earlier
    float a = -t * (t - 1) * (t - 2) / 6;
    float b = (t + 1) * (t - 1) * (t - 2) / 2;
    float c = -(t + 1) * t * (t - 2) / 2;
    float d = (t + 1) * t * (t - 1) / 6;
    float half = (float) Math.sqrt(0.5);
    for (int channel = 0; channel < history.length; channel++) {
      for (int i = 0; i < around.length; i++) {
        int from = kept - window - whole + 1 - i;
        System.arraycopy(history[channel], from, around[i], 0, window);
      }
      System.arraycopy(history[channel], kept - window, to[channel], 0, window);
      subtract(a * half, b * half, c * half, d * half, half, to[channel]);
    }
  }

  private void subtract(float a, float b, float c, float d, float own, float[] to) {
    float[] x0 = around[0];
    float[] x1 = around[1];
    float[] x2 = around[2];
    float[] x3 = around[3];
    for (int n = 0; n < window; n++) {
      to[n] = analysis[n] * (own * to[n] - (a * x0[n] + b * x1[n] + c * x2[n] + d * x3[n]));
    }
  }
}
