package audio.liminal.cli;

import audio.liminal.model.Model;
import picocli.CommandLine.Option;

/** The option that names a model. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "M",
      defaultValue = Installation.DEFAULT_MODEL,
      description = "A model's name or folder (default: ${DEFAULT-VALUE}); see 'liminal models'.")
  private String name;

  Model load() {
    return Installation.load(name);
  }
}
