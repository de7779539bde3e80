package audio.liminal.dsp;

import audio.liminal.signal.RealTime;

/**
 * The way from a stream's spectra to a model's {@link SpectrumGrid} and back for gains.
 *
 * <p>Towards the model: one power spectrum for all channels, {@code mean of |X_c|^2}, 1 for a
 * full-scale sine's peak. Where the bins coincide they are taken as they are; at other sample rates
 * the Fourier sum is evaluated exactly at the model's frequencies ({@link ChirpZ}). A window longer
 * than the model's has its finer power averaged over the model's bin. Grid bins above the Nyquist
 * frequency repeat the last one below it.
 *
 * <p>Back: log gains are interpolated between grid bins; above the grid the top band's mean gain
 * fades to 0 dB within {@value #FADE_HZ} Hz.
 */
public final class GridMapper {
  private static final double FADE_HZ = 2000;
  private static final int TOP_BAND_BINS = 16;
  private static final double MODEL_WINDOW_SECONDS = 1024 / 48_000.0;

  private final SpectrumGrid grid;
  private final float scale;
  private final int refinement;
  private final ChirpZ chirp;
  private final float[] fine;
  private final int fineBinsBelowNyquist;
  private final boolean coincident;
  private final int[] lower;
  private final float[] fraction;
  private final float[] fade;

  public GridMapper(StftGeometry geometry, SpectrumGrid grid) {
    this.grid = grid;
    this.scale = geometry.fullScalePower();
    double windowSeconds = (double) geometry.analysisSamples() / geometry.sampleRateHz();
    this.refinement = Math.max(1, (int) Math.round(windowSeconds / MODEL_WINDOW_SECONDS));
    double fineSpacing = grid.spacingHz() / refinement;
    int fineBins = refinement * (grid.bins() - 1) + 1;
    this.fine = new float[fineBins];
    boolean sameBins = Math.abs(geometry.binSpacingHz() - fineSpacing) < 1e-9 * fineSpacing;
    this.chirp =
        sameBins
            ? null
            : new ChirpZ(
                geometry.analysisSamples(), fineSpacing / geometry.sampleRateHz(), fineBins);
    int belowNyquist = (int) Math.floor(geometry.sampleRateHz() / 2.0 / fineSpacing + 1e-9) + 1;
    this.fineBinsBelowNyquist = Math.min(fineBins, belowNyquist);
    this.coincident = sameBins && refinement == 1 && geometry.bins() == grid.bins();
    this.lower = new int[geometry.bins()];
    this.fraction = new float[geometry.bins()];
    this.fade = new float[geometry.bins()];
    for (int k = 0; k < geometry.bins(); k++) {
      double hz = k * geometry.binSpacingHz();
      double position = Math.min(hz / grid.spacingHz(), grid.bins() - 1);
      lower[k] = (int) Math.min(position, grid.bins() - 2);
      fraction[k] = (float) (position - lower[k]);
      fade[k] = (float) Math.max(0, Math.min(1, 1 - (hz - grid.topHz()) / FADE_HZ));
    }
  }

  /**
   * Writes the mean power of {@code channels} channels at the model's frequencies.
   *
   * @param spectra packed spectra
   * @param windowed their windowed samples
   * @param first the first channel to read
   * @param power {@code grid.bins()} values, full-scale sine = 1
   */
  @RealTime
  public void power(float[][] spectra, float[][] windowed, int first, int channels, float[] power) {
    int last = first + channels - 1;
    float weight = scale / 2;
    if (chirp != null) {
      chirp.power(windowed[first], windowed[last], fine);
    } else {
      finePower(spectra[first], spectra[last]);
    }
    for (int k = fineBinsBelowNyquist; k < fine.length; k++) {
      fine[k] = fine[fineBinsBelowNyquist - 1];
    }
    if (refinement == 1) {
      for (int k = 0; k < power.length; k++) {
        power[k] = weight * fine[k];
      }
    } else {
      average(power, weight);
    }
  }

  private void finePower(float[] left, float[] right) {
    fine[0] = left[0] * left[0] + right[0] * right[0];
    int nyquist = left.length / 2;
    for (int k = 1; k < fineBinsBelowNyquist; k++) {
      if (k == nyquist) {
        fine[k] = left[1] * left[1] + right[1] * right[1];
      } else {
        float lr = left[2 * k];
        float li = left[2 * k + 1];
        float rr = right[2 * k];
        float ri = right[2 * k + 1];
        fine[k] = lr * lr + li * li + rr * rr + ri * ri;
      }
    }
  }

  /** A triangle over two model bins, the width a shorter window would have smeared to. */
  private void average(float[] power, float weight) {
    float norm = weight / refinement;
    for (int k = 0; k < power.length; k++) {
      float sum = 0;
      for (int j = 1 - refinement; j < refinement; j++) {
        int at = Math.max(0, Math.min(fine.length - 1, refinement * k + j));
        sum += (refinement - Math.abs(j)) * fine[at];
      }
      power[k] = norm * sum / refinement;
    }
  }

  /**
   * Carries log gains from the grid to the stream's bins.
   *
   * @param gridDb {@code grid.bins()} gains in dB
   * @param binDb {@code geometry.bins()} gains in dB
   */
  @RealTime
  public void gains(float[] gridDb, float[] binDb) {
    if (coincident) {
      System.arraycopy(gridDb, 0, binDb, 0, binDb.length);
      return;
    }
    float top = 0;
    for (int k = grid.bins() - TOP_BAND_BINS; k < grid.bins(); k++) {
      top += gridDb[k] / TOP_BAND_BINS;
    }
    int last = grid.bins() - 2;
    for (int k = 0; k < binDb.length; k++) {
      boolean above = lower[k] == last && fraction[k] >= 1;
      float inside = gridDb[lower[k]] + fraction[k] * (gridDb[lower[k] + 1] - gridDb[lower[k]]);
      binDb[k] = above ? top * fade[k] : inside;
    }
  }
}
