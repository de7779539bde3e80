package audio.liminal.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
   * @param heldOutErrorDb of examples not trained on
   */
  record Point(
      int step, double minutes, float loss, float errorDb, float klNats, double heldOutErrorDb) {}

  final float[] weights;
  final Adam adam;
  final float[] bestWeights;
  final List<Point> history = new ArrayList<>();
  double bestLoss = Double.POSITIVE_INFINITY;
  double bestErrorDb = Double.POSITIVE_INFINITY;
  double bestDone;
  int bestStep;
  int step;
  int moved;
  double minutes;
  boolean finished;

  /** At the start, with the weights a model has; they stay shared with it. */
  TrainingState(float[] weights) {
    this.weights = weights;
    this.adam = new Adam(weights.length);
    this.bestWeights = weights.clone();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(step);
    out.writeInt(moved);
    out.writeDouble(minutes);
    out.writeBoolean(finished);
    out.writeInt(bestStep);
    out.writeDouble(bestDone);
    out.writeDouble(bestLoss);
    out.writeDouble(bestErrorDb);
    out.writeInt(weights.length);
    for (float[] values : List.of(weights, adam.first(), adam.second(), bestWeights)) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
      bytes.asFloatBuffer().put(values);
      out.write(bytes.array());
    }
    out.writeInt(history.size());
    for (Point point : history) {
      out.writeInt(point.step);
      out.writeDouble(point.minutes);
      out.writeFloat(point.loss);
      out.writeFloat(point.errorDb);
      out.writeFloat(point.klNats);
      out.writeDouble(point.heldOutErrorDb);
    }
  }

  /** Takes up what {@link #write} wrote; the model's weights change with it. */
  void read(DataInputStream in) throws IOException {
    step = in.readInt();
    moved = in.readInt();
    minutes = in.readDouble();
    finished = in.readBoolean();
    bestStep = in.readInt();
    bestDone = in.readDouble();
    bestLoss = in.readDouble();
    bestErrorDb = in.readDouble();
    int size = in.readInt();
    if (size != weights.length) {
      throw new IOException(size + " weights instead of " + weights.length);
    }
    byte[] bytes = new byte[Float.BYTES * size];
    for (float[] values : List.of(weights, adam.first(), adam.second(), bestWeights)) {
      in.readFully(bytes);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    }
    history.clear();
    int points = in.readInt();
    for (int i = 0; i < points; i++) {
      history.add(
          new Point(
              in.readInt(),
              in.readDouble(),
              in.readFloat(),
              in.readFloat(),
              in.readFloat(),
              in.readDouble()));
    }
  }
}
