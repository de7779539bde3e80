package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.preset.PresetBank;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that runs a model. */
final class EngineOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

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

  /** The model that an option names, else a preset's, which may be null. */
  Model load(PresetBank.Entry preset) {
    return preset == null || given("--model") ? load() : Installation.load(preset);
  }

  /** The profile that an option names, else a preset's, which may be null. */
  StftProfile profile(PresetBank.Entry preset) {
    return preset == null || given("--profile") ? profile : preset.preset().profile();
  }

  private boolean given(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }
}
