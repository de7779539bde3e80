package audio.liminal.morph;

import java.util.random.RandomGenerator;

/**
 * A path of samples from a model's prior, a standard normal, each leaning on the one before: an
 * autoregressive process of first order, so that every sample by itself is one of the prior.
 */
public final class PriorWalk {
  private final RandomGenerator random;
  private final double coherence;
  private final float temperature;
  private final double[] place;
  private boolean begun;

  /**
   * @param coherence 0 for samples that know nothing of each other, below 1
   * @param temperature factor on the prior's standard deviation
   */
  public PriorWalk(int latents, double coherence, double temperature, RandomGenerator random) {
    this.random = random;
    this.coherence = coherence;
    this.temperature = (float) temperature;
    this.place = new double[latents];
  }

  /** Writes the next sample. */
  public void next(float[] latent) {
    double kept = begun ? coherence : 0;
    double fresh = Math.sqrt(1 - kept * kept);
    begun = true;
    for (int j = 0; j < place.length; j++) {
      place[j] = kept * place[j] + fresh * random.nextGaussian();
      latent[j] = temperature * (float) place[j];
    }
  }
}
