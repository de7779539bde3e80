package audio.liminal.train;

import audio.liminal.dsp.Decibels;

/**
 * What a model hears of a spectrum, free of its level: power summed in bands, in dB, perhaps sent
 * through a linear transform; and the way back to a level at each bin.
 *
 * <p>The same steps run here, in the trainer's arrays and in the exported graph.
 */
final class Feature {
  static final int BINS = 513;
  static final double BIN_HZ = 48_000 / 1024.0;

  /** Added to the total that a relative feature divides by, so that silence stays finite. */
  static final float LEAST_TOTAL = 1e-20f;

  private final int bands;
  private final int size;
  private final float[] bandShares;
  private final float[] transform;
  private final float[] synthesis;
  private final float floor;
  private final boolean relative;
  private final int[] firstBin;
  private final int[] afterLastBin;

  /**
   * Puts one together from its matrices, row by row.
   *
   * @param bandShares {@code 513 x bands}, from power to band power
   * @param floor power added to each band
   * @param relative whether power is divided by its sum over all bins before it is summed in bands
   * @param transform {@code bands x size}, from bands in dB to the feature; null when they are it
   * @param synthesis {@code size x 513}, from the feature to a level in dB at each bin
   */
  Feature(float[] bandShares, float floor, boolean relative, float[] transform, float[] synthesis) {
    this.bands = bandShares.length / BINS;
    this.size = synthesis.length / BINS;
    this.bandShares = bandShares;
    this.floor = floor;
    this.relative = relative;
    this.transform = transform;
    this.synthesis = synthesis;
    this.firstBin = new int[bands];
    this.afterLastBin = new int[bands];
    for (int band = 0; band < bands; band++) {
      firstBin[band] = BINS;
      for (int k = 0; k < BINS; k++) {
        if (bandShares[k * bands + band] != 0) {
          firstBin[band] = Math.min(firstBin[band], k);
          afterLastBin[band] = k + 1;
        }
      }
    }
  }

  int bands() {
    return bands;
  }

  /** Values of the feature. */
  int size() {
    return size;
  }

  float[] bandShares() {
    return bandShares;
  }

  float floor() {
    return floor;
  }

  boolean relative() {
    return relative;
  }

  /** {@code bands x size}, or null. */
  float[] transform() {
    return transform;
  }

  float[] synthesis() {
    return synthesis;
  }

  /** The feature of a spectrum in dB. */
  float[] of(float[] db) {
    float[] power = new float[BINS];
    double total = LEAST_TOTAL;
    for (int k = 0; k < BINS; k++) {
      power[k] = Decibels.toAmplitude(2 * db[k]);
      total += power[k];
    }
    float scale = relative ? (float) (1 / total) : 1;
    float[] levels = new float[bands];
    for (int band = 0; band < bands; band++) {
      float sum = 0;
      for (int k = firstBin[band]; k < afterLastBin[band]; k++) {
        sum += bandShares[k * bands + band] * power[k];
      }
      levels[band] = Decibels.ofPower(scale * sum + floor);
    }
    return transform == null ? levels : transformed(levels);
  }

  private float[] transformed(float[] levels) {
    float[] values = new float[size];
    for (int band = 0; band < bands; band++) {
      for (int i = 0; i < size; i++) {
        values[i] += transform[band * size + i] * levels[band];
      }
    }
    return values;
  }
}
