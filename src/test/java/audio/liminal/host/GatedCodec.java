package audio.liminal.host;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.model.LatentCodec;
import audio.liminal.morph.Control;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.StreamSpec;
import java.util.Random;

/** A codec of one latent, the spectrum's level, drawn as a tilt; it throws and hangs on demand. */
final class GatedCodec implements LatentCodec {
  static final int RATE = 48_000;
  private static final int BINS = 513;
  static final SpectrumGrid GRID = new SpectrumGrid(RATE / 1024.0, BINS);

  volatile boolean throwing;
  volatile boolean hanging;

  /** An engine that changes the sound, to be driven by hand. */
  static MorphEngine engine(GatedCodec codec, int channels, int sidechains) {
    return engine(codec, new StreamSpec(RATE, channels), sidechains);
  }

  static MorphEngine engine(
      GatedCodec codec, StreamSpec spec, int sidechains, MorphSettings settings) {
    return new MorphEngine(spec, sidechains, StftProfile.LIVE, GRID, codec, settings);
  }

  static MorphEngine engine(GatedCodec codec, StreamSpec spec, int sidechains) {
    MorphSettings tilted =
        MorphSettings.NEUTRAL
            .withMorph(0.7f)
            .withAnchor(new float[] {12})
            .with(Control.DRY_WET, 0.9f);
    return engine(codec, spec, sidechains, tilted);
  }

  static float[][] noise(int channels, int samples, long seed) {
    Random random = new Random(seed);
    float[][] x = new float[channels][samples];
    for (float[] channel : x) {
      for (int n = 0; n < samples; n++) {
        channel[n] = (float) (0.2 * random.nextGaussian());
      }
    }
    return x;
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
    while (hanging) {
      Thread.onSpinWait();
    }
    if (throwing) {
      throw new IllegalStateException("on demand");
    }
    for (int row = 0; row < count; row++) {
      latents[row] = 0.1f * spectraDb[row * BINS + 100];
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
    return true;
  }

  @Override
  public void close() {}
}
