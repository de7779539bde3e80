package audio.liminal.cli;

import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.model.Model;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes new sound from a model's prior. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes new sound. A model of family mel-patch plays notes and chords: samples of its prior, each",
      "leaning on the one before. One of family full wanders through its latents, or through one of",
      "its timbres, with a time constant of half a second. Both get phases by reconstruction (RTPGHI).",
      "One of family envelope, which knows no pitches, colours a melody made up for it. The same",
      "options give the same file. 'liminal evaluate' says how near piano-mel comes to a piano."
    },
    footer = {
      "",
      "Examples:",
      "  liminal generate --seconds 10 --seed 7 -o new.wav",
      "  liminal generate --model full --to choir --seconds 20 -o cloud.wav"
    })
final class GenerateCommand implements Callable<Integer> {
  static final String DEFAULT_MODEL = "piano-mel";

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "M",
      defaultValue = DEFAULT_MODEL,
      description = "A model's name or folder (default: ${DEFAULT-VALUE}); see 'liminal models'.")
  private String model;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.wav",
      required = true,
      description = "Where the result goes; an existing file is replaced when all is done.")
  private Path output;

  @Option(
      names = "--to",
      paramLabel = "TIMBRE",
      description =
          "A timbre of the model to stay in (default: all it learned); none with family mel-patch.")
  private String timbre;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long, 0.5 to 600 (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another number, other music (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "1",
      description =
          "How far from the usual, 0 to 2: a factor on the prior's deviation (default:"
              + " ${DEFAULT-VALUE}).")
  private double temperature;

  @Override
  public Integer call() {
    Range.check(spec, "--seconds", seconds, 0.5, 600);
    Range.check(spec, "--temperature", temperature, 0, 2);
    WrittenFile.checkName(spec, output);
    Model loaded = Installation.load(model);
    if (timbre != null && loaded.card().melPatch() != null) {
      throw new BadInputException("--to", "timbre", timbre, "none with a model of whole notes");
    }
    long start = System.nanoTime();
    StreamSpec stream = new StreamSpec(loaded.card().sampleRateHz(), 1);
    try (AudioWriter out = AudioWriter.create(output, stream, SampleFormat.FLOAT32, seed)) {
      AudioClip sound = GeneratedSound.of(loaded, timbre, seconds, seed, temperature);
      out.write(sound.samples(), 0, sound.lengthSamples());
      out.commit();
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f s, %d Hz, seed %d, %.1f x real time%n",
        output,
        seconds,
        stream.sampleRateHz(),
        seed,
        seconds / ((System.nanoTime() - start) / 1e9));
    return ExitCode.OK;
  }
}
