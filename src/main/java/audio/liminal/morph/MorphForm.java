package audio.liminal.morph;

/** How a morphed latent's spectrum acts on the input's. */
public enum MorphForm {
  /**
   * The input is multiplied by the ratio of the morphed latent's spectrum to its own latent's:
   * exactly transparent where the two agree, whatever the model's error.
   */
  GAIN,
  /**
   * The modelled part of the input is replaced by the morphed latent's spectrum, so that the output
   * is what the decoder says.
   */
  FULL
}
