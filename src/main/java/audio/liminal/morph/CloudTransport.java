package audio.liminal.morph;

import audio.liminal.signal.RealTime;

/**
 * Carries latents from the cloud that a stream makes to a place between {@link Corners}: into a
 * timbre by {@code z' = m + t B A^-1 (z - n)}, where m and B are mean and Cholesky factor of the
 * timbre's covariance, n and A those of the stream, and t, the corner's {@link Liveliness}, holds
 * the result closer to the timbre's heart; between timbres by the weighted mean, whose cloud is
 * that of mixed m and B.
 *
 * <p>With t = 1 it is the triangular transport between two Gaussians (Rosenblatt 1952): what comes
 * out has the target's mean and covariance. The stream's own are estimated while it plays, with
 * exponential forgetting. One instance serves one thread.
 */
public final class CloudTransport {
  /** How long the stream must be heard to weigh as much as where it was taken to be. */
  private static final double PRIOR_SECONDS = 1;

  private static final double REFACTOR_SECONDS = 0.02;
  private static final float RANGE_DB = 25;
  private static final float PEAK_FALL_DB_PER_SECOND = 2;

  /**
   * How much farther from the stream's middle a latent may be than the root of n, the distance that
   * is usual in n dimensions; for draws of a Gaussian it deviates from that by 0.7, whatever n.
   */
  private static final double MOST_BEYOND_USUAL = 3;

  private final int n;
  private final double hopsPerSecond;
  private final int hopsToRefactor;
  private final double[] sum;
  private final double[] products;
  private final double[] covariance;
  private final double[] mean;
  private final float[] factor;
  private final double[] standard;
  private final Ends carried;
  private LatentCloud from;
  private float forgetSeconds = Float.NaN;
  private double weight;
  private double keep;
  private float peakDb;
  private int hopsSinceFactor;

  /**
   * @param latents dimensions of the latent
   * @param hopsPerSecond calls of {@link #carry} in a second of audio
   */
  public CloudTransport(int latents, double hopsPerSecond) {
    this.n = latents;
    this.hopsPerSecond = hopsPerSecond;
    this.hopsToRefactor = (int) Math.max(1, REFACTOR_SECONDS * hopsPerSecond);
    this.sum = new double[n];
    this.products = new double[n * (n + 1) / 2];
    this.covariance = new double[products.length];
    this.mean = new double[n];
    this.factor = new float[products.length];
    this.standard = new double[n];
    this.carried = new Ends(n);
  }

  /** Forgets what was heard. */
  @RealTime
  public void reset() {
    from = null;
  }

  /**
   * Goes on from what another has learned, until it is asked to start from another cloud than that
   * one did.
   */
  @RealTime
  public void takeOver(CloudTransport before) {
    if (n != before.n || before.from == null) {
      return;
    }
    from = before.from;
    weight = before.weight;
    peakDb = before.peakDb;
    System.arraycopy(before.sum, 0, sum, 0, n);
    System.arraycopy(before.products, 0, products, 0, products.length);
    refactor();
  }

  /**
   * Takes in one hop's latent and gives where each corner carries it.
   *
   * @param next the corners wanted; what was learned of the stream outlives a change of them
   * @param x across the pad, 0 to 1
   * @param y up the pad, 0 to 1
   * @param z the stream's latent
   * @param levelDb the stream's momentary level; only what is within {@value #RANGE_DB} dB of its
   *     recent loudest is learned from
   * @return what the next call overwrites
   */
  @RealTime
  public Ends carry(Corners next, float x, float y, float[] z, float levelDb) {
    remember(next.forgetSeconds());
    if (next.from() != null) {
      startFrom(next.from());
      peakDb = Math.max(peakDb - PEAK_FALL_DB_PER_SECOND / (float) hopsPerSecond, levelDb);
      if (next.forgetSeconds() > 0 && levelDb > peakDb - RANGE_DB) {
        learn(z);
      }
      standardise(z);
    }
    next.weigh(x, y, carried.begin(next.corners().size()));
    for (int c = 0; c < next.corners().size(); c++) {
      carry(next.corners().get(c), c);
    }
    return carried;
  }

  /**
   * What follows a tone that was held for long lies far outside the cloud that is left of it, where
   * no sound of the timbre is; it is drawn in.
   */
  private void standardise(float[] z) {
    double square = 0;
    for (int i = 0; i < n; i++) {
      int row = i * (i + 1) / 2;
      double known = product(factor, row, i);
      standard[i] = (z[i] - mean[i] - known) / factor[row + i];
      square += standard[i] * standard[i];
    }
    double distance = Math.sqrt(square);
    double most = Math.sqrt(n) + MOST_BEYOND_USUAL;
    if (distance > most) {
      double share = most / distance;
      for (int i = 0; i < n; i++) {
        standard[i] *= share;
      }
    }
  }

  /** Of a row of a matrix with the standardised latent, as far as {@code count}. */
  private double product(float[] matrix, int row, int count) {
    double a = 0;
    double b = 0;
    int j = 0;
    for (; j + 1 < count; j += 2) {
      a += matrix[row + j] * standard[j];
      b += matrix[row + j + 1] * standard[j + 1];
    }
    return j < count ? a + b + matrix[row + j] * standard[j] : a + b;
  }

  private void carry(Corner corner, int end) {
    float[] b = corner.timbre() == null ? null : corner.timbre().factor();
    for (int i = 0; i < n; i++) {
      double moved = b == null ? 0 : product(b, i * (i + 1) / 2, i + 1);
      carried.set(end, i, (float) (corner.centre(i) + corner.liveliness() * moved));
    }
  }

  private void remember(float seconds) {
    if (seconds != forgetSeconds) {
      forgetSeconds = seconds;
      keep = seconds > 0 ? 1 - 1 / (seconds * hopsPerSecond) : 1;
    }
  }

  private void startFrom(LatentCloud start) {
    boolean known = start.equals(from);
    from = start;
    if (known) {
      return;
    }
    weight = PRIOR_SECONDS * hopsPerSecond;
    peakDb = Float.NEGATIVE_INFINITY;
    int at = 0;
    for (int i = 0; i < n; i++) {
      sum[i] = weight * from.mean(i);
      for (int j = 0; j <= i; j++, at++) {
        products[at] = weight * (from.covariance(at) + (double) from.mean(i) * from.mean(j));
      }
    }
    refactor();
  }

  private void learn(float[] z) {
    int at = 0;
    for (int i = 0; i < n; i++) {
      sum[i] = keep * sum[i] + z[i];
      for (int j = 0; j <= i; j++, at++) {
        products[at] = keep * products[at] + (double) z[i] * z[j];
      }
    }
    weight = keep * weight + 1;
    hopsSinceFactor++;
    if (hopsSinceFactor >= hopsToRefactor) {
      refactor();
    }
  }

  private void refactor() {
    hopsSinceFactor = 0;
    int at = 0;
    for (int i = 0; i < n; i++) {
      mean[i] = sum[i] / weight;
      for (int j = 0; j <= i; j++, at++) {
        covariance[at] = products[at] / weight - mean[i] * mean[j];
      }
    }
    LatentCloud.factor(covariance, n, factor);
  }
}
