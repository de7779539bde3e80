package audio.liminal.train;

import audio.liminal.file.AudioTree;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains a spectral model from folders of audio, judges it and writes its model folder. */
public final class Training {
  private static final int MOST_LATENTS = 128;
  private static final int MOST_THREADS = 1024;
  private static final int A_YEAR = 365 * 24 * 60;

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
   * @param resume whether to go on with an unfinished run
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
      Path out,
      boolean resume) {

    /** Throws {@link BadInputException} for a value out of range. */
    public Options {
      expect("--name", name, name.matches("[a-z0-9][a-z0-9-]*"), "small letters, digits and '-'");
      latents = latents == 0 ? usualLatents(family) : latents;
      int most = mostLatents(family);
      expect("--latents", latents, latents >= 2 && latents <= most, "2 to " + most);
      boolean ends = minutes > 0 && minutes <= A_YEAR;
      expect("--minutes", minutes, ends, "more than 0, at most " + A_YEAR + " (a year)");
      expect("--steps", steps, steps >= 0, "a positive number, or 0 to go by --minutes");
      boolean some = threads >= 1 && threads <= MOST_THREADS;
      expect("--threads", threads, some, "1 to " + MOST_THREADS);
    }

    private static int usualLatents(Family family) {
      return family == Family.MEL_PATCH ? PatchCourse.LATENTS : SpectralRecipe.of(family).latents();
    }

    private static int mostLatents(Family family) {
      return family == Family.MEL_PATCH
          ? MOST_LATENTS
          : Math.min(MOST_LATENTS, SpectralRecipe.of(family).feature().size());
    }

    /** What a run must share with the one it goes on with. */
    private Map<String, String> identity(Split split) {
      Map<String, String> identity = new LinkedHashMap<>();
      identity.put("--family", family.toString());
      identity.put("--latents", String.valueOf(latents));
      identity.put("--seed", String.valueOf(seed));
      identity.put("--steps", String.valueOf(steps));
      identity.put("--minutes", String.valueOf(minutes));
      identity.put("files to train on", AudioFolder.fingerprint(split.learn()));
      identity.put("held-out files", AudioFolder.fingerprint(split.judge()));
      return identity;
    }

    private static void expect(String option, Object found, boolean right, String expected) {
      if (!right) {
        throw new BadInputException(option, "value", found, expected);
      }
    }

    /** As a shell takes it for one word. */
    private static String quoted(Path path) {
      String name = path.toString();
      return name.matches("[\\p{L}\\p{M}\\p{N}_./,:@+-]+")
          ? name
          : "'" + name.replace("'", "'\\''") + "'";
    }

    /** What makes such a model again. */
    String command(int stepsDone) {
      return "liminal train %s%s --name %s --family %s --latents %d --steps %d --seed %d"
          .formatted(
              quoted(folder),
              heldOut == null ? "" : " --held-out " + quoted(heldOut),
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
    Path folder = options.out().resolve(options.name());
    Path unfinished = folder.resolveSibling("." + options.name() + ".training");
    FolderSwap swap = new FolderSwap(folder, unfinished);
    Path audio = audio();
    swap.expectReplaceable(audio);
    if (options.heldOut() != null) {
      swap.expectReplaceable(options.heldOut());
    }
    Split split = split(audio);
    FolderSwap.Lock lock = swap.lock();
    try (lock) {
      swap.recover();
      run(swap, folder, new Checkpoint(unfinished, options.identity(split)), audio, split);
    }
  }

  private void run(FolderSwap swap, Path folder, Checkpoint checkpoint, Path audio, Split split)
      throws IOException {
    if (options.resume()) {
      checkpoint.expectSameRun();
    } else {
      checkpoint.expectNone();
    }
    swap.expectWritable();
    view.say(split.learn().size() + " files to train on, " + split.judge().size() + " held out");
    Recordings learned = new Recordings(audio.toString(), split.learn(), view);
    Recordings judged = new Recordings("held-out files (see --held-out)", split.judge(), view);
    try (Course course = read(learned, judged)) {
      view.say(
          course.set().size() + " examples to train on, " + course.heldOut().size() + " held out");
      Trainer trainer =
          new Trainer(
              course.model(),
              course.schedule(),
              course.set(),
              course.heldOut(),
              options.seed(),
              checkpoint,
              view);
      if (fit(trainer)) {
        ModelCard.Training training =
            training(trainer.state().step, course.set().size(), Manifest.sources(audio));
        try {
          Path next = swap.open();
          HeldOut.Judgement judgement =
              course.write(next, options.name(), training, learned, judged, view);
          new TrainingReport(Model.load(next), trainer.state(), judgement, learned, judged)
              .write(view);
          swap.commit();
        } catch (IOException e) {
          throw EngineException.writing(folder, e);
        }
        view.say("wrote " + folder);
      }
    }
  }

  private Course read(Recordings learned, Recordings judged) {
    return options.family() == Family.MEL_PATCH
        ? PatchCourse.read(options, learned, judged)
        : SpectralCourse.read(options, learned, judged);
  }

  /** Where the audio to train on lies. */
  private Path audio() {
    Path made = options.folder().resolve(TrainingData.TRAIN);
    boolean isMade =
        Files.isDirectory(made)
            && Files.isDirectory(options.folder().resolve(TrainingData.HELD_OUT));
    return isMade ? made : options.folder();
  }

  private Split split(Path audio) {
    List<AudioFolder.Item> items = AudioFolder.list(audio);
    int others = AudioTree.of(audio, null).others();
    if (others > 0) {
      view.say(
          "left out: %d in %s whose names don't end as WAV, FLAC, MP3 or Ogg Vorbis do"
              .formatted(others, audio));
    }
    if (options.heldOut() != null) {
      Split apart = Split.apart(items, AudioFolder.list(options.heldOut()));
      int both = items.size() - apart.learn().size();
      if (apart.learn().isEmpty()) {
        throw new BadInputException(
            "--held-out",
            "files",
            "all " + both + " of " + audio,
            "a folder that leaves some to train on");
      }
      if (both > 0) {
        view.say(both + " files are held out and not trained on");
      }
      return apart;
    }
    if (audio.equals(options.folder())) {
      return Split.of(items, options.seed());
    }
    return new Split(items, AudioFolder.list(options.folder().resolve(TrainingData.HELD_OUT)));
  }

  /** Whether training came to its end. */
  private boolean fit(Trainer trainer) {
    if (options.resume()) {
      trainer.resume();
      view.say("going on at step " + trainer.state().step);
    }
    Interruption interruption = Interruption.of(trainer, view);
    try {
      return trainer.run(new Trainer.Limit(options.minutes(), options.steps()));
    } finally {
      interruption.close();
    }
  }

  private ModelCard.Training training(int steps, long spectra, List<ModelCard.Source> sources) {
    return new ModelCard.Training(options.command(steps), options.seed(), steps, spectra, sources);
  }
}
