package audio.liminal.cli;

import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioReader;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that lead from one preset to another while a recording plays. */
final class ThenOptions {
  private static final double MOST_SECONDS = 86_400;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--then",
      paramLabel = "Q",
      description =
          "Another preset, which the sound moves to from its beginning on. --gain and --dry-wet hold for"
              + " it too, other options for where the sound begins.")
  private String name;

  @Option(
      names = "--over",
      paramLabel = "S",
      description =
          "How long the way to it takes, 0.04 to 86400 seconds (default: all of the recording).")
  private Double overSeconds;

  /**
   * The way to another preset.
   *
   * @param codec of the other; closed with this
   */
  record Way(Model model, ModelCodec codec, MorphSettings settings, double seconds)
      implements AutoCloseable {
    /** Sets an engine on its way. */
    void begin(MorphEngine engine) {
      engine.play(engine.session(model.card().grid(), codec, settings), seconds);
    }

    @Override
    public void close() {
      codec.close();
    }
  }

  /** Whether another preset was named. */
  boolean isGiven() {
    return name != null;
  }

  /**
   * The way that was named, or null.
   *
   * @param first where it begins
   * @param options of where it begins
   * @param recording what will be morphed
   */
  Way open(FileMorphs first, MorphOptions options, Path recording, Device device) {
    if (name == null) {
      refuse("--over", overSeconds != null, overSeconds, "--then PRESET beside it");
      return null;
    }
    PresetBank.Entry next = Installation.presets().find(name);
    refuse(
        "--then",
        next.preset().listensToSidechain() && !first.haveSecond(),
        name,
        "--to RECORDING beside it, which it listens to");
    double seconds =
        overSeconds != null ? overSeconds : Math.max(0.04, AudioReader.seconds(recording));
    Range.check(spec, "--over", seconds, 0.04, MOST_SECONDS);
    boolean same = next.preset().model().name().equals(first.model().card().name());
    Model model = same ? first.model() : Installation.load(next);
    Preset goal = options.levelled(next.preset());
    PresetBinder binder = new PresetBinder(next.file().toString(), goal, model);
    ModelCodec codec = model.open(device);
    try {
      PresetBinder.Bound bound =
          binder.bind(RecordingCloud.start(goal, recording, model, codec, first.profile()));
      bound.remarks().forEach(r -> spec.commandLine().getErr().println("liminal: " + r));
      return new Way(model, codec, bound.settings(), seconds);
    } catch (RuntimeException e) {
      codec.close();
      throw e;
    }
  }

  private void refuse(String option, boolean wrong, Object value, String expected) {
    if (wrong) {
      throw UsageError.of(spec, option, value, expected);
    }
  }
}
