package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.Tempo;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetWriter;
import java.nio.file.Path;

/** What a command's options do to each of the files it is given; any thread may ask. */
final class FileMorphs {
  private final MorphOptions options;
  private final Model model;
  private final StftProfile profile;
  private final MorphOptions.Goal goal;

  /**
   * @param options once checked
   */
  FileMorphs(EngineOptions engine, MorphOptions options) {
    this.options = options;
    this.model = engine.load(options.preset());
    this.profile = engine.profile(options.preset());
    this.goal = options.goal(model);
    options.checkHeard(goal, model, profile);
  }

  Model model() {
    return model;
  }

  StftProfile profile() {
    return profile;
  }

  /** Whether there is a second recording beside each file. */
  boolean haveSecond() {
    return goal.follows();
  }

  /** What is done to a file, with this codec. */
  FileMorph of(Path recording, ModelCodec codec, Tempo tempo) {
    MorphSettings settings = options.settings(goal, model, codec, profile, recording);
    AudioClip second = goal.followed();
    return new FileMorph(profile, model.card().grid(), settings, second, tempo);
  }

  /** The digest of all that decides what is done, whatever the file. */
  String digest() {
    Preset preset = options.preset(goal, model, profile).withProfile(profile);
    return Model.sha256(
        String.join(
            "\n",
            Main.VERSION,
            PresetWriter.write(preset),
            Model.sha256(model.folder().resolve(ModelCard.FILE_NAME)),
            options.targetDigest(preset)));
  }
}
