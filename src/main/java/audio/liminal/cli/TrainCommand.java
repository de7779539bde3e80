package audio.liminal.cli;

import audio.liminal.train.Family;
import audio.liminal.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a model. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Trains a model on a folder of audio and judges it on audio held out.",
      "Sub-folders name classes of sound, and each becomes a timbre to morph to. A folder made by"
          + " 'liminal data' brings its own held-out part.",
      "A run that is stopped or killed loses 20 seconds at most; --resume goes on with it."
    })
final class TrainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      description = "Audio to train on: WAV, FLAC, MP3 or Ogg Vorbis, 8 to 192 kHz.")
  private Path folder;

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name the model.")
  private String name;

  @Option(
      names = "--held-out",
      paramLabel = "DIR",
      description =
          "Audio to judge by; without it, one file in ten of each class, or the last tenth of each"
              + " file where no class has three.")
  private Path heldOut;

  @Option(
      names = "--family",
      paramLabel = "F",
      description = "envelope; full: its fine structure too; mel-patch: made to generate.")
  private Family family = Family.ENVELOPE;

  @Option(
      names = "--latents",
      paramLabel = "K",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Dimensions of the latent (default: 28 for envelope, 64 for full, 48 for mel-patch).")
  private int latents;

  @Option(names = "--minutes", paramLabel = "M", description = "How long to train.")
  private double minutes = 12;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Train for this many steps instead of by the clock.")
  private int steps;

  @Option(names = "--seed", paramLabel = "S", description = "Of weights, batches and noise.")
  private long seed = 1;

  @Option(names = "--threads", paramLabel = "T", description = "Of the training library.")
  private int threads = 1;

  @Option(names = "--out", paramLabel = "DIR", description = "Where to make the model's folder.")
  private Path out = Path.of("models");

  @Option(
      names = "--resume",
      description = "Go on with the run of this name that was stopped or killed.")
  private boolean resume;

  @Override
  public Integer call() throws IOException {
    Training.Options options =
        new Training.Options(
            folder, heldOut, name, family, latents, minutes, steps, seed, threads, out, resume);
    try (TrainingConsole console = new TrainingConsole()) {
      Training.run(options, console);
    }
    return ExitCode.OK;
  }
}
