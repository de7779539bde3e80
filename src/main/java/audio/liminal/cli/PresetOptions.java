package audio.liminal.cli;

import audio.liminal.file.AudioClip;
import audio.liminal.model.Model;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.Tempo;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import audio.liminal.signal.BadInputException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of commands that treat whole files with a preset. */
final class PresetOptions {
  @Option(
      names = "--preset",
      paramLabel = "P",
      required = true,
      description = "What to do: a preset's name or file.")
  private String preset;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "A model's name or folder (default: the one the preset was made for).")
  private String model;

  @Option(
      names = "--sidechain",
      paramLabel = "FILE",
      description = "The second recording, for a preset that follows one.")
  private Path sidechain;

  /**
   * A preset that has met its model and its second recording.
   *
   * @param sidechain null where the preset needs none
   * @param sidechainFile likewise
   */
  record Sound(
      Preset preset, Model model, MorphSettings settings, AudioClip sidechain, Path sidechainFile) {
    /** The digest of the second recording, or nothing. */
    String sidechainDigest() {
      return sidechainFile == null ? "" : Model.sha256(sidechainFile);
    }

    FileMorph at(Tempo tempo) {
      return new FileMorph(preset.profile(), model.card().grid(), settings, sidechain, tempo);
    }
  }

  /** Loads everything, and prints what the listener should know. */
  Sound load() {
    PresetBank.Entry entry = Installation.presets().find(preset);
    Preset found = entry.preset();
    Model loaded = model == null ? Installation.load(entry) : Installation.load(model);
    PresetBinder.Bound bound = new PresetBinder(entry.file().toString(), found, loaded).bind();
    bound.remarks().forEach(remark -> System.err.println("liminal: " + remark));
    if (found.listensToSidechain() && sidechain == null) {
      throw new BadInputException(
          preset, "sidechain", "none", "--sidechain FILE, as this preset follows one");
    }
    Path file = found.listensToSidechain() ? sidechain : null;
    AudioClip second = file == null ? null : AudioClip.readOfAnyRate(file);
    return new Sound(found, loaded, bound.settings(), second, file);
  }
}
