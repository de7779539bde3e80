package audio.liminal.dsp;

import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Keeps of a curve over frequency only its first slow cosine waves over the mel scale, without
 * their mean: a lifter (Bogert, Healy and Tukey 1963) on mel bands.
 *
 * <p>An instance belongs to one thread.
 */
public final class MelSmoother {
  private static final int BANDS = 48;

  private final MelBands bands;
  private final float[] levels = new float[BANDS];
  private final float[] smoothed = new float[BANDS];

  /** What each band gives to all bands when it is written as waves and read again. */
  private final float[][] spread = new float[BANDS][BANDS];

  /**
   * @param waves how many cosines to keep
   * @param grid frequencies of the curves
   */
  public MelSmoother(int waves, SpectrumGrid grid) {
    this.bands = new MelBands(BANDS, 0, grid.topHz(), grid);
    for (int from = 0; from < BANDS; from++) {
      for (int to = 0; to < BANDS; to++) {
        double sum = 0;
        for (int q = 1; q <= waves; q++) {
          sum += wave(q, from) * wave(q, to);
        }
        spread[from][to] = (float) sum;
      }
    }
  }

  private static double wave(int q, int band) {
    return Math.sqrt(2.0 / BANDS) * Math.cos(Math.PI * q * (band + 0.5) / BANDS);
  }

  /**
   * Smooths a curve.
   *
   * @param curve one value for each frequency of the grid
   * @param smooth written likewise
   */
  @RealTime
  public void smooth(float[] curve, float[] smooth) {
    bands.sum(curve, levels);
    Arrays.fill(smoothed, 0);
    for (int from = 0; from < BANDS; from += 4) {
      spread(from);
    }
    bands.interpolate(smoothed, 0, smooth, 0);
  }

  /** Four bands at a time. */
  private void spread(int from) {
    float[] a = spread[from];
    float[] b = spread[from + 1];
    float[] c = spread[from + 2];
    float[] d = spread[from + 3];
    float levelA = levels[from];
    float levelB = levels[from + 1];
    float levelC = levels[from + 2];
    float levelD = levels[from + 3];
    for (int to = 0; to < BANDS; to++) {
      smoothed[to] += levelA * a[to] + levelB * b[to] + levelC * c[to] + levelD * d[to];
    }
  }
}
