package audio.liminal.model;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;

/**
 * A model of mel patches, run by ONNX Runtime over the last spectra of each stream.
 *
 * <p>Nothing waits for the future: a patch ends with the spectrum at hand, and of a decoded patch
 * that newest column counts. So {@link #encode} stands for the passing of one hop.
 */
public final class MelPatchCodec implements ModelCodec {
  private static final int WARM_UP_RUNS = 20;
  private static final int MEAN = 0;

  private final ModelCard card;
  private final Device device;
  private final PatchHistory history;
  private final OnnxGraph encoder;
  private final OnnxGraph decoder;
  private final float[] patches;

  MelPatchCodec(Model model, Device device) {
    this.card = model.card();
    this.device = device;
    this.history = new PatchHistory(card);
    this.patches = new float[MAX_BATCH * card.melPatch().size()];
    this.encoder = new OnnxGraph(model.file(card.encoder()), card.encoder(), device, MEAN);
    OnnxGraph opened = null;
    try {
      opened = new OnnxGraph(model.file(card.decoder()), card.decoder(), device, 0);
    } finally {
      if (opened == null) {
        encoder.close();
      }
    }
    this.decoder = opened;
    warmUp(model);
  }

  private MelPatchCodec(MelPatchCodec other) {
    this.card = other.card;
    this.device = other.device;
    this.history = new PatchHistory(card);
    this.patches = new float[other.patches.length];
    this.encoder = other.encoder.sibling();
    this.decoder = other.decoder.sibling();
  }

  private void warmUp(Model model) {
    float[] z = new float[MAX_BATCH * latents()];
    float[] spectra = new float[MAX_BATCH * bins()];
    float[] targets = new float[MAX_BATCH * bins()];
    for (int i = 0; i < WARM_UP_RUNS; i++) {
      for (int batch = 1; batch <= MAX_BATCH; batch++) {
        if (!encode(spectra, batch, z, targets) || !decode(z, batch, targets)) {
          close();
          throw new BadInputException(
              model.folder().toString(), "output", "not finite", "finite numbers for a patch");
        }
      }
    }
    reset();
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public ModelCodec sibling() {
    return new MelPatchCodec(this);
  }

  @Override
  @RealTime
  public Object space() {
    return card.encoder().sha256();
  }

  @Override
  public int bins() {
    return card.bins();
  }

  @Override
  public int latents() {
    return card.latents().size();
  }

  @Override
  public void prepare(double hopsPerSecond) {
    history.prepare(hopsPerSecond);
  }

  @Override
  @RealTime
  public void reset() {
    history.reset();
  }

  @Override
  @RealTime
  public float mean(int latent) {
    return card.latents().get(latent).mean();
  }

  @Override
  @RealTime
  public float deviation(int latent) {
    return card.latents().get(latent).deviation();
  }

  @Override
  @RealTime
  public boolean encode(float[] spectraDb, int count, float[] z, float[] targetsDb) {
    history.advance();
    for (int stream = 0; stream < count; stream++) {
      history.take(stream, spectraDb, targetsDb);
      history.patch(stream, patches);
    }
    return encoder.run(count, patches) && encoder.output(count, 0, z);
  }

  @Override
  @RealTime
  public boolean decode(float[] z, int count, float[] spectraDb) {
    if (!decoder.run(count, z) || !decoder.output(count, 0, patches)) {
      return false;
    }
    for (int index = 0; index < count; index++) {
      history.newestColumn(index, patches, spectraDb);
    }
    return true;
  }

  @Override
  public void close() {
    encoder.close();
    decoder.close();
  }
}
