package audio.liminal.cli;

import audio.liminal.morph.Takes;
import audio.liminal.preset.PresetTarget;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a recorded path of latents plays that {@code --to} names. */
final class TakeOptions {
  static final String ENDING = ".take";

  @Option(
      names = "--take-speed",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "Speed of a take, -16 (backwards) to 16, as a factor (default: ${DEFAULT-VALUE}).")
  private float speed;

  @Option(names = "--take-loop", description = "A take begins again at its end.")
  private boolean loop;

  @Option(
      names = "--take-beats",
      paramLabel = "B",
      defaultValue = "0",
      description = "A take lasts so many beats, in step with the music (default: its own time).")
  private float beats;

  @Option(
      names = "--take-step",
      paramLabel = "B",
      defaultValue = "0",
      description = "A take moves on once in so many beats (default: always).")
  private float stepBeats;

  @Option(
      names = "--take-second",
      paramLabel = "TAKE",
      description = "Another take; the control x, 0 to 1, moves from the first to this one.")
  private Path second;

  static boolean isTake(String target) {
    return target.endsWith(ENDING);
  }

  /** Ends the command with a usage error when there is an option but no take. */
  void check(CommandSpec spec, String target) {
    boolean plain = speed == 1 && !loop && beats == 0 && stepBeats == 0 && second == null;
    if (!plain && (target == null || !isTake(target))) {
      throw new ParameterException(
          spec.commandLine(),
          "--to: value=" + target + " with options of a take, expected FILE" + ENDING);
    }
    checkRanges(spec);
  }

  private void checkRanges(CommandSpec spec) {
    Range.check(spec, "--take-speed", speed, -Takes.FASTEST, Takes.FASTEST);
    if (beats != 0) {
      Range.check(spec, "--take-beats", beats, Takes.LEAST_BEATS, Takes.MOST_BEATS);
    }
    if (stepBeats != 0) {
      Range.check(spec, "--take-step", stepBeats, Takes.LEAST_STEP_BEATS, Takes.MOST_BEATS);
    }
  }

  /** What is to be played. */
  PresetTarget target(String first) {
    String file = absolute(Path.of(first));
    List<String> files = second == null ? List.of(file) : List.of(file, absolute(second));
    return new PresetTarget.Recorded(files, speed, loop, beats, stepBeats);
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}
