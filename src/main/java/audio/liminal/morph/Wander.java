package audio.liminal.morph;

import audio.liminal.signal.RealTime;

/**
 * A normal random value of deviation 1 for each latent that leans on where it was: an
 * autoregressive process of first order, stepped at fixed times and straight between them, so that
 * every profile and rate hears the same path.
 */
final class Wander {
  static final double TIME_CONSTANT_SECONDS = 0.5;
  private static final double STEPS_PER_SECOND = 100;
  private static final double KEEP = Math.exp(-1 / (TIME_CONSTANT_SECONDS * STEPS_PER_SECOND));
  private static final double FRESH = Math.sqrt(1 - KEEP * KEEP);
  private static final long NOWHERE = Long.MIN_VALUE;

  private final double[] from;
  private final double[] to;
  private long step = NOWHERE;
  private double share;

  Wander(int latents) {
    this.from = new double[latents];
    this.to = new double[latents];
  }

  @RealTime
  void reset() {
    step = NOWHERE;
  }

  /**
   * Goes to a time; one that does not follow on the last begins a new path.
   *
   * @param seconds since the stream began
   */
  @RealTime
  void goTo(double seconds, long seed) {
    double steps = seconds * STEPS_PER_SECOND;
    long now = (long) Math.floor(steps);
    share = steps - now;
    if (now == step) {
      return;
    }
    boolean followsOn = now == step + 1;
    step = now;
    for (int i = 0; i < to.length; i++) {
      from[i] = followsOn ? to[i] : Noise.normal(seed, i, now);
      to[i] = KEEP * from[i] + FRESH * Noise.normal(seed, i, now + 1);
    }
  }

  @RealTime
  float at(int latent) {
    return (float) (from[latent] + share * (to[latent] - from[latent]));
  }
}
