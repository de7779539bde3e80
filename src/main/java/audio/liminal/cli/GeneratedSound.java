package audio.liminal.cli;

import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.Generator;
import audio.liminal.engine.LatentMusic;
import audio.liminal.engine.Melody;
import audio.liminal.engine.PatchMusic;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.Loudness;
import audio.liminal.model.Device;
import audio.liminal.model.MelPatch;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.ModelCodec;
import audio.liminal.model.PatchDecoder;
import audio.liminal.morph.Control;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PriorWalk;
import audio.liminal.preset.TimbreTarget;
import audio.liminal.signal.BadInputException;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Music from a model's prior, at a usual loudness. */
final class GeneratedSound {
  /** Of one patch with the next. */
  private static final double COHERENCE = 0.2;

  /** Time constant of a walk through spectra. */
  private static final double DRIFT_SECONDS = 0.5;

  private static final String ENVELOPE = "envelope";
  private static final double LUFS = -20;
  private static final float PEAK = 0.9f;
  private static final double FADE_SECONDS = 0.2;

  private GeneratedSound() {}

  /**
   * One channel at the model's sample rate; the same for the same arguments.
   *
   * @param timbre a class of the model to stay in, or null for all it learned
   */
  static AudioClip of(Model model, String timbre, double seconds, long seed, double temperature) {
    int rate = model.card().sampleRateHz();
    int samples = (int) Math.round(seconds * rate);
    float[] sound =
        switch (model.card().family()) {
          case MelPatch.FAMILY -> notes(model, samples, seed, temperature);
          case ENVELOPE -> melody(model, timbre, samples, seed, temperature);
          default -> spectra(model, timbre, samples, seed, temperature);
        };
    fadeOut(sound, (int) (FADE_SECONDS * rate));
    level(sound, rate);
    return new AudioClip(rate, new float[][] {sound});
  }

  private static float[] notes(Model model, int samples, long seed, double temperature) {
    StftGeometry geometry = StftProfile.HQ.at(model.card().sampleRateHz());
    SplittableRandom random = new SplittableRandom(seed);
    try (PatchDecoder decoder = new PatchDecoder(model)) {
      int latents = model.card().latents().size();
      PriorWalk walk = new PriorWalk(latents, COHERENCE, temperature, random.split());
      PatchMusic music = new PatchMusic(decoder, latents, walk, geometry, random.split());
      return new Generator(geometry, music).make(samples);
    }
  }

  /** Whole spectra, on the windows whose bins are the model's. */
  private static float[] spectra(
      Model model, String timbre, int samples, long seed, double temperature) {
    ModelCard card = model.card();
    StftGeometry geometry = StftProfile.STUDIO.at(card.sampleRateHz());
    if (geometry.bins() != card.bins()) {
      throw new BadInputException("generate", "bins", card.bins(), geometry.bins() + " bins");
    }
    double hops = DRIFT_SECONDS * card.sampleRateHz() / geometry.hopSamples();
    double coherence = Math.exp(-1 / hops);
    LatentCloud cloud = timbre == null ? prior(card) : TimbreTarget.of(model, timbre);
    PriorWalk walk =
        new PriorWalk(
            card.latents().size() + 1, coherence, temperature, new SplittableRandom(seed));
    try (ModelCodec codec = model.open(Device.CPU)) {
      LatentMusic music = new LatentMusic(codec, cloud, walk, coherence, geometry);
      return new Generator(geometry, music).make(samples);
    }
  }

  private static LatentCloud prior(ModelCard card) {
    float[] ones = new float[card.latents().size()];
    Arrays.fill(ones, 1);
    return LatentCloud.independent(new float[ones.length], ones);
  }

  /** Envelopes have no fine structure of their own: they shape a melody's. */
  private static float[] melody(
      Model model, String timbre, int samples, long seed, double temperature) {
    int rate = model.card().sampleRateHz();
    float[] notes = new Melody(rate, new SplittableRandom(seed)).make(samples);
    MorphSettings settings = MorphSettings.NEUTRAL.withMorph(1).withSeed(seed);
    settings =
        timbre == null
            ? settings.withAnchor(new float[model.card().latents().size()])
            : settings.withTarget(TimbreTarget.move(model, timbre));
    settings = settings.with(Control.TEMPERATURE, (float) temperature);
    try (ModelCodec codec = model.open(Device.CPU)) {
      ClipMorph morph = new ClipMorph(codec, model.card().grid(), StftProfile.STUDIO);
      return morph.render(new AudioClip(rate, new float[][] {notes}), null, settings).mono();
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
