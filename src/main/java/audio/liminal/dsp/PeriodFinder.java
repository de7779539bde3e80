package audio.liminal.dsp;

import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Finds with which period a stream repeats itself, and what of it does not repeat.
 *
 * <p>The newest samples x, at most {@value #SECONDS} s, are compared with those y a lag earlier,
 * for each lag up to as many, by {@code 2 sum x y / (sum x^2 + sum y^2)}; the first peak almost as
 * high as the highest is the period (McLeod and Wyvill 2005). Sums run over all channels. It looks
 * back only, so it adds no delay. An instance belongs to one thread.
 */
public final class PeriodFinder {
  private static final double SECONDS = 0.022;
  private static final double HIGHEST_HZ = 3000;
  private static final float NEAR_HIGHEST = 0.9f;
  private static final double TINY = 1e-12;

  private final int window;
  private final int hop;
  private final int compared;
  private final int kept;
  private final int shortest;
  private final float[] analysis;
  private final float[][] history;
  private final Fft fft;
  private final float[] now;
  private final float[] past;
  private final float[] likeness;
  private float periodSamples;
  private float clarity;

  /**
   * @param channels 1 or 2
   */
  public PeriodFinder(StftGeometry geometry, int channels) {
    this.window = geometry.analysisSamples();
    this.hop = geometry.hopSamples();
    this.compared = (int) Math.min(window, SECONDS * geometry.sampleRateHz());
    this.kept = window + compared;
    this.shortest = (int) (geometry.sampleRateHz() / HIGHEST_HZ);
    this.analysis = geometry.analysis();
    this.history = new float[channels][kept];
    this.fft = new Fft(Integer.highestOneBit(2 * compared - 1) * 2);
    this.now = new float[2 * fft.size()];
    this.past = new float[2 * fft.size()];
    this.likeness = new float[compared + 1];
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
        samples[compared + n] = windowed[c][n] / analysis[n];
      }
    }
  }

  /** Finds the period of what was heard last. */
  @RealTime
  public void find() {
    correlate();
    normalise();
    choose();
  }

  /** Both channels at once, as one complex signal: the real part is the sum of their own. */
  private void correlate() {
    Arrays.fill(now, 0);
    Arrays.fill(past, 0);
    int from = kept - 2 * compared;
    for (int c = 0; c < history.length; c++) {
      for (int n = 0; n < 2 * compared; n++) {
        past[2 * n + c] = history[c][from + n];
      }
    }
    System.arraycopy(past, 2 * compared, now, 2 * compared, 2 * compared);
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
      for (int n = kept - compared; n < kept; n++) {
        energyNow += samples[n] * samples[n];
      }
    }
    double energyPast = energyNow;
    for (int lag = 0; lag <= compared; lag++) {
      likeness[lag] = (float) (2 * past[2 * lag] / (energyNow + energyPast));
      for (int c = 0; c < history.length && lag < compared; c++) {
        float in = history[c][kept - compared - 1 - lag];
        float out = history[c][kept - 1 - lag];
        energyPast += in * in - out * out;
      }
    }
  }

  private void choose() {
    int from = 1;
    while (from < compared && likeness[from] > 0) {
      from++;
    }
    from = Math.max(from, shortest);
    float highest = 0;
    for (int lag = from; lag < compared; lag++) {
      highest = peaks(lag) ? Math.max(highest, likeness[lag]) : highest;
    }
    periodSamples = 0;
    clarity = 0;
    for (int lag = from; lag < compared && periodSamples == 0; lag++) {
      if (peaks(lag) && likeness[lag] >= NEAR_HIGHEST * highest) {
        float slope = likeness[lag - 1] - likeness[lag + 1];
        float bend = likeness[lag - 1] - 2 * likeness[lag] + likeness[lag + 1];
        periodSamples = lag + (bend < 0 ? 0.5f * slope / bend : 0);
        clarity = Math.min(1, likeness[lag]);
      }
    }
  }

  private boolean peaks(int lag) {
    float here = likeness[lag];
    return here > 0 && here >= likeness[lag - 1] && here > likeness[lag + 1];
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
