package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.Control;
import audio.liminal.morph.ControlSpec;
import audio.liminal.morph.Controls;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PhaseMode;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import audio.liminal.preset.PresetTarget;
import audio.liminal.signal.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where to morph and how, of every command that does. */
final class MorphOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--preset",
      paramLabel = "P",
      description =
          "A preset's name (see 'liminal presets') or file; options beside it go before it.")
  private String presetName;

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      description =
          "A second recording, followed as it plays (a shorter one starts over), or a timbre the model"
              + " has learned (see 'liminal inspect'), or a take (see 'liminal take'). A preset that"
              + " listens to a second recording takes this one.")
  private String target;

  @Option(
      names = "--forget",
      paramLabel = "S",
      description =
          "On the way to a timbre, the input's own is learned from its last seconds, 0.1 to 3600; 0"
              + " learns it from the whole recording beforehand (default: 10).")
  private Float forgetSeconds;

  @Option(
      names = "--morph",
      paramLabel = "0..1",
      description =
          "How far to go: 0 is the input, 1 the target (default: 1 with a target, else 0).")
  private Float morph;

  @Option(
      names = "--form",
      paramLabel = "F",
      description =
          "gain (transparent at --morph 0) or full (what the decoder says); default: gain.")
  private MorphForm form;

  @Option(
      names = "--phase",
      paramLabel = "P",
      description =
          "Whose phases are heard: input (default), ab_sum (of the sum with what is followed), rtpghi"
              + " (reconstructed) or auto (by what changes); live knows the first two.")
  private PhaseMode phase;

  @Option(
      names = "--smoothing",
      paramLabel = "MS",
      description = "Time constant of the latents in ms, 0 to 5000 (default: 20).")
  private Float smoothingMs;

  @Option(
      names = "--dry-wet",
      paramLabel = "0..1",
      description = "0 is the input, 1 the morph (default: 1).")
  private Float dryWet;

  @Option(
      names = "--gain",
      paramLabel = "DB",
      description = "Output gain in dB, -60 to 24 (default: 0).")
  private Float gainDb;

  @Option(
      names = "--set",
      paramLabel = "CONTROL=X",
      completionCandidates = ControlNames.class,
      description =
          "Any control, as exaggerate=1.5 or latent/brightness/bias=1; repeatable. There are"
              + " ${COMPLETION-CANDIDATES}; a latent's are bias, scale, slew, wander and freeze.")
  private Map<String, Float> others = Map.of();

  @Mixin private TakeOptions take;

  /** What the help lists. */
  static final class ControlNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Control.values()).map(Control::id).iterator();
    }
  }

  private final AtomicBoolean remarked = new AtomicBoolean();
  private PresetBank.Entry preset;
  private boolean live;

  /**
   * Where a morph goes.
   *
   * @param target what was named, or null
   * @param followed a recording that is followed as it plays, or null
   */
  record Goal(PresetTarget target, AudioClip followed) {
    boolean follows() {
      return followed != null;
    }
  }

  /** Whether a target was named. */
  boolean hasTarget() {
    return target != null;
  }

  /** The preset that was named, or null. */
  PresetBank.Entry preset() {
    if (preset == null && presetName != null) {
      preset = Installation.presets().find(presetName);
    }
    return preset;
  }

  /**
   * Ends the command with a usage error unless all values fit.
   *
   * @param followsLive whether something else than {@code --to} is the target
   */
  void check(boolean followsLive) {
    live = followsLive;
    if (live && hasTarget()) {
      throw usage("--to", target, "none beside --sidechain");
    }
    if (hasTarget() && target.isBlank()) {
      throw usage("--to", "nothing", "a recording, a timbre or a take");
    }
    take.check(spec, target);
    boolean somewhere = live || hasTarget();
    checkOnce(Control.MORPH, "--morph", morph);
    checkOnce(Control.SMOOTHING, "--smoothing", smoothingMs);
    checkOnce(Control.DRY_WET, "--dry-wet", dryWet);
    checkOnce(Control.GAIN, "--gain", gainDb);
    if (!somewhere && presetName == null && morph != null && morph != 0) {
      throw new ParameterException(
          spec.commandLine(), "--morph: value=" + morph + " without --to, expected --to TARGET");
    }
    check("--morph", morph, Control.MORPH);
    check("--smoothing", smoothingMs, Control.SMOOTHING);
    check("--dry-wet", dryWet, Control.DRY_WET);
    check("--gain", gainDb, Control.GAIN);
    if (forgetSeconds != null && forgetSeconds != 0) {
      Range.check(spec, "--forget", forgetSeconds, 0.1f, 3600f);
    }
    if (!somewhere && preset() != null && preset().preset().listensToSidechain()) {
      throw usage("--preset", presetName, "--to RECORDING beside it, which it listens to");
    }
  }

  private void checkOnce(Control control, String option, Float value) {
    if (value != null && others.containsKey(control.id())) {
      throw usage("--set " + control.id(), others.get(control.id()), "none beside " + option);
    }
  }

  private void check(String option, Float value, ControlSpec control) {
    if (value != null) {
      Range.check(spec, option, value, control.least(), control.most());
    }
  }

  private ParameterException usage(String option, Object value, String expected) {
    return UsageError.of(spec, option, value, expected);
  }

  /** Finds what {@code --to} names. */
  Goal goal(Model model) {
    if (!hasTarget()) {
      return new Goal(null, null);
    }
    if (TakeOptions.isTake(target)) {
      return new Goal(take.target(target), null);
    }
    Set<String> timbres = model.timbres().keySet();
    if (!isTimbre(timbres)) {
      AudioClip followed = AudioClip.readOfAnyRate(Path.of(target));
      return new Goal(PresetTarget.SIDECHAIN, followed);
    }
    if (!timbres.contains(target)) {
      throw new BadInputException(
          "--to", "timbre", target, "an audio file, or one of " + new TreeSet<>(timbres));
    }
    return new Goal(PresetTarget.Pad.timbre(target), null);
  }

  /** The digests of the files that a preset goes to: takes, or what {@code --to} follows. */
  String targetDigest(Preset whole) {
    if (whole.target() instanceof PresetTarget.Recorded recorded) {
      return recorded.files().stream()
          .map(file -> Model.sha256(Path.of(file)))
          .collect(Collectors.joining(" "));
    }
    boolean follows = target != null && whole.listensToSidechain();
    return follows ? Model.sha256(Path.of(target)) : "";
  }

  /** Where the preset lies, for errors. */
  String what() {
    return preset() == null ? "options" : preset().file().toString();
  }

  /** A timbre goes before a file of its name; what looks like a path is none. */
  private boolean isTimbre(Set<String> timbres) {
    boolean looksLikePath = target.contains("/") || target.contains(".");
    return timbres.contains(target) || (!looksLikePath && !Files.exists(Path.of(target)));
  }

  /** The preset that was named, or a neutral one, with all that the other options say. */
  Preset preset(Goal goal, Model model, StftProfile profile) {
    Preset base =
        preset() != null
            ? preset().preset()
            : Preset.neutral("options", Preset.ModelRef.of(model), profile);
    Preset result = aimed(base, goal);
    result = with(result, Control.MORPH, morph);
    result = with(result, Control.SMOOTHING, smoothingMs);
    result = levelled(result);
    List<String> latents = model.card().latentNames();
    for (Map.Entry<String, Float> other : others.entrySet()) {
      int index = Controls.find("--set", other.getKey(), latents);
      check("--set " + other.getKey(), other.getValue(), Controls.spec(index));
      result = result.with(Controls.name(index, latents), other.getValue());
    }
    if (forgetSeconds != null) {
      if (!(result.target() instanceof PresetTarget.Pad pad)) {
        throw usage("--forget", forgetSeconds, "a timbre to move to beside it");
      }
      result = result.withTarget(new PresetTarget.Pad(pad.corners(), forgetSeconds));
    }
    result = form == null ? result : result.withForm(form);
    return phase == null ? result : result.withPhase(phase);
  }

  /** Turns a preset to what was named beside it, all the way where it went nowhere. */
  private Preset aimed(Preset base, Goal goal) {
    PresetTarget to = live ? PresetTarget.SIDECHAIN : goal.target;
    boolean asItIs = to == PresetTarget.SIDECHAIN && base.listensToSidechain();
    if (to == null || asItIs) {
      return base;
    }
    Preset result = base.withTarget(to);
    return base.get(Control.MORPH) == 0 ? result.with(Control.MORPH.id(), 1) : result;
  }

  /** Ends the command with a usage error where all options together listen to nothing. */
  void checkHeard(Goal goal, Model model, StftProfile profile) {
    if (!live && !goal.follows() && preset(goal, model, profile).listensToSidechain()) {
      String option = morph == null ? "--set" : "--morph";
      Object value = morph == null ? others : morph;
      throw usage(option, value, "--to RECORDING beside it, which it listens to");
    }
  }

  /** Says so where nothing was named that would change more than the loudness. */
  void remarkUnmorphed() {
    boolean plain = presetName == null && !hasTarget() && others.isEmpty();
    if (plain && form == null && phase == null) {
      remark("nothing to morph to: without --to or --preset the sound stays the input's");
    }
  }

  /** Another preset, as loud and as dry as told. */
  Preset levelled(Preset other) {
    return with(with(other, Control.DRY_WET, dryWet), Control.GAIN, gainDb);
  }

  private static Preset with(Preset preset, Control control, Float value) {
    return value == null ? preset : preset.with(control.id(), value);
  }

  /**
   * The settings to begin with, once checked; what there is to remark of a preset is printed the
   * first time.
   *
   * @param recording what will be morphed, or null when that is yet to be played
   */
  MorphSettings settings(
      Goal goal, Model model, ModelCodec codec, StftProfile profile, Path recording) {
    Preset whole = preset(goal, model, profile);
    PresetBinder.Bound bound =
        new PresetBinder(what(), whole, model).bind(from(whole, model, codec, profile, recording));
    if (remarked.compareAndSet(false, true)) {
      bound.remarks().forEach(this::remark);
      PhaseMode wanted = whole.phase();
      if (profile == StftProfile.LIVE && wanted != PhaseMode.INPUT && wanted != PhaseMode.AB_SUM) {
        remark("phases are reconstructed in studio and hq alone; live plays with the input's");
      }
      if (wanted == PhaseMode.AB_SUM && !live && !whole.listensToSidechain()) {
        remark(
            "there is no second recording whose phases ab_sum could hear; the input's are heard");
      }
    }
    return bound.settings();
  }

  private void remark(String line) {
    spec.commandLine().getErr().println("liminal: " + line);
  }

  private LatentCloud from(
      Preset whole, Model model, ModelCodec codec, StftProfile profile, Path recording) {
    if (recording == null && RecordingCloud.isWanted(whole)) {
      throw usage("--forget", 0, "0.1 to 3600 for live input");
    }
    return RecordingCloud.start(whole, recording, model, codec, profile);
  }
}
