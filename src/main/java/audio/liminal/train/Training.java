package audio.liminal.train;

import audio.liminal.model.ModelCard;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Trains an envelope model from folders of audio, judges it and writes its model folder. */
public final class Training {
  private static final int HELD_OUT_SHARE = 10;

  /**
   * What to train.
   *
   * @param folder audio, or a folder made by {@link TrainingData}
   * @param heldOut audio to judge by; null splits {@code folder} by file
   * @param name of the model, also of its folder
   * @param latents dimensions of the latent, 2 to 31
   * @param minutes of training; counts when {@code steps} is 0
   * @param steps of the optimiser
   * @param seed of weights, batches and noise
   * @param threads of the training library
   * @param out where the model's folder is made
   */
  public record Options(
      Path folder,
      Path heldOut,
      String name,
      int latents,
      double minutes,
      int steps,
      long seed,
      int threads,
      Path out) {

    /** Throws {@link BadInputException} for a value out of range. */
    public Options {
      expect("--name", name, name.matches("[a-z0-9][a-z0-9-]*"), "small letters, digits and '-'");
      boolean fits = latents >= 2 && latents <= Cepstrum.COEFFICIENTS;
      expect("--latents", latents, fits, "2 to " + Cepstrum.COEFFICIENTS);
      expect("--minutes", minutes, minutes > 0, "a positive number");
      expect("--steps", steps, steps >= 0, "a positive number, or 0 to go by --minutes");
      expect("--threads", threads, threads > 0, "a positive number");
    }

    private static void expect(String option, Object found, boolean right, String expected) {
      if (!right) {
        throw new BadInputException("liminal train", option, found, expected);
      }
    }

    private String command(int stepsDone) {
      return "liminal train %s%s --name %s --latents %d --steps %d --seed %d"
          .formatted(
              folder,
              heldOut == null ? "" : " --held-out " + heldOut,
              name,
              latents,
              stepsDone,
              seed);
    }
  }

  private final Options options;
  private final Consumer<String> log;

  private Training(Options options, Consumer<String> log) {
    this.options = options;
    this.log = log;
  }

  /**
   * Runs it all.
   *
   * @param log is given a line of progress now and then
   * @throws BadInputException when the audio is missing, silent or too short
   */
  public static void run(Options options, Consumer<String> log) throws IOException {
    new Training(options, log).run();
  }

  private void run() throws IOException {
    Path folder = options.folder();
    boolean made = Files.isDirectory(folder.resolve(TrainingData.TRAIN));
    Path audio = made ? folder.resolve(TrainingData.TRAIN) : folder;
    List<AudioFolder.Item> learn = new ArrayList<>(AudioFolder.list(audio));
    List<AudioFolder.Item> judge;
    if (options.heldOut() != null) {
      judge = AudioFolder.list(options.heldOut());
    } else if (made) {
      judge = AudioFolder.list(folder.resolve(TrainingData.HELD_OUT));
    } else {
      judge = splitOff(learn);
    }
    log.accept("reading " + learn.size() + " files to train on, " + judge.size() + " held out");
    TrainingSet set =
        TrainingSet.read(audio.toString(), learn, new Wear(new Random(options.seed())));
    set.expectEnough(audio.toString());
    TrainingSet held = TrainingSet.read("held-out files", judge, null);
    log.accept(set.size() + " spectra to train on, " + held.size() + " held out");
    train(set, held, judge, Manifest.sources(audio));
  }

  /** Takes one file in ten, at least one, away from {@code items}. */
  private List<AudioFolder.Item> splitOff(List<AudioFolder.Item> items) {
    if (items.size() < 2) {
      throw new BadInputException(
          options.folder().toString(), "audio files", 1, "at least 2, or --held-out");
    }
    Collections.shuffle(items, new Random(options.seed()));
    int count = Math.max(1, items.size() / HELD_OUT_SHARE);
    List<AudioFolder.Item> taken = List.copyOf(items.subList(0, count));
    items.subList(0, count).clear();
    return taken;
  }

  private void train(
      TrainingSet set,
      TrainingSet held,
      List<AudioFolder.Item> judge,
      List<ModelCard.Source> sources)
      throws IOException {
    float[] mean = TrainingSet.mean(set.cepstra());
    float[] deviation = TrainingSet.deviation(set.cepstra(), mean);
    PrincipalAxes axes = PrincipalAxes.of(set.cepstra(), mean, deviation);
    Weights weights = Weights.start(options.latents(), mean, deviation, axes, options.seed());
    try (EnvelopeVae model = new EnvelopeVae(weights, options.threads(), options.seed())) {
      int steps =
          new Optimiser(model, weights, set, held, options.seed(), log)
              .run(options.minutes(), options.steps());
      LatentStatistics.orderByEffect(model, weights, set);
      ModelCard.Training training =
          new ModelCard.Training(
              options.command(steps), options.seed(), steps, set.size(), sources);
      Path folder = options.out().resolve(options.name());
      new ModelFolder(folder, model, weights, set, training).write(judge, held, log);
      log.accept("wrote " + folder);
    }
  }
}
