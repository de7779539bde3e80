package audio.liminal.train;

/**
 * Adam (Kingma and Ba 2015) on one flat vector, the gradient's norm clipped first.
 *
 * @param first mean gradient of each value
 * @param second mean squared gradient of each value
 */
record Adam(float[] first, float[] second) {
  private static final double MOMENTUM = 0.9;
  private static final double SQUARE_MOMENTUM = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double MAX_NORM = 0.5;

  Adam(int size) {
    this(new float[size], new float[size]);
  }

  /**
   * Moves {@code values}; a gradient that is not finite moves nothing and gives false.
   *
   * @param moved how many times values were moved before
   */
  boolean step(float[] values, float[] gradient, double rate, int moved) {
    double norm = norm(gradient);
    if (!Double.isFinite(norm)) {
      return false;
    }
    float clip = (float) Math.min(1, MAX_NORM / (norm + 1e-12));
    float b1 = (float) MOMENTUM;
    float b2 = (float) SQUARE_MOMENTUM;
    float scale = (float) (rate / (1 - Math.pow(MOMENTUM, moved + 1)));
    float correction = (float) (1 / (1 - Math.pow(SQUARE_MOMENTUM, moved + 1)));
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
