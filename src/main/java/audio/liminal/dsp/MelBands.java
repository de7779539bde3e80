package audio.liminal.dsp;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;

/**
 * Triangular bands evenly over the mel scale of O'Shaughnessy, and the way back to bins.
 *
 * <p>A band holds the mean power of its bins, weighted by its triangle; none is narrower than two
 * bins to a side, as narrower ones would have gaps. An instance belongs to one thread.
 */
public final class MelBands {
  private static final int UPDATES = 30;
  private static final float LEAST_POWER = 1e-20f;

  private final int bins;
  private final int[] first;
  private final float[][] shares;
  private final float[] weightOfBin;
  private final float[] expected;
  private final int[] lowerBand;
  private final float[] upperShare;

  /**
   * @param bands how many, at least 2
   * @param lowestHz lower edge of the first band
   * @param highestHz upper edge of the last band, within the grid
   */
  public MelBands(int bands, double lowestHz, double highestHz, SpectrumGrid grid) {
    if (bands < 2) {
      throw new BadInputException("mel bands", "bands", bands, "at least 2");
    }
    boolean ordered = lowestHz >= 0 && lowestHz < highestHz && highestHz <= grid.topHz();
    if (!ordered) {
      throw new BadInputException(
          "mel bands",
          "range in Hz",
          lowestHz + " to " + highestHz,
          "rising, 0 to " + grid.topHz());
    }
    this.bins = grid.bins();
    this.first = new int[bands];
    this.shares = new float[bands][];
    this.weightOfBin = new float[bins];
    this.expected = new float[bands];
    this.lowerBand = new int[bins];
    this.upperShare = new float[bins];
    double low = mel(lowestHz);
    double step = (mel(highestHz) - low) / (bands + 1);
    for (int b = 0; b < bands; b++) {
      layOut(b, low + b * step, step, grid.spacingHz());
    }
    for (int k = 0; k < bins; k++) {
      double place = (mel(k * grid.spacingHz()) - low) / step - 1;
      float inside = (float) Math.max(0, Math.min(bands - 1.001, place));
      lowerBand[k] = (int) inside;
      upperShare[k] = inside - lowerBand[k];
    }
  }

  private void layOut(int band, double lowMel, double step, double spacingHz) {
    double centre = hz(lowMel + step) / spacingHz;
    double below = Math.min(hz(lowMel) / spacingHz, centre - 1);
    double above = Math.max(hz(lowMel + 2 * step) / spacingHz, centre + 1);
    first[band] = Math.max(0, (int) Math.floor(below) + 1);
    int last = Math.min(bins - 1, (int) Math.ceil(above) - 1);
    float[] triangle = new float[last - first[band] + 1];
    double sum = 0;
    for (int i = 0; i < triangle.length; i++) {
      double k = first[band] + i;
      double side = k < centre ? (k - below) / (centre - below) : (above - k) / (above - centre);
      triangle[i] = (float) side;
      sum += side;
    }
    for (int i = 0; i < triangle.length; i++) {
      triangle[i] /= (float) sum;
      weightOfBin[first[band] + i] += triangle[i];
    }
    shares[band] = triangle;
  }

  private static double mel(double hz) {
    return 2595 * Math.log10(1 + hz / 700);
  }

  private static double hz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }

  public int bands() {
    return first.length;
  }

  /**
   * Sums power in bands.
   *
   * @param binPower one value for each bin of the grid
   * @param bandPower written, one value for each band
   */
  @RealTime
  public void sum(float[] binPower, float[] bandPower) {
    for (int b = 0; b < first.length; b++) {
      float[] triangle = shares[b];
      int from = first[b];
      float even = 0;
      float odd = 0;
      int i = 0;
      for (; i + 1 < triangle.length; i += 2) {
        even += triangle[i] * binPower[from + i];
        odd += triangle[i + 1] * binPower[from + i + 1];
      }
      if (i < triangle.length) {
        even += triangle[i] * binPower[from + i];
      }
      bandPower[b] = even + odd;
    }
  }

  /**
   * Finds a power in each bin, none negative, whose bands come near to those given: the
   * multiplicative updates of Lee and Seung (2001) for the divergence, {@value #UPDATES} of them
   * from an even start. They sharpen a tone that lies between two bands. Bins outside all bands are
   * silent.
   *
   * @param bandPower one value for each band, none negative
   * @param binPower written, one value for each bin
   */
  @RealTime
  public void invert(float[] bandPower, float[] binPower) {
    for (int k = 0; k < bins; k++) {
      binPower[k] = weightOfBin[k] > 0 ? 1 : 0;
    }
    for (int update = 0; update < UPDATES; update++) {
      sum(binPower, expected);
      for (int b = 0; b < expected.length; b++) {
        expected[b] = bandPower[b] / (expected[b] + LEAST_POWER);
      }
      multiplyByMeanRatio(binPower);
    }
  }

  private void multiplyByMeanRatio(float[] binPower) {
    int done = 0;
    for (int k = 0; k < bins; k++) {
      while (done < first.length && first[done] + shares[done].length <= k) {
        done++;
      }
      float ratio = 0;
      for (int b = done; b < first.length && first[b] <= k; b++) {
        int i = k - first[b];
        ratio += i < shares[b].length ? shares[b][i] * expected[b] : 0;
      }
      binPower[k] *= weightOfBin[k] > 0 ? ratio / weightOfBin[k] : 0;
    }
  }

  /**
   * Draws a line through the bands' levels.
   *
   * @param bandDb one level for each band
   * @param at where the bands start in {@code bandDb}
   * @param binDb written, one level for each bin of the grid from {@code to} on
   */
  @RealTime
  public void interpolate(float[] bandDb, int at, float[] binDb, int to) {
    for (int k = 0; k < bins; k++) {
      int lower = at + lowerBand[k];
      float level = bandDb[lower];
      binDb[to + k] = level + upperShare[k] * (bandDb[lower + 1] - level);
    }
  }
}
