package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that runs a model. */
final class EngineOptions {
  @Mixin private ModelOption model;

  @Option(
      names = "--profile",
      paramLabel = "P",
      defaultValue = "studio",
      description = "live (5.3 ms), studio (21.3 ms) or hq (42.6 ms); default: ${DEFAULT-VALUE}.")
  StftProfile profile;

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "auto",
      description = "auto (the faster, measured), cpu or cuda; default: ${DEFAULT-VALUE}.")
  Device device;

  Model load() {
    return model.load();
  }
}
