package audio.liminal.cli;

import audio.liminal.model.Model;
import audio.liminal.preset.PresetBank;
import audio.liminal.signal.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where models, demo recordings and caches of this installation lie. */
final class Installation {
  static final String DEFAULT_MODEL = "envelope";

  private Installation() {}

  /** The folder Liminal was started from; the launcher sets it. */
  static Path home() {
    return Path.of(System.getProperty("liminal.home", ""));
  }

  static Path models() {
    return home().resolve("models");
  }

  /** The bundled recordings, which no model was trained on. */
  static Path recordings() {
    return home().resolve("demo");
  }

  /** The bundled presets and the user's own. */
  static PresetBank presets() {
    return new PresetBank(home().resolve("presets"), PresetBank.ownFolder());
  }

  /** Loads a preset's model. */
  static Model load(PresetBank.Entry preset) {
    return load(preset.file().toString(), "model.name", preset.preset().model().name());
  }

  /** Loads a model by its name among the shipped ones, or by its folder. */
  static Model load(String nameOrFolder) {
    return load("--model", "name", nameOrFolder);
  }

  /**
   * The same.
   *
   * @param what names the model, for the error
   */
  static Model load(String what, String field, String nameOrFolder) {
    Path shipped = models().resolve(nameOrFolder);
    Path folder = Path.of(nameOrFolder);
    boolean named = !nameOrFolder.isBlank();
    if (named && Files.isDirectory(shipped)) {
      return Model.load(shipped);
    }
    if (named && Files.isDirectory(folder)) {
      return Model.load(folder);
    }
    List<String> names =
        Model.list(models()).stream().map(path -> path.getFileName().toString()).toList();
    throw new BadInputException(what, field, nameOrFolder, "a model folder, or one of " + names);
  }
}
