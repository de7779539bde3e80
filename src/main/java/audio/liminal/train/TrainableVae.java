package audio.liminal.train;

/** A variational autoencoder as the {@link Trainer} sees it: flat weights, a loss and its slope. */
interface TrainableVae extends AutoCloseable {
  /**
   * Figures of one batch.
   *
   * @param total what is made small
   * @param errorDb root mean square error of an example, mean over the batch
   * @param klNats divergence from the prior, summed over the latents
   */
  record Loss(float total, float errorDb, float klNats) {}

  /** All parameters; the trainer moves them in place. */
  float[] weights();

  /** Dimensions of the latent. */
  int latents();

  /**
   * The loss of a batch and its gradient.
   *
   * @param batch examples, one after another
   * @param noise standard normal, {@code latents()} values for each example
   * @param beta weight of the divergence from the prior
   * @param gradient filled with the loss's slope along each weight
   */
  Loss gradient(float[] batch, float[] noise, double beta, float[] gradient);

  /** The latents' means of examples, row after row. */
  float[] encode(float[] examples);

  /** The examples of latents, row after row. */
  float[] decode(float[] latents);

  /** Root mean square error of each example decoded from its latent's mean, mean over them. */
  double errorDb(float[] examples);

  /**
   * What the best weights are chosen by: the loss of examples decoded from their latents' means,
   * without the divergence. It is the error where a family weighs all errors alike.
   */
  default double lossWithoutNoise(float[] examples) {
    return errorDb(examples);
  }

  /** Each latent's divergence from the prior in nats, mean over examples. */
  float[] nats(float[] examples);

  @Override
  void close();
}
