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

/** Trains a spectral model from folders of audio, judges it and writes its model folder. */
public final class Training {
  private static final int HELD_OUT_SHARE = 10;
  private static final int MOST_LATENTS = 128;
  private static final int MOST_ROWS = 100_000;

  /**
   * What to train.
   *
   * @param folder audio, or a folder made by {@link TrainingData}
   * @param heldOut audio to judge by; null splits {@code folder} by file
   * @param name of the model, also of its folder
   * @param family of models
   * @param latents dimensions of the latent; 0 for as many as the family has by default
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
      Family family,
      int latents,
      double minutes,
      int steps,
      long seed,
      int threads,
      Path out) {

    /** Throws {@link BadInputException} for a value out of range. */
    public Options {
      expect("--name", name, name.matches("[a-z0-9][a-z0-9-]*"), "small letters, digits and '-'");
      SpectralRecipe recipe = SpectralRecipe.of(family);
      latents = latents == 0 ? recipe.latents() : latents;
      int most = Math.min(MOST_LATENTS, recipe.feature().size());
      expect("--latents", latents, latents >= 2 && latents <= most, "2 to " + most);
      expect("--minutes", minutes, minutes > 0, "a positive number");
      expect("--steps", steps, steps >= 0, "a positive number, or 0 to go by --minutes");
      expect("--threads", threads, threads > 0, "a positive number");
    }

    private SpectralRecipe recipe() {
      return SpectralRecipe.of(family);
    }

    private static void expect(String option, Object found, boolean right, String expected) {
      if (!right) {
        throw new BadInputException("liminal train", option, found, expected);
      }
    }

    private String command(int stepsDone) {
      return "liminal train %s%s --name %s --family %s --latents %d --steps %d --seed %d"
          .formatted(
              folder,
              heldOut == null ? "" : " --held-out " + heldOut,
              name,
              family,
              latents,
              stepsDone,
              seed);
    }
  }

  private final Options options;
  private final TrainingView view;

  private Training(Options options, TrainingView view) {
    this.options = options;
    this.view = view;
  }

  /**
   * Runs it all.
   *
   * @throws BadInputException when the audio is missing, silent or too short
   */
  public static void run(Options options, TrainingView view) throws IOException {
    new Training(options, view).run();
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
    view.say(learn.size() + " files to train on, " + judge.size() + " held out");
    Recordings learned = new Recordings(audio.toString(), learn, view);
    TrainingSet set = TrainingSet.read(learned, options.recipe(), true, options.seed());
    learned.expectEnough();
    Recordings judged = new Recordings("held-out files", judge, view);
    TrainingSet held = TrainingSet.read(judged, options.recipe(), false, options.seed());
    view.say(set.size() + " spectra to train on, " + held.size() + " held out");
    train(set, held, judged.readable(), Manifest.sources(audio));
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
    float[] sample = set.spaced(MOST_ROWS);
    Moments moments = Moments.of(sample, set.width());
    Weights weights =
        Weights.start(
            options.recipe(),
            options.latents(),
            moments,
            PrincipalAxes.of(sample, moments),
            options.seed());
    try (SpectralVae model = new SpectralVae(weights, options.threads())) {
      Trainer trainer =
          new Trainer(model, options.recipe().schedule(), set, held, options.seed(), view);
      trainer.run(new Trainer.Limit(options.minutes(), options.steps()));
      int steps = trainer.state().step;
      weights.reorderLatents(
          LatentStatistics.orderByEffect(model, set.spaced(LatentStatistics.MOST_ROWS)));
      ModelCard.Training training =
          new ModelCard.Training(
              options.command(steps), options.seed(), steps, set.size(), sources);
      Path folder = options.out().resolve(options.name());
      new ModelFolder(folder, options.family(), model, weights, set, training)
          .write(judge, held, view);
      view.say("wrote " + folder);
    }
  }
}
