package audio.liminal.train;

/**
 * Mean and standard deviation of each column of rows that lie one after another.
 *
 * @param mean of each column
 * @param deviation of each column
 */
record Moments(float[] mean, float[] deviation) {
  static Moments of(float[] flat, int width) {
    double[] sum = new double[width];
    for (int i = 0; i < flat.length; i++) {
      sum[i % width] += flat[i];
    }
    int rows = flat.length / width;
    double[] squares = new double[width];
    for (int i = 0; i < flat.length; i++) {
      double off = flat[i] - sum[i % width] / rows;
      squares[i % width] += off * off;
    }
    float[] mean = new float[width];
    float[] deviation = new float[width];
    for (int j = 0; j < width; j++) {
      mean[j] = (float) (sum[j] / rows);
      deviation[j] = (float) Math.sqrt(squares[j] / rows);
    }
    return new Moments(mean, deviation);
  }
}
