package audio.liminal.cli;

import audio.liminal.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a model. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Trains a model of spectral envelopes on a folder of audio and judges it on audio held out.",
      "Sub-folders name classes of sound, and each becomes an anchor to morph to. A folder made by"
          + " 'liminal data' brings its own held-out part."
    })
final class TrainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Audio to train on: WAV, FLAC, MP3 or Ogg Vorbis.")
  private Path folder;

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name the model.")
  private String name;

  @Option(
      names = "--held-out",
      paramLabel = "DIR",
      description = "Audio to judge by; without it, one file in ten of those to train on.")
  private Path heldOut;

  @Option(names = "--latents", paramLabel = "K", description = "Dimensions of the latent.")
  private int latents = 28;

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

  @Override
  public Integer call() throws IOException {
    Training.run(
        new Training.Options(folder, heldOut, name, latents, minutes, steps, seed, threads, out),
        System.out::println);
    return ExitCode.OK;
  }
}
