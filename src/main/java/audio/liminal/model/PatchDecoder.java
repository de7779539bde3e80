package audio.liminal.model;

import audio.liminal.signal.BadInputException;

/** Turns latents into whole patches of band levels. */
public final class PatchDecoder implements AutoCloseable {
  private final MelPatch patch;
  private final float floorDb;
  private final OnnxGraph decoder;
  private final float[] shares;

  /** Throws {@link BadInputException} when the model is of another family. */
  public PatchDecoder(Model model) {
    ModelCard card = model.card();
    if (card.melPatch() == null) {
      throw new BadInputException(
          "model " + card.name(), "family", card.family(), MelPatch.FAMILY + ", which generates");
    }
    this.patch = card.melPatch();
    this.floorDb = card.floorDb();
    this.decoder = new OnnxGraph(model.file(card.decoder()), card.decoder(), Device.CPU, 0);
    this.shares = new float[patch.size()];
  }

  public MelPatch patch() {
    return patch;
  }

  /**
   * Decodes one latent.
   *
   * @param levelsDb {@code [column][band]}, written
   * @return whether all values are finite
   */
  public boolean decode(float[] latent, float[][] levelsDb) {
    if (!decoder.run(1, latent) || !decoder.output(1, 0, shares)) {
      return false;
    }
    for (int c = 0; c < patch.columns(); c++) {
      for (int b = 0; b < patch.mels(); b++) {
        levelsDb[c][b] = patch.db(shares[b * patch.columns() + c], floorDb);
      }
    }
    return true;
  }

  @Override
  public void close() {
    decoder.close();
  }
}
