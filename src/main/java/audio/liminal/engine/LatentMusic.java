package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.model.LatentCodec;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.PriorWalk;

/**
 * Wanders through a cloud of latents and plays what the decoder says of each place, at a loudness
 * that wanders too.
 *
 * <p>The walk goes through a low-pass of its own time constant, so that it has no corners, and is
 * as wide as before.
 */
public final class LatentMusic implements MagnitudeSource {
  private static final float LOUDNESS_DB = 5;

  private final LatentCodec decoder;
  private final LatentCloud cloud;
  private final PriorWalk walk;
  private final float keep;
  private final float widen;
  private final float powerUnit;
  private final float[] step;
  private final float[] place;
  private final float[] latent;
  private final float[] levelsDb;
  private boolean begun;

  /**
   * @param decoder of spectra that know nothing of level; its bins those of the geometry
   * @param cloud where to wander
   * @param walk of one dimension more than the latents, the last one for the loudness
   * @param coherence the walk's
   */
  public LatentMusic(
      LatentCodec decoder,
      LatentCloud cloud,
      PriorWalk walk,
      double coherence,
      StftGeometry geometry) {
    this.decoder = decoder;
    this.cloud = cloud;
    this.walk = walk;
    this.keep = (float) coherence;
    this.widen = (float) ((1 + coherence) / Math.sqrt(1 + coherence * coherence));
    this.powerUnit = geometry.fullScalePower();
    this.step = new float[decoder.latents() + 1];
    this.place = new float[step.length];
    this.latent = new float[decoder.latents()];
    this.levelsDb = new float[decoder.bins()];
  }

  @Override
  public boolean next(float[] magnitudes) {
    walk.next(step);
    for (int j = 0; j < step.length; j++) {
      place[j] = begun ? keep * place[j] + (1 - keep) * widen * step[j] : step[j];
    }
    begun = true;
    cloud.place(place, latent);
    if (!decoder.decode(latent, 1, levelsDb)) {
      return false;
    }
    double power = 0;
    for (int k = 0; k < magnitudes.length; k++) {
      magnitudes[k] = Decibels.toAmplitude(levelsDb[k]);
      power += magnitudes[k] * magnitudes[k];
    }
    float loudness = Decibels.toAmplitude(LOUDNESS_DB * place[latent.length]);
    float scale = (float) (loudness / Math.sqrt(power * powerUnit));
    for (int k = 0; k < magnitudes.length; k++) {
      magnitudes[k] *= scale;
    }
    return power > 0;
  }
}
