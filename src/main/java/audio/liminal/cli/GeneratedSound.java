package audio.liminal.cli;

import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.Generator;
import audio.liminal.engine.PatchMusic;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.Loudness;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.PatchDecoder;
import audio.liminal.morph.PriorWalk;
import java.util.SplittableRandom;

/** Music from a model's prior, at a usual loudness. */
final class GeneratedSound {
  private static final double COHERENCE = 0.2;
  private static final double LUFS = -20;
  private static final float PEAK = 0.9f;
  private static final double FADE_SECONDS = 0.2;

  private GeneratedSound() {}

  /** One channel at the model's sample rate; the same for the same arguments. */
  static AudioClip of(Model model, double seconds, long seed, double temperature) {
    ModelCard card = model.card();
    int rate = card.sampleRateHz();
    StftGeometry geometry = StftProfile.HQ.at(rate);
    SplittableRandom random = new SplittableRandom(seed);
    try (PatchDecoder decoder = new PatchDecoder(model)) {
      int latents = card.latents().size();
      PriorWalk walk = new PriorWalk(latents, COHERENCE, temperature, random.split());
      PatchMusic music = new PatchMusic(decoder, latents, walk, geometry, random.split());
      float[] sound = new Generator(geometry, music).make((int) Math.round(seconds * rate));
      fadeOut(sound, (int) (FADE_SECONDS * rate));
      level(sound, rate);
      return new AudioClip(rate, new float[][] {sound});
    }
  }

  private static void fadeOut(float[] sound, int samples) {
    int count = Math.min(samples, sound.length);
    for (int n = 0; n < count; n++) {
      sound[sound.length - 1 - n] *= (float) n / count;
    }
  }

  private static void level(float[] sound, int rate) {
    double lufs = Loudness.integratedLufs(new AudioClip(rate, new float[][] {sound}));
    float peak = 0;
    for (float v : sound) {
      peak = Math.max(peak, Math.abs(v));
    }
    if (peak > 0) {
      double wanted = Double.isFinite(lufs) ? Math.pow(10, (LUFS - lufs) / 20) : 1;
      float gain = (float) Math.min(wanted, PEAK / peak);
      for (int n = 0; n < sound.length; n++) {
        sound[n] *= gain;
      }
    }
  }
}
