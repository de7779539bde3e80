package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.Control;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import audio.liminal.preset.PresetCorner;
import audio.liminal.preset.PresetTarget;
import audio.liminal.signal.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Captures a moment of a recording into a corner of a preset's pad. */
@Command(
    name = "capture",
    mixinStandardHelpOptions = true,
    description = {
      "Captures where a moment of a recording lies in a model's latent space, as a corner of a preset's",
      "pad: an anchor, which is a point that a morph stands still at, or a cloud (--cloud), which a",
      "performance is carried into as into a learned timbre. Such a preset holds for its model alone.",
      "The first to fourth corner lie at x=0 y=0, x=1 y=0, x=0 y=1 and x=1 y=1."
    },
    footer = {
      "",
      "Examples:",
      "  liminal capture voice.wav --from 3.5 --seconds 2 --name Aah --into mine.json",
      "  liminal capture bells.wav --cloud --name Bells --into mine.json",
      "  liminal render guitar.flac -o out.wav --preset mine.json --set x=0.5"
    })
final class CaptureCommand implements Callable<Integer> {
  private static final double MOST_SECONDS = 3600;

  @Spec private CommandSpec spec;
  @Mixin private EngineOptions engine;

  @Parameters(paramLabel = "IN", description = "The recording.")
  private Path input;

  @Option(
      names = "--from",
      paramLabel = "S",
      defaultValue = "0",
      description = "Where the moment begins, in seconds (default: ${DEFAULT-VALUE}).")
  private double fromSeconds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "2",
      description = "How long it is, 0.2 to 3600 (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(names = "--cloud", description = "Captures a cloud.")
  private boolean cloud;

  @Option(
      names = "--name",
      paramLabel = "A",
      required = true,
      description = "What to call the corner; one of that name is replaced.")
  private String name;

  @Option(
      names = "--into",
      paramLabel = "PRESET",
      required = true,
      description =
          "A preset's name or file; made when there is none. One of the installation stays, and a"
              + " copy of your own is written.")
  private String into;

  @Override
  public Integer call() {
    Range.check(spec, "--from", fromSeconds, 0, MOST_SECONDS * 24);
    Range.check(spec, "--seconds", seconds, 0.2, MOST_SECONDS);
    PresetBank bank = Installation.presets();
    PresetBank.Entry known = known(bank);
    Model model = engine.load(known);
    StftProfile profile = engine.profile(known);
    Preset before =
        known != null
            ? known.preset()
            : Preset.neutral(plainName(), Preset.ModelRef.of(model), profile);
    checkTarget(before);
    Preset after = with(before, capture(model, profile), model);
    new PresetBinder(into, after, model).bind(); // refuses what could not be played
    Path file = known != null && (isFile() || known.own()) ? known.file() : target(bank);
    bank.write(file, after, true);
    PresetTarget.Pad pad = (PresetTarget.Pad) after.target();
    spec.commandLine()
        .getOut()
        .printf("%s: %d corner(s), the last change is %s%n", file, pad.corners().size(), name);
    return ExitCode.OK;
  }

  private boolean isFile() {
    return PresetBank.isFile(into);
  }

  private PresetBank.Entry known(PresetBank bank) {
    boolean none = isFile() ? !Files.exists(Path.of(into)) : !bank.has(into);
    return none ? null : bank.find(into);
  }

  private Path target(PresetBank bank) {
    return isFile() ? Path.of(into) : bank.file(into);
  }

  private String plainName() {
    return isFile() ? Path.of(into).getFileName().toString().replaceFirst("\\.json$", "") : into;
  }

  private Corner capture(Model model, StftProfile profile) {
    try (ModelCodec codec = model.open(Device.CPU)) {
      LatentCloud heard = RecordingCloud.of(input, fromSeconds, seconds, model, codec, profile);
      return cloud ? Corner.timbre(name, heard) : Corner.anchor(name, heard.mean());
    }
  }

  private void checkTarget(Preset before) {
    boolean recorded = before.target() instanceof PresetTarget.Recorded;
    boolean follows = before.target() == PresetTarget.SIDECHAIN && before.get(Control.MORPH) != 0;
    if (recorded || follows) {
      String found = recorded ? "takes" : "the sidechain";
      throw new BadInputException(into, "target", found, "corners, or a preset of another name");
    }
  }

  /** The preset with the corner where one of its name was, or after the others. */
  private Preset with(Preset before, Corner corner, Model model) {
    List<PresetCorner> corners = new ArrayList<>();
    float forget = Corners.DEFAULT_FORGET_SECONDS;
    if (before.target() instanceof PresetTarget.Pad pad) {
      corners.addAll(pad.corners());
      forget = pad.forgetSeconds();
    }
    checkSpace(before, corners, model);
    PresetCorner captured = PresetCorner.captured(corner);
    int at = 0;
    while (at < corners.size() && !corners.get(at).name().equals(name)) {
      at++;
    }
    if (at == Corners.MOST) {
      throw new BadInputException(
          into, "target.corners.length", at, "a corner that is free, or --name of one of them");
    }
    if (at < corners.size()) {
      corners.set(at, captured);
    } else {
      corners.add(captured);
    }
    Preset after =
        before
            .withModel(Preset.ModelRef.of(model))
            .withTarget(new PresetTarget.Pad(corners, forget));
    return before.get(Control.MORPH) == 0 ? after.with(Control.MORPH.id(), 1) : after;
  }

  /** What was captured before must be of the same latent space. */
  private void checkSpace(Preset before, List<PresetCorner> corners, Model model) {
    boolean anyCaptured = corners.stream().anyMatch(c -> c.captured() != null);
    Preset.ModelRef was = before.model();
    if (anyCaptured && !model.digest().equals(was.sha256())) {
      throw new BadInputException(
          into,
          "model",
          nameAndDigest(model.card().name(), model.digest()),
          nameAndDigest(was.name(), was.sha256())
              + ", in which its corners were captured, or a preset of another name");
    }
  }

  private static String nameAndDigest(String name, String digest) {
    return name + " (" + digest + ")";
  }
}
