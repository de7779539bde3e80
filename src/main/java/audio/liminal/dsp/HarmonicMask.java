package audio.liminal.dsp;

import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * How much of each bin is sustained rather than struck or noisy, without looking ahead: the medians
 * of its level over the last {@value #SECONDS} s and of its neighbours' over {@value #WIDTH_HZ} Hz
 * (Fitzgerald 2010), as a soft mask of their powers.
 *
 * <p>Past levels are kept sorted, bin by bin, so that a hop costs a pass over few values. An
 * instance belongs to one thread.
 */
public final class HarmonicMask {
  private static final double SECONDS = 0.17;
  private static final double WIDTH_HZ = 700;

  /** Past levels of a bin, odd. */
  private static final int SLOTS = 17;

  private final int bins;
  private final int hopsPerSlot;
  private final int reach;
  private final float[] sum;
  private final float[][] past;
  private final float[] sorted;
  private final float[] window;
  private int hops;
  private int newest;
  private boolean started;

  /**
   * @param hopsPerSecond calls of {@link #hear} in a second of audio
   */
  public HarmonicMask(SpectrumGrid grid, double hopsPerSecond) {
    this.bins = grid.bins();
    this.hopsPerSlot = (int) Math.max(1, Math.round(SECONDS / SLOTS * hopsPerSecond));
    this.reach = (int) Math.max(1, Math.round(WIDTH_HZ / 2 / grid.spacingHz()));
    this.sum = new float[bins];
    this.past = new float[SLOTS][bins];
    this.sorted = new float[bins * SLOTS];
    this.window = new float[2 * reach + 1];
  }

  /** Forgets the past. */
  @RealTime
  public void reset() {
    started = false;
  }

  /**
   * Takes in one hop's levels and gives its mask; the first hop is taken to have lasted for ever.
   *
   * @param levelsDb one for each bin; more are left alone
   * @param mask written: 0 (struck) to 1 (sustained)
   */
  @RealTime
  public void hear(float[] levelsDb, float[] mask) {
    remember(levelsDb);
    medianOverBins(levelsDb, mask);
    for (int k = 0; k < bins; k++) {
      float over = sorted[k * SLOTS + SLOTS / 2] - mask[k];
      mask[k] = 1 / (1 + Decibels.toAmplitude(-2 * over));
    }
  }

  private void remember(float[] levelsDb) {
    if (!started) {
      start(levelsDb);
      return;
    }
    for (int k = 0; k < bins; k++) {
      sum[k] += levelsDb[k];
    }
    hops++;
    if (hops < hopsPerSlot) {
      return;
    }
    newest = newest + 1 < SLOTS ? newest + 1 : 0;
    float[] slot = past[newest];
    for (int k = 0; k < bins; k++) {
      float level = sum[k] / hops;
      replace(sorted, k * SLOTS, SLOTS, slot[k], level);
      slot[k] = level;
      sum[k] = 0;
    }
    hops = 0;
  }

  private void start(float[] levelsDb) {
    started = true;
    hops = 0;
    Arrays.fill(sum, 0);
    for (float[] slot : past) {
      System.arraycopy(levelsDb, 0, slot, 0, bins);
    }
    for (int k = 0; k < bins; k++) {
      Arrays.fill(sorted, k * SLOTS, (k + 1) * SLOTS, levelsDb[k]);
    }
  }

  private void medianOverBins(float[] levelsDb, float[] median) {
    int size = 2 * reach + 1;
    for (int i = 0; i < size; i++) {
      window[i] = levelsDb[mirrored(i - reach)];
    }
    Arrays.sort(window);
    median[0] = window[reach];
    for (int k = 1; k < bins; k++) {
      replace(window, 0, size, levelsDb[mirrored(k - reach - 1)], levelsDb[mirrored(k + reach)]);
      median[k] = window[reach];
    }
  }

  private int mirrored(int k) {
    int up = k < 0 ? -k : k;
    return up < bins ? up : 2 * (bins - 1) - up;
  }

  /** Takes one value out of a sorted stretch and puts another in. */
  private static void replace(float[] values, int from, int count, float old, float next) {
    int at = from;
    while (values[at] != old && at + 1 < from + count) {
      at++;
    }
    for (; at + 1 < from + count && values[at + 1] < next; at++) {
      values[at] = values[at + 1];
    }
    for (; at > from && values[at - 1] > next; at--) {
      values[at] = values[at - 1];
    }
    values[at] = next;
  }
}
