package audio.liminal.train;

import java.util.ArrayList;
import java.util.List;

/** How far a training run has come: all that is needed to go on from there. */
final class TrainingState {
  /**
   * One judgement on the way.
   *
   * @param minutes of training so far
   * @param loss of the last batch
   * @param errorDb of the last batch
   * @param klNats of the last batch
   * @param heldOutErrorDb of spectra not trained on
   */
  record Point(
      int step, double minutes, float loss, float errorDb, float klNats, double heldOutErrorDb) {}

  final float[] weights;
  final Adam adam;
  final float[] bestWeights;
  final List<Point> history = new ArrayList<>();
  double bestErrorDb = Double.POSITIVE_INFINITY;
  double bestDone;
  int bestStep;
  int step;
  int moved;
  double minutes;

  /** At the start, with the weights a model has; they stay shared with it. */
  TrainingState(float[] weights) {
    this.weights = weights;
    this.adam = new Adam(weights.length);
    this.bestWeights = weights.clone();
  }
}
