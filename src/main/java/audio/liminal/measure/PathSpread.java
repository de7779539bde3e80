package audio.liminal.measure;

/**
 * How a path of points wanders: the mean length of its steps over the root of its points' total
 * variance. 0 stands still; points that know nothing of each other give about 1.4.
 */
public final class PathSpread {
  private final double[] sum;
  private double squares;
  private double stepLengths;
  private long points;
  private long steps;

  public PathSpread(int dimensions) {
    this.sum = new double[dimensions];
  }

  /**
   * Takes in a point.
   *
   * @param before the one from which the path stepped to it; null where it begins anew
   */
  public void add(float[] point, float[] before) {
    double step = 0;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += point[i];
      squares += (double) point[i] * point[i];
      double moved = before == null ? 0 : point[i] - before[i];
      step += moved * moved;
    }
    points++;
    steps += before == null ? 0 : 1;
    stepLengths += Math.sqrt(step);
  }

  /** Takes in all of another's. */
  public void add(PathSpread other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.sum[i];
    }
    squares += other.squares;
    points += other.points;
    steps += other.steps;
    stepLengths += other.stepLengths;
  }

  /** The mean step over the deviation; not a number without steps. */
  public double stepOverDeviation() {
    double variance = squares / points;
    for (double s : sum) {
      variance -= s / points * (s / points);
    }
    return stepLengths / steps / Math.sqrt(variance);
  }
}
