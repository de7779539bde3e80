package audio.liminal.cli;

import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of commands that write one file of sound. */
final class WrittenFile {
  private static final List<String> OTHERS =
      List.of(".flac", ".mp3", ".ogg", ".opus", ".aif", ".aiff", ".m4a", ".json", ".take");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.wav",
      required = true,
      description = "Where the result goes; an existing file is replaced when all is done.")
  private Path output;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "float32",
      description = "float32, pcm24 or pcm16 (default: ${DEFAULT-VALUE}).")
  private SampleFormat format;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the dither in pcm24 and pcm16 (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** Ends the command with a usage error where the name promises something else than is written. */
  void check() {
    checkName(spec, output);
  }

  /** The same for a command that has no other of these options. */
  static void checkName(CommandSpec spec, Path output) {
    String name = output.toString().toLowerCase(Locale.ROOT);
    if (name.equals("-") || OTHERS.stream().anyMatch(name::endsWith)) {
      throw UsageError.of(spec, "--output", output, "a name that ends in .wav");
    }
  }

  Path path() {
    return output;
  }

  AudioWriter create(StreamSpec stream) {
    return AudioWriter.create(output, stream, format, seed);
  }
}
