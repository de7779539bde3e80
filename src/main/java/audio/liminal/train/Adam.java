package audio.liminal.train;

/** Adam (Kingma and Ba 2015) on one flat vector, the gradient's norm clipped first. */
final class Adam {
  private static final double MOMENTUM = 0.9;
  private static final double SQUARE_MOMENTUM = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double MAX_NORM = 0.5;

  private final float[] first;
  private final float[] second;
  private int steps;

  Adam(int size) {
    this.first = new float[size];
    this.second = new float[size];
  }

  /** Moves {@code values}; a gradient that is not finite moves nothing and gives false. */
  boolean step(float[] values, float[] gradient, double rate) {
    double norm = norm(gradient);
    if (!Double.isFinite(norm)) {
      return false;
    }
    steps++;
    float clip = (float) Math.min(1, MAX_NORM / (norm + 1e-12));
    float b1 = (float) MOMENTUM;
    float b2 = (float) SQUARE_MOMENTUM;
    float scale = (float) (rate / (1 - Math.pow(MOMENTUM, steps)));
    float correction = (float) (1 / (1 - Math.pow(SQUARE_MOMENTUM, steps)));
    for (int i = 0; i < values.length; i++) {
      float g = clip * gradient[i];
      first[i] = b1 * first[i] + (1 - b1) * g;
      second[i] = b2 * second[i] + (1 - b2) * g * g;
      values[i] -= scale * first[i] / ((float) Math.sqrt(correction * second[i]) + (float) EPSILON);
    }
    return true;
  }

  private static double norm(float[] gradient) {
    double sum = 0;
    for (float g : gradient) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }
}
