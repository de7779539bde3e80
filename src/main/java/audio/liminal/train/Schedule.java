package audio.liminal.train;

/**
 * How a trainer goes about it: Adam, a warm-up, then half a cosine down to nothing.
 *
 * @param batch examples in a step
 * @param rate of learning after the warm-up
 * @param beta weight of the divergence from the prior, once ramped up
 */
record Schedule(int batch, double rate, double beta) {
  private static final int WARM_UP_STEPS = 200;
  private static final double BETA_RAMP = 0.2;

  /**
   * The rate of a step.
   *
   * @param done share of the whole training that lies behind, 0 to 1
   */
  double rateAt(int step, double done) {
    double warm = Math.min(1, (step + 1.0) / WARM_UP_STEPS);
    return rate * warm * 0.5 * (1 + Math.cos(Math.PI * done));
  }

  /** The divergence's weight, ramped up over the first fifth. */
  double betaAt(double done) {
    return beta * Math.min(1, done / BETA_RAMP);
  }
}
