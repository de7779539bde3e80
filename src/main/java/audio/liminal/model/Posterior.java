package audio.liminal.model;

/** Encodes a stream's spectra as distributions over the latents: for pictures, not for playing. */
public final class Posterior implements AutoCloseable {
  private static final int MEAN = 0;
  private static final int LOG_VARIANCE = 1;

  private final OnnxGraph encoder;
  private final PatchHistory history;
  private final float[] input;
  private final float[] targets;

  /**
   * @param hopsPerSecond of the stream
   */
  public Posterior(Model model, double hopsPerSecond) {
    ModelCard card = model.card();
    this.encoder =
        new OnnxGraph(model.file(card.encoder()), card.encoder(), Device.CPU, MEAN, LOG_VARIANCE);
    this.history = card.melPatch() == null ? null : new PatchHistory(card);
    this.input = history == null ? null : new float[card.melPatch().size()];
    this.targets = new float[card.bins()];
    if (history != null) {
      history.prepare(hopsPerSecond);
    }
  }

  /**
   * Encodes the stream's next spectrum.
   *
   * @param spectrumDb levels in dB on the model's grid
   * @param mean written, one value for each latent
   * @param logVariance written likewise
   * @return whether all values are finite
   */
  public boolean encode(float[] spectrumDb, float[] mean, float[] logVariance) {
    float[] in = spectrumDb;
    if (history != null) {
      history.advance();
      history.take(0, spectrumDb, targets);
      history.patch(0, input);
      in = input;
    }
    return encoder.run(1, in) && encoder.output(1, 0, mean) && encoder.output(1, 1, logVariance);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
