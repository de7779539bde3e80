package audio.liminal.train;

import audio.liminal.model.ModelCard;
import java.io.IOException;
import java.nio.file.Path;

/** The course of family mel-patch. */
final class PatchCourse implements Course {
  static final int LATENTS = 48;

  private static final Schedule SCHEDULE = new Schedule(256, 1e-3, 1);
  private static final int MOST_ROWS = 4000;

  private final PatchSet set;
  private final PatchSet held;
  private final PatchWeights weights;
  private final PatchVae model;

  private PatchCourse(Training.Options options, PatchSet set, PatchSet held) {
    this.set = set;
    this.held = held;
    float[] centre = Moments.of(set.spaced(MOST_ROWS), set.width()).mean();
    for (int i = 0; i < centre.length; i++) {
      centre[i] = PatchSet.PATCH.share(centre[i], PatchSet.FLOOR_DB);
    }
    this.weights = new PatchWeights(options.latents(), centre, options.seed());
    this.model =
        new PatchVae(weights, PatchSet.FLOOR_DB, PatchSet.PATCH.topDb(), options.threads());
  }

  static PatchCourse read(Training.Options options, Recordings learned, Recordings judged) {
    PatchSet set = PatchSet.read(learned);
    learned.expectEnough();
    return new PatchCourse(options, set, PatchSet.read(judged));
  }

  @Override
  public TrainableVae model() {
    return model;
  }

  @Override
  public Schedule schedule() {
    return SCHEDULE;
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
    weights.reorderLatents(LatentStatistics.orderByEffect(model, set.spaced(MOST_ROWS)));
    return new PatchFolder(folder, name, model, weights, set, training).write(judges, held, view);
  }

  @Override
  public void close() {
    model.close();
  }
}
