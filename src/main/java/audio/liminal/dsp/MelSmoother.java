package audio.liminal.dsp;

import audio.liminal.signal.RealTime;

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
  private final float[][] waves;

  /**
   * @param waves how many cosines to keep
   * @param grid frequencies of the curves
   */
  public MelSmoother(int waves, SpectrumGrid grid) {
    this.bands = new MelBands(BANDS, 0, grid.topHz(), grid);
    this.waves = new float[waves][BANDS];
    for (int q = 0; q < waves; q++) {
      for (int b = 0; b < BANDS; b++) {
        this.waves[q][b] =
            (float) (Math.sqrt(2.0 / BANDS) * Math.cos(Math.PI * (q + 1) * (b + 0.5) / BANDS));
      }
    }
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
    for (int b = 0; b < BANDS; b++) {
      smoothed[b] = 0;
    }
    for (float[] wave : waves) {
      float share = 0;
      for (int b = 0; b < BANDS; b++) {
        share += wave[b] * levels[b];
      }
      for (int b = 0; b < BANDS; b++) {
        smoothed[b] += share * wave[b];
      }
    }
    bands.interpolate(smoothed, 0, smooth, 0);
  }
}
