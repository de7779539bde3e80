package audio.liminal.morph;

import audio.liminal.signal.RealTime;

/**
 * What a stream is moved to in one hop: up to {@value Corners#MOST} latents, and what each counts
 * for. One instance serves one thread.
 */
public final class Ends {
  private final int latents;
  private final float[] values;
  private final float[] weights = new float[Corners.MOST];
  private int count;
  private boolean smooth;

  public Ends(int latents) {
    this.latents = latents;
    this.values = new float[Corners.MOST * latents];
  }

  /** A single one. */
  @RealTime
  public Ends only(float[] latent) {
    return path(latent, false);
  }

  /**
   * A single one, where a path has come to.
   *
   * @param smooth whether it was smoothed when it was recorded: once is enough
   */
  @RealTime
  public Ends path(float[] latent, boolean smooth) {
    this.smooth = smooth;
    count = 1;
    weights[0] = 1;
    System.arraycopy(latent, 0, values, 0, latents);
    return this;
  }

  /** How many there are; 0 before any was heard. */
  @RealTime
  public int count() {
    return count;
  }

  /** What one of them counts for; the sum is 1. */
  @RealTime
  public float weight(int end) {
    return weights[end];
  }

  /** The weighted mean of one dimension. */
  @RealTime
  public float mean(int dimension) {
    float mean = 0;
    for (int end = 0; end < count; end++) {
      mean += weights[end] * values[end * latents + dimension];
    }
    return mean;
  }

  /** Writes all of them, one after the other. */
  @RealTime
  public void copyTo(float[] array, int offset) {
    System.arraycopy(values, 0, array, offset, count * latents);
  }

  @RealTime
  void forget() {
    count = 0;
  }

  /** Makes room for other ones and gives their weights, to be written. */
  @RealTime
  float[] begin(int ends) {
    count = ends;
    smooth = false;
    return weights;
  }

  @RealTime
  void set(int end, int dimension, float value) {
    values[end * latents + dimension] = value;
  }

  /**
   * Goes towards others by one pole, or with them where they are smooth already; where their number
   * changes, all set out from the mean.
   */
  @RealTime
  void follow(Ends next, float keep) {
    float k = count > 0 && !next.smooth ? keep : 0;
    if (count > 0 && count != next.count) {
      for (int i = 0; i < latents; i++) {
        float mean = mean(i);
        for (int end = 0; end < next.count; end++) {
          values[end * latents + i] = mean;
        }
      }
    }
    count = next.count;
    System.arraycopy(next.weights, 0, weights, 0, count);
    for (int i = 0; i < count * latents; i++) {
      values[i] = next.values[i] + k * (values[i] - next.values[i]);
    }
  }
}
