package audio.liminal.train;

/**
 * All that tells one family of spectral models from another.
 *
 * @param description of the finished model, one sentence
 * @param feature what it hears
 * @param wide units of the hidden layer next to the spectrum
 * @param narrow units of the hidden layer next to the latent
 * @param latents dimensions of the latent unless told otherwise
 * @param schedule of the trainer
 * @param loss what counts as an error
 * @param variation of the spectra drawn to train on
 */
record SpectralRecipe(
    String description,
    Feature feature,
    int wide,
    int narrow,
    int latents,
    Schedule schedule,
    Loss loss,
    Variation variation) {

  /**
   * Weights of the loss's terms; errors are in units of 20 dB at the bins.
   *
   * @param lowFrequencyPower p in an error's weight {@code (1 + f / 700 Hz)^-p}
   * @param convergenceShare of the spectral convergence
   * @param rmsShare of the root mean square error of each spectrum, which the LSD measures
   */
  record Loss(double lowFrequencyPower, float convergenceShare, float rmsShare) {}

  private static final SpectralRecipe ENVELOPE =
      new SpectralRecipe(
          "Morphs the spectral envelope, which is the timbre without pitch and level",
          Cepstrum.feature(),
          256,
          128,
          28,
          new Schedule(512, 1e-3, 1e-5),
          new Loss(0, 0.05f, 0.02f),
          Variation.cepstral());

  private static final SpectralRecipe FULL =
      new SpectralRecipe(
          "Morphs the whole spectrum with its fine structure, free of level",
          FineBands.feature(),
          512,
          256,
          64,
          new Schedule(512, 1e-3, 1e-5),
          new Loss(0.5, 0.05f, 0.02f),
          Variation.smoothFilter());

  static SpectralRecipe of(Family family) {
    return switch (family) {
      case ENVELOPE -> ENVELOPE;
      case FULL -> FULL;
      case MEL_PATCH -> throw new IllegalArgumentException("a family of patches");
    };
  }
}
