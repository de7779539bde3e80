package audio.liminal.engine;

import audio.liminal.model.LatentCodec;

/** A codec of one dimension, the spectrum's tilt, that fails on demand and allocates nothing. */
final class TiltCodec implements LatentCodec {
  static final int BINS = 513;
  boolean failing;
  boolean closed;
  String space = "tilt";

  @Override
  public Object space() {
    return space;
  }

  @Override
  public int bins() {
    return BINS;
  }

  @Override
  public int latents() {
    return 1;
  }

  @Override
  public boolean encode(float[] spectraDb, int count, float[] latents, float[] targetsDb) {
    for (int row = 0; row < count; row++) {
      float low = 0;
      float high = 0;
      for (int k = 0; k < BINS / 2; k++) {
        low += spectraDb[row * BINS + k];
        high += spectraDb[row * BINS + BINS - 1 - k];
      }
      latents[row] = (high - low) / BINS;
    }
    return decode(latents, count, targetsDb);
  }

  @Override
  public boolean decode(float[] latents, int count, float[] spectraDb) {
    for (int row = 0; row < count; row++) {
      for (int k = 0; k < BINS; k++) {
        spectraDb[row * BINS + k] = latents[row] * (4f * k / BINS - 2);
      }
    }
    return !failing;
  }

  @Override
  public void close() {
    closed = true;
  }
}
