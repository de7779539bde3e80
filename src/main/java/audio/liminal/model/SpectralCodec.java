package audio.liminal.model;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import java.nio.file.Path;

/** A model of single spectra, run by ONNX Runtime; it is warm when it has been made. */
public final class SpectralCodec implements ModelCodec {
  private static final int WARM_UP_RUNS = 20;
  private static final int MEAN = 0;
  private static final int TARGET = 2;

  private final ModelCard card;
  private final Device device;
  private final OnnxGraph encoder;
  private final OnnxGraph decoder;

  SpectralCodec(Model model, Device device) {
    this.card = model.card();
    this.device = device;
    Path folder = model.folder();
    this.encoder =
        new OnnxGraph(folder.resolve(card.encoder().file()), card.encoder(), device, MEAN, TARGET);
    OnnxGraph opened = null;
    try {
      opened = new OnnxGraph(folder.resolve(card.decoder().file()), card.decoder(), device, 0);
    } finally {
      if (opened == null) {
        encoder.close();
      }
    }
    this.decoder = opened;
    warmUp(folder);
  }

  private SpectralCodec(SpectralCodec other) {
    this.card = other.card;
    this.device = other.device;
    this.encoder = other.encoder.sibling();
    this.decoder = other.decoder.sibling();
  }

  private void warmUp(Path folder) {
    float[] z = new float[MAX_BATCH * latents()];
    float[] spectra = new float[MAX_BATCH * bins()];
    float[] targets = new float[MAX_BATCH * bins()];
    for (int i = 0; i < WARM_UP_RUNS; i++) {
      for (int batch = 1; batch <= MAX_BATCH; batch++) {
        if (!encode(spectra, batch, z, targets) || !decode(z, batch, targets)) {
          close();
          throw new BadInputException(
              folder.toString(), "output", "not finite", "finite numbers for a flat spectrum");
        }
      }
    }
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public ModelCodec sibling() {
    return new SpectralCodec(this);
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
    return encoder.run(count, spectraDb)
        && encoder.output(count, 0, z)
        && encoder.output(count, 1, targetsDb);
  }

  @Override
  @RealTime
  public boolean decode(float[] z, int count, float[] spectraDb) {
    return decoder.run(count, z) && decoder.output(count, 0, spectraDb);
  }

  @Override
  public void close() {
    encoder.close();
    decoder.close();
  }
}
