package audio.liminal.train;

import audio.liminal.model.ModelCard;
import java.io.IOException;
import java.nio.file.Path;

/** The course of the families that look at one spectrum at a time. */
final class SpectralCourse implements Course {
  private static final int MOST_ROWS = 100_000;

  private final Family family;
  private final SpectralRecipe recipe;
  private final TrainingSet set;
  private final TrainingSet held;
  private final Weights weights;
  private final SpectralVae model;

  private SpectralCourse(Training.Options options, TrainingSet set, TrainingSet held) {
    this.family = options.family();
    this.recipe = SpectralRecipe.of(family);
    this.set = set;
    this.held = held;
    float[] sample = set.spaced(MOST_ROWS);
    Moments moments = Moments.of(sample, set.width());
    PrincipalAxes axes = PrincipalAxes.of(sample, moments);
    this.weights = Weights.start(recipe, options.latents(), moments, axes, options.seed());
    this.model = new SpectralVae(weights, options.threads());
  }

  static SpectralCourse read(Training.Options options, Recordings learned, Recordings judged) {
    SpectralRecipe recipe = SpectralRecipe.of(options.family());
    TrainingSet set = TrainingSet.read(learned, recipe, true, options.seed());
    learned.expectEnough();
    return new SpectralCourse(
        options, set, TrainingSet.read(judged, recipe, false, options.seed()));
  }

  @Override
  public TrainableVae model() {
    return model;
  }

  @Override
  public Schedule schedule() {
    return recipe.schedule();
  }

  @Override
  public Examples set() {
    return set;
  }

  @Override
  public Examples heldOut() {
    return held;
  }

  @Override
  public HeldOut.Judgement write(
      Path folder,
      String name,
      ModelCard.Training training,
      Recordings learned,
      Recordings judges,
      TrainingView view)
      throws IOException {
    LatentStatistics.arrange(model, weights, set);
    return new ModelFolder(folder, name, family, model, weights, set, training)
        .write(learned, judges, held, view);
  }

  @Override
  public void close() {
    model.close();
  }
}
