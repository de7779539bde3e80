package audio.liminal.cli;

import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of commands that write one file of sound. */
final class WrittenFile {
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

  Path path() {
    return output;
  }

  AudioWriter create(StreamSpec stream) {
    return AudioWriter.create(output, stream, format, seed);
  }
}
