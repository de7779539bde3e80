package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.CloudCapture;
import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioReader;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.Control;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.LiveTarget;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.MorphTarget;
import audio.liminal.preset.TimbreTarget;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where to morph and how, of every command that does. */
final class MorphOptions {
  private static final int CAPTURE_BLOCK = 4096;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      description =
          "A second recording, followed as it plays (a shorter one starts over), or a timbre the model"
              + " has learned (see 'liminal inspect').")
  private String target;

  @Option(
      names = "--forget",
      paramLabel = "S",
      defaultValue = "10",
      description =
          "On the way to a timbre, the input's own is learned from its last seconds, 0.1 to 3600; 0"
              + " learns it from the whole recording beforehand (default: ${DEFAULT-VALUE}).")
  private float forgetSeconds;

  @Option(
      names = "--morph",
      paramLabel = "0..1",
      description =
          "How far to go: 0 is the input, 1 the target (default: 1 with a target, else 0).")
  private Float morph;

  @Option(
      names = "--form",
      paramLabel = "F",
      defaultValue = "gain",
      description =
          "gain (transparent at --morph 0) or full (what the decoder says); default:"
              + " ${DEFAULT-VALUE}.")
  private MorphForm form;

  @Option(
      names = "--smoothing",
      paramLabel = "MS",
      defaultValue = "20",
      description = "Time constant of the latents in ms, 0 to 5000 (default: ${DEFAULT-VALUE}).")
  private float smoothingMs;

  @Option(
      names = "--dry-wet",
      paramLabel = "0..1",
      defaultValue = "1",
      description = "0 is the input, 1 the morph (default: ${DEFAULT-VALUE}).")
  private float dryWet;

  @Option(
      names = "--gain",
      paramLabel = "DB",
      defaultValue = "0",
      description = "Output gain in dB, -60 to 24 (default: ${DEFAULT-VALUE}).")
  private float gainDb;

  /**
   * Where a morph goes.
   *
   * @param cloud of a timbre, or null
   * @param followed a recording that is followed as it plays, or null
   */
  record Goal(LatentCloud cloud, AudioClip followed) {
    boolean follows() {
      return followed != null;
    }
  }

  /** Whether a target was named. */
  boolean hasTarget() {
    return target != null;
  }

  /**
   * Ends the command with a usage error unless all values fit.
   *
   * @param followsLive whether something else than {@code --to} is the target
   */
  void check(boolean followsLive) {
    if (followsLive && hasTarget()) {
      throw new ParameterException(
          spec.commandLine(), "--to: value=" + target + ", expected none beside --sidechain");
    }
    boolean somewhere = followsLive || hasTarget();
    if (!somewhere && morph != null && morph != 0) {
      throw new ParameterException(
          spec.commandLine(), "--morph: value=" + morph + " without --to, expected --to TARGET");
    }
    morph = morph != null ? morph : somewhere ? 1f : 0f;
    Range.check(spec, "--morph", morph, 0, 1);
    Range.check(spec, "--smoothing", smoothingMs, 0, 5000);
    Range.check(spec, "--dry-wet", dryWet, 0, 1);
    Range.check(spec, "--gain", gainDb, -60, 24);
    if (forgetSeconds != 0) {
      Range.check(spec, "--forget", forgetSeconds, 0.1, 3600);
    }
  }

  /** Finds what {@code --to} names. */
  Goal goal(Model model) {
    if (!hasTarget()) {
      return new Goal(null, null);
    }
    return isTimbre(model)
        ? new Goal(TimbreTarget.of(model, target), null)
        : new Goal(null, AudioClip.readOfAnyRate(Path.of(target)));
  }

  /** A timbre goes before a file of its name; what looks like a path is none. */
  private boolean isTimbre(Model model) {
    boolean looksLikePath = target.contains("/") || target.contains(".");
    return model.timbres().containsKey(target)
        || (!looksLikePath && !Files.exists(Path.of(target)));
  }

  /**
   * The settings to begin with, once checked.
   *
   * @param recording what will be morphed, or null when that is yet to be played
   */
  MorphSettings settings(
      Goal goal, Model model, ModelCodec codec, StftProfile profile, Path recording) {
    MorphTarget to = LiveTarget.SIDECHAIN;
    if (goal.cloud != null) {
      LatentCloud from =
          forgetSeconds == 0
              ? cloudOf(recording, model, codec, profile)
              : TimbreTarget.ofEverything(model.card());
      to = Corners.timbre(from, goal.cloud, forgetSeconds);
    }
    return MorphSettings.NEUTRAL
        .with(Control.MORPH, morph)
        .with(Control.SMOOTHING, smoothingMs)
        .with(Control.DRY_WET, dryWet)
        .with(Control.GAIN, gainDb)
        .withTarget(to)
        .withForm(form);
  }

  private LatentCloud cloudOf(Path recording, Model model, ModelCodec codec, StftProfile profile) {
    if (recording == null) {
      throw new ParameterException(
          spec.commandLine(), "--forget: value=0 for live input, expected 0.1 to 3600");
    }
    try (AudioReader in = AudioReader.open(recording)) {
      StreamSpec stream = new StreamSpec(in.sampleRateHz(), in.channels());
      CloudCapture capture = new CloudCapture(stream, profile, model.card().grid(), codec);
      float[][] block = new float[stream.channels()][CAPTURE_BLOCK];
      for (int count = in.read(block, 0, CAPTURE_BLOCK);
          count > 0;
          count = in.read(block, 0, CAPTURE_BLOCK)) {
        capture.hear(block, count);
      }
      return capture.cloud(recording.toString());
    }
  }
}
