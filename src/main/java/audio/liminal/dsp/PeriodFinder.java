package audio.liminal.dsp;

import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Finds with which period a stream repeats itself, and what of it does not repeat.
 *
 * <p>The newest samples x, at most {@value #SECONDS} s, are compared with those y a lag earlier,
 * for each lag up to as many, by {@code 2 sum x y / (sum x^2 + sum y^2)}; the first peak almost as
 * high as the highest is the period (McLeod and Wyvill 2005). It is searched at half the rate, and
 * then measured at the full one. Sums run over all channels. It looks back only, so it adds no
 * delay. An instance belongs to one thread.
 */
public final class PeriodFinder {
  private static final double SECONDS = 0.0213;
  private static final double HIGHEST_HZ = 3000;
  private static final float NEAR_HIGHEST = 0.9f;
  private static final double TINY = 1e-12;

  /** Samples that become one in the search. */
  private static final int COARSE = 2;

  private final int window;
  private final int compared;
  private final int kept;
  private final int shortest;
  private final float[] analysis;
  private final float[][] history;
  private final Fft fft;
  private final float[] now;
  private final float[] past;
  private final float[] coarse;
  private final float[] fine = new float[2 * COARSE + 1];
  private float periodSamples;
  private float clarity;

  /**
   * @param channels 1 or 2
   */
  public PeriodFinder(StftGeometry geometry, int channels) {
    int most = (int) Math.min(geometry.analysisSamples(), SECONDS * geometry.sampleRateHz());
    this.window = geometry.analysisSamples();
    this.compared = most - most % COARSE;
    this.kept = window + compared;
    this.shortest = (int) (geometry.sampleRateHz() / HIGHEST_HZ);
    this.analysis = geometry.analysis();
    this.history = new float[channels][kept];
    this.fft = new Fft(Integer.highestOneBit(2 * compared / COARSE - 1) * 2);
    this.now = new float[2 * fft.size()];
    this.past = new float[2 * fft.size()];
    this.coarse = new float[compared / COARSE + 1];
  }

  /** Forgets all audio. */
  @RealTime
  public void reset() {
    for (float[] samples : history) {
      Arrays.fill(samples, 0);
    }
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
   * Takes in the newest samples.
   *
   * @param windowed each channel's samples times the analysis window
   * @param fresh how many of them are new since the last call, at most all
   */
  @RealTime
  public void hear(float[][] windowed, int fresh) {
    for (int c = 0; c < history.length; c++) {
      float[] samples = history[c];
      System.arraycopy(samples, fresh, samples, 0, kept - fresh);
      for (int n = window - fresh; n < window; n++) {
        samples[compared + n] = windowed[c][n] / analysis[n];
      }
    }
  }

  /** Finds the period of what was heard last. */
  @RealTime
  public void find() {
    correlate();
    normalise();
    int lag = COARSE * choose();
    periodSamples = 0;
    clarity = 0;
    if (lag > 0) {
      measure(lag);
    }
  }

  /** Both channels at once, as one complex signal: the real part is the sum of their own. */
  private void correlate() {
    Arrays.fill(now, 0);
    Arrays.fill(past, 0);
    int from = kept - 2 * compared;
    int half = compared / COARSE;
    for (int c = 0; c < history.length; c++) {
      for (int n = 0; n < 2 * half; n++) {
        past[2 * n + c] = sum(history[c], from + COARSE * n);
      }
    }
    System.arraycopy(past, 2 * half, now, 2 * half, 2 * half);
    fft.complexForward(now);
    fft.complexForward(past);
    for (int k = 0; k < past.length; k += 2) {
      float re = now[k] * past[k] + now[k + 1] * past[k + 1];
      past[k + 1] = now[k + 1] * past[k] - now[k] * past[k + 1];
      past[k] = re;
    }
    fft.complexInverse(past);
  }

  private void normalise() {
    double energyNow = TINY;
    for (float[] samples : history) {
      for (int n = kept - compared; n < kept; n += COARSE) {
        energyNow += square(samples, n);
      }
    }
    double energyPast = energyNow;
    int last = coarse.length - 1;
    for (int lag = 0; lag <= last; lag++) {
      coarse[lag] = (float) (2 * past[2 * lag] / (energyNow + energyPast));
      for (int c = 0; c < history.length && lag < last; c++) {
        int in = kept - compared - COARSE * (1 + lag);
        energyPast += square(history[c], in) - square(history[c], in + compared);
      }
    }
  }

  private static float square(float[] samples, int at) {
    float sum = sum(samples, at);
    return sum * sum;
  }

  /** Of {@value #COARSE} samples, which keeps aliases low. */
  private static float sum(float[] samples, int at) {
    return samples[at] + samples[at + 1];
  }

  /** The coarse lag, 0 where there is none. */
  private int choose() {
    int end = coarse.length - 1;
    int from = 1;
    while (from < end && coarse[from] > 0) {
      from++;
    }
    from = Math.max(from, shortest / COARSE);
    float highest = 0;
    for (int lag = from; lag < end; lag++) {
      highest = Math.max(highest, peak(lag));
    }
    for (int lag = from; lag < end; lag++) {
      float peak = peak(lag);
      if (peak > 0 && peak >= NEAR_HIGHEST * highest) {
        return lag;
      }
    }
    return 0;
  }

  /** How high the curve through a lag and its neighbours rises; 0 where it does not. */
  private float peak(int lag) {
    float here = coarse[lag];
    if (here <= 0 || here < coarse[lag - 1] || here <= coarse[lag + 1]) {
      return 0;
    }
    float slope = coarse[lag - 1] - coarse[lag + 1];
    return here - 0.125f * slope * slope / (coarse[lag - 1] - 2 * here + coarse[lag + 1]);
  }

  /** Period and clarity at the full rate, near a lag. */
  private void measure(int near) {
    int first = Math.min(near - COARSE, compared - 2 * COARSE);
    int best = 1;
    measureAround(first);
    for (int i = 1; i < fine.length - 1; i++) {
      best = fine[i] > fine[best] ? i : best;
    }
    float slope = fine[best - 1] - fine[best + 1];
    float bend = fine[best - 1] - 2 * fine[best] + fine[best + 1];
    float beside = bend < 0 ? Math.max(-1, Math.min(1, 0.5f * slope / bend)) : 0;
    periodSamples = first + best + beside;
    clarity = Math.max(0, Math.min(1, fine[best]));
  }

  private void measureAround(int first) {
    int from = kept - compared;
    double energyNow = TINY;
    double energyPast = TINY;
    for (float[] x : history) {
      energyNow += product(x, from, from);
      energyPast += product(x, from - first, from - first);
    }
    for (int i = 0; i < fine.length; i++) {
      int start = from - first - i;
      float both = 0;
      for (float[] x : history) {
        both += product(x, from, start);
      }
      fine[i] = (float) (2 * both / (energyNow + energyPast));
      for (float[] x : history) {
        float in = x[start - 1];
        float out = x[start - 1 + compared];
        energyPast += in * in - out * out;
      }
    }
  }

  /** Of two stretches; four sums, as one would wait for itself. */
  private float product(float[] x, int one, int other) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int n = 0;
    for (; n + 3 < compared; n += 4) {
      a += x[one + n] * x[other + n];
      b += x[one + n + 1] * x[other + n + 1];
      c += x[one + n + 2] * x[other + n + 2];
      d += x[one + n + 3] * x[other + n + 3];
    }
    for (; n < compared; n++) {
      a += x[one + n] * x[other + n];
    }
    return a + b + c + d;
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
      float[] x = history[channel];
      for (int n = 0; n < window; n++) {
        int at = compared + n - whole;
        float earlier =
            a * x[at + 1] + b * x[at] + c * x[Math.max(0, at - 1)] + d * x[Math.max(0, at - 2)];
        to[channel][n] = half * analysis[n] * (x[compared + n] - earlier);
      }
    }
  }
}
