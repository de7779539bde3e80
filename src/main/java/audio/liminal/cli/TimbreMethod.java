package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.CloudCapture;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.PitchTrack;
import audio.liminal.model.Device;
import audio.liminal.model.LatentCodec;
import audio.liminal.model.Model;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.MorphSettings;
import audio.liminal.preset.TimbreTarget;
import audio.liminal.signal.StreamSpec;
import audio.liminal.train.PlainTimbre;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A way to move a sound to a timbre.
 *
 * @param name for a table
 * @param kind what it leans on
 */
record TimbreMethod(String name, Kind kind, Renderer renderer) {
  /** What a method leans on. */
  enum Kind {
    INPUT,
    NO_MODEL,
    NO_NETWORK,
    MODEL
  }

  /** Renders a mono sound, as long as before; a codec serves one thread at a time. */
  @FunctionalInterface
  interface Renderer {
    AudioClip render(LatentCodec codec, AudioClip sound, String target);
  }

  /**
   * All of them: nothing; for scale, one change of colour that aims at nothing; those without a
   * model; the model while it plays, after it has heard the input, and after it has heard those
   * recordings of the targets, too.
   *
   * @param learned recordings of the targets, mono, for those without a model
   * @param targets which the model must know too
   */
  static List<TimbreMethod> all(
      Model model, Map<String, List<AudioClip>> learned, Collection<String> targets) {
    Map<String, Corner> timbres = timbres(model, targets);
    List<TimbreMethod> methods = new ArrayList<>();
    methods.add(new TimbreMethod("input untouched", Kind.INPUT, (codec, sound, target) -> sound));
    methods.add(
        new TimbreMethod(
            "input brightened by 6 dB an octave",
            Kind.INPUT,
            (codec, sound, target) -> mono(sound, PitchTrack.difference(sound.mono()))));
    for (PlainTimbre.Kind way : PlainTimbre.Kind.values()) {
      PlainTimbre plain = new PlainTimbre(way, learned);
      methods.add(
          new TimbreMethod(
              way.label(),
              way.hearsAsModel() ? Kind.NO_NETWORK : Kind.NO_MODEL,
              (codec, sound, target) -> mono(sound, plain.render(sound.mono(), target))));
    }
    LatentCloud everything = TimbreTarget.ofEverything(model.card());
    String name = model.card().name();
    methods.add(
        new TimbreMethod(
            name + ": learning the input while it plays",
            Kind.MODEL,
            (codec, sound, target) -> {
              Corners move =
                  Corners.timbre(everything, timbres.get(target), Corners.DEFAULT_FORGET_SECONDS);
              return render(model, codec, sound, move);
            }));
    methods.add(
        new TimbreMethod(
            name + ": having heard the input before",
            Kind.MODEL,
            (codec, sound, target) -> {
              LatentCloud from = capture(model, codec, List.of(sound));
              return render(model, codec, sound, Corners.timbre(from, timbres.get(target), 0));
            }));
    Map<String, Corner> captured = captured(model, learned);
    methods.add(
        new TimbreMethod(
            name + ": having heard input and target before",
            Kind.MODEL,
            (codec, sound, target) -> {
              LatentCloud from = capture(model, codec, List.of(sound));
              return render(model, codec, sound, Corners.timbre(from, captured.get(target), 0));
            }));
    return methods;
  }

  private static Map<String, Corner> timbres(Model model, Collection<String> targets) {
    Map<String, Corner> timbres = new TreeMap<>();
    targets.forEach(target -> timbres.put(target, TimbreTarget.corner(model, target)));
    return timbres;
  }

  private static AudioClip render(Model model, LatentCodec codec, AudioClip sound, Corners move) {
    return new ClipMorph(codec, model.card().grid(), StftProfile.STUDIO)
        .render(sound, null, MorphSettings.NEUTRAL.withMorph(1).withTarget(move));
  }

  /** The targets from the recordings that the methods without a model learn them from. */
  private static Map<String, Corner> captured(Model model, Map<String, List<AudioClip>> learned) {
    Map<String, Corner> captured = new TreeMap<>();
    try (LatentCodec codec = model.open(Device.CPU)) {
      learned.forEach(
          (target, clips) ->
              captured.put(target, Corner.timbre(target, capture(model, codec, clips))));
    }
    return captured;
  }

  private static LatentCloud capture(Model model, LatentCodec codec, List<AudioClip> clips) {
    StreamSpec mono = new StreamSpec(TimbreMaterial.RATE_HZ, 1);
    CloudCapture capture = new CloudCapture(mono, StftProfile.STUDIO, model.card().grid(), codec);
    clips.forEach(clip -> capture.hear(clip.samples(), clip.lengthSamples()));
    return capture.cloud("timbres");
  }

  private static AudioClip mono(AudioClip like, float[] sound) {
    return new AudioClip(like.sampleRateHz(), new float[][] {sound});
  }
}
