package audio.liminal.model;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.signal.RealTime;

/**
 * A model without its network: what the model is trained to give, in as many cosines over the mel
 * scale as it has latents, and the level beside. What a trained model is compared with.
 *
 * <p>The cosines are fitted by least squares, evenly over the mel scale.
 */
public final class TruncatedCepstrum implements LatentCodec {
  private static final double MEL_CORNER_HZ = 700;

  private final LatentCodec model;
  private final int bins;
  private final float[][] waves;
  private final float[] density;
  private final float[] ignored;

  /**
   * @param model says what is to be given; the caller closes it
   * @param grid the model's
   */
  public TruncatedCepstrum(LatentCodec model, SpectrumGrid grid) {
    this.model = model;
    this.bins = grid.bins();
    this.ignored = new float[MAX_BATCH * model.latents()];
    this.density = new float[bins];
    this.waves = new float[model.latents() + 1][bins];
    double[][] orthonormal = new double[waves.length][bins];
    for (int k = 0; k < bins; k++) {
      double hz = k * grid.spacingHz();
      density[k] = (float) (MEL_CORNER_HZ / (MEL_CORNER_HZ + hz));
      for (int q = 0; q < waves.length; q++) {
        orthonormal[q][k] = Math.cos(Math.PI * q * mel(hz) / mel(grid.topHz()));
      }
    }
    for (int q = 0; q < waves.length; q++) {
      orthonormalise(orthonormal, q);
      for (int k = 0; k < bins; k++) {
        waves[q][k] = (float) orthonormal[q][k];
      }
    }
  }

  private static double mel(double hz) {
    return Math.log1p(hz / MEL_CORNER_HZ);
  }

  /** Takes from a wave what those before it hold, and gives it unit length (Gram and Schmidt). */
  private void orthonormalise(double[][] all, int q) {
    for (int before = 0; before < q; before++) {
      double share = inner(all[q], all[before]);
      for (int k = 0; k < bins; k++) {
        all[q][k] -= share * all[before][k];
      }
    }
    double length = Math.sqrt(inner(all[q], all[q]));
    for (int k = 0; k < bins; k++) {
      all[q][k] /= length;
    }
  }

  private double inner(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < bins; k++) {
      sum += density[k] * a[k] * b[k];
    }
    return sum;
  }

  @Override
  public int bins() {
    return bins;
  }

  @Override
  public int latents() {
    return waves.length;
  }

  @Override
  public void prepare(double hopsPerSecond) {
    model.prepare(hopsPerSecond);
  }

  @Override
  @RealTime
  public void reset() {
    model.reset();
  }

  @Override
  @RealTime
  public boolean encode(float[] spectraDb, int count, float[] latents, float[] targetsDb) {
    if (!model.encode(spectraDb, count, ignored, targetsDb)) {
      return false;
    }
    for (int n = 0; n < count; n++) {
      for (int q = 0; q < waves.length; q++) {
        double share = 0;
        for (int k = 0; k < bins; k++) {
          share += density[k] * waves[q][k] * targetsDb[n * bins + k];
        }
        latents[n * waves.length + q] = (float) share;
      }
    }
    return true;
  }

  @Override
  @RealTime
  public boolean decode(float[] latents, int count, float[] spectraDb) {
    for (int n = 0; n < count; n++) {
      for (int k = 0; k < bins; k++) {
        float level = 0;
        for (int q = 0; q < waves.length; q++) {
          level += latents[n * waves.length + q] * waves[q][k];
        }
        spectraDb[n * bins + k] = level;
      }
    }
    return true;
  }

  @Override
  public void close() {}
}
