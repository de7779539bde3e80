package audio.liminal.model;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.signal.RealTime;

/**
 * No model at all: the latent is the spectrum itself, so that morphing it interpolates log
 * magnitudes. What a trained model is compared with.
 */
public final class PlainSpectrum implements LatentCodec {
  private static final float FLOOR_DB = -100;

  private final int bins;

  public PlainSpectrum(SpectrumGrid grid) {
    this.bins = grid.bins();
  }

  @Override
  public int bins() {
    return bins;
  }

  @Override
  public int latents() {
    return bins;
  }

  @Override
  @RealTime
  public boolean encode(float[] spectraDb, int count, float[] latents, float[] targetsDb) {
    for (int i = 0; i < count * bins; i++) {
      latents[i] = Math.max(FLOOR_DB, spectraDb[i]);
      targetsDb[i] = latents[i];
    }
    return true;
  }

  @Override
  @RealTime
  public boolean decode(float[] latents, int count, float[] spectraDb) {
    System.arraycopy(latents, 0, spectraDb, 0, count * bins);
    return true;
  }

  @Override
  public void close() {}
}
