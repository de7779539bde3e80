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
 * <p>Back: gains are interpolated between grid bins; above the grid the top band's mean gain fades
 * to one within {@value #FADE_HZ} Hz.
 */
public final class GridMapper {
  private static final double FADE_HZ = 2000;
  private static final int TOP_BAND_BINS = 16;

  private final SpectrumGrid grid;
  private final float scale;
  private final int refinement;
  private final ChirpZ chirp;
  private final float[] fine;
  private final float[] squares;
  private final int fineBinsBelowNyquist;
  private final boolean coincident;
  private final int binsInside;
  private final int[] lower;
  private final float[] fraction;
  private final float[] fade;

  public GridMapper(StftGeometry geometry, SpectrumGrid grid) {
    this.grid = grid;
    this.scale = geometry.fullScalePower();
    double windowSeconds = (double) geometry.analysisSamples() / geometry.sampleRateHz();
    // a model's window lasts as long as one period of its bin spacing
    this.refinement = Math.max(1, (int) Math.round(windowSeconds * grid.spacingHz()));
    double fineSpacing = grid.spacingHz() / refinement;
    int fineBins = refinement * (grid.bins() - 1) + 1;
    this.fine = new float[fineBins];
    this.squares = new float[geometry.fftSize()];
    boolean sameBins = Math.abs(geometry.binSpacingHz() - fineSpacing) < 1e-9 * fineSpacing;
    this.chirp =
        sameBins
            ? null
            : new ChirpZ(
                geometry.analysisSamples(), fineSpacing / geometry.sampleRateHz(), fineBins);
    int belowNyquist = (int) Math.floor(geometry.sampleRateHz() / 2.0 / fineSpacing + 1e-9) + 1;
    this.fineBinsBelowNyquist = Math.min(fineBins, belowNyquist);
    this.coincident = sameBins && refinement == 1 && geometry.bins() == grid.bins();
    this.binsInside =
        Math.min(
            geometry.bins(), (int) Math.floor(grid.topHz() / geometry.binSpacingHz() + 1e-9) + 1);
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
    int end = Math.min(squares.length, 2 * fineBinsBelowNyquist);
    for (int i = 0; i < end; i++) {
      squares[i] = left[i] * left[i] + right[i] * right[i];
    }
    fine[0] = squares[0];
    int inner = Math.min(fineBinsBelowNyquist, squares.length / 2);
    for (int k = 1; k < inner; k++) {
      fine[k] = squares[2 * k] + squares[2 * k + 1];
    }
    if (inner < fineBinsBelowNyquist) {
      fine[inner] = squares[1];
    }
  }

  /** A triangle over two model bins, the width a shorter window would have smeared to. */
  private void average(float[] power, float weight) {
    float norm = weight / (refinement * refinement);
    int last = power.length - 1;
    power[0] = norm * refinement * refinement * fine[0];
    power[last] = norm * refinement * refinement * fine[refinement * last];
    for (int k = 1; k < last; k++) {
      power[k] = norm * refinement * fine[refinement * k];
    }
    for (int j = 1; j < refinement; j++) {
      float share = norm * (refinement - j);
      for (int k = 1; k < last; k++) {
        int centre = refinement * k;
        power[k] += share * (fine[centre - j] + fine[centre + j]);
      }
    }
  }

  /**
   * Carries amplitude gains from the grid to the stream's bins, ready to multiply a packed
   * spectrum.
   *
   * @param gridGains {@code grid.bins()} factors
   * @param packedGains {@code fftSize} factors, each bin's for its real and its imaginary part
   */
  @RealTime
  public void gains(float[] gridGains, float[] packedGains) {
    int nyquist = packedGains.length / 2;
    int inside = Math.min(binsInside, nyquist);
    if (coincident) {
      for (int k = 0; k < inside; k++) {
        packedGains[2 * k] = gridGains[k];
        packedGains[2 * k + 1] = gridGains[k];
      }
    } else {
      for (int k = 0; k < inside; k++) {
        float g = inside(gridGains, k);
        packedGains[2 * k] = g;
        packedGains[2 * k + 1] = g;
      }
    }
    float top = 0;
    for (int k = grid.bins() - TOP_BAND_BINS; k < grid.bins(); k++) {
      top += gridGains[k] / TOP_BAND_BINS;
    }
    for (int k = inside; k < nyquist; k++) {
      packedGains[2 * k] = 1 + fade[k] * (top - 1);
      packedGains[2 * k + 1] = packedGains[2 * k];
    }
    packedGains[1] =
        nyquist < binsInside ? inside(gridGains, nyquist) : 1 + fade[nyquist] * (top - 1);
  }

  private float inside(float[] gridGains, int bin) {
    float g = gridGains[lower[bin]];
    return g + fraction[bin] * (gridGains[lower[bin] + 1] - g);
  }
}
