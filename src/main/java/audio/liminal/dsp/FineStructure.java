package audio.liminal.dsp;

import audio.liminal.signal.RealTime;

/**
 * How much of a gain is fine structure, in dB: what its cepstral lifter (12 K / 512 coefficients
 * for a window of K samples) leaves, over the bins, weighted by the power that the gain gives.
 *
 * <p>An instance belongs to one thread.
 */
public final class FineStructure {
  private static final int COEFFICIENTS_PER_512 = 12;
  private static final float POWER_FLOOR = 1e-20f;

  private final Fft fft;
  private final int kept;
  private final float[] levelsDb;
  private final float[] smooth;
  private float energy;
  private float deviation;

  public FineStructure(StftGeometry geometry) {
    this.fft = new Fft(geometry.fftSize());
    this.kept = COEFFICIENTS_PER_512 * geometry.analysisSamples() / 512;
    this.levelsDb = new float[geometry.bins()];
    this.smooth = new float[geometry.fftSize()];
  }

  /**
   * Measures a gain.
   *
   * @param packedGains amplitude factors on a packed spectrum, all positive
   * @param packed the spectrum that they act on
   */
  @RealTime
  public void measure(float[] packedGains, float[] packed) {
    int nyquist = levelsDb.length - 1;
    for (int k = 0; k <= nyquist; k++) {
      float g = packedGains[k == nyquist ? 1 : 2 * k];
      levelsDb[k] = Decibels.ofPower(g * g + POWER_FLOOR);
    }
    lift(nyquist);
    energy = 0;
    deviation = 0;
    for (int k = 1; k < nyquist; k++) {
      float re = packedGains[2 * k] * packed[2 * k];
      float im = packedGains[2 * k] * packed[2 * k + 1];
      float power = re * re + im * im;
      float fine = levelsDb[k] - smooth[k];
      energy += power;
      deviation += power * fine * fine;
    }
  }

  /** Writes the slow part of the levels, an even sequence, over all its transform's samples. */
  private void lift(int nyquist) {
    for (int k = 0; k <= nyquist; k++) {
      smooth[k] = levelsDb[k];
      if (k > 0 && k < nyquist) {
        smooth[2 * nyquist - k] = levelsDb[k];
      }
    }
    fft.forward(smooth);
    smooth[1] = 0;
    for (int q = 1; q < nyquist; q++) {
      if (q > kept) {
        smooth[2 * q] = 0;
      }
      smooth[2 * q + 1] = 0;
    }
    fft.inverse(smooth);
  }

  /** The power that the last measured gain gives. */
  @RealTime
  public float energy() {
    return energy;
  }

  /** Its squared fine structure in dB, times {@link #energy}. */
  @RealTime
  public float weightedSquare() {
    return deviation;
  }
}
