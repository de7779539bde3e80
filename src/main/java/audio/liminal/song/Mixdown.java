package audio.liminal.song;

/** The mean of a sound's channels, or half the difference of two where they would cancel. */
final class Mixdown {
  private static final double MEMORY_SECONDS = 0.5;

  /** The difference is taken where it is 6 dB stronger, and until the sum is stronger again. */
  private static final double CANCELS = 4;

  /** A difference softer than -80 dB in the mean decides nothing: a sound's first bits would. */
  private static final double LEAST_POWER = 1e-8;

  private final double keep;
  private final double least;
  private double sumPower;
  private double differencePower;
  private boolean turned;

  Mixdown(int sampleRateHz) {
    this.keep = Math.exp(-1 / (MEMORY_SECONDS * sampleRateHz));
    this.least = 4 * LEAST_POWER / (1 - keep);
  }

  /** Mixes {@code count} samples of every channel. */
  void mix(float[][] channels, int count, float[] mono) {
    for (int n = 0; n < count; n++) {
      mono[n] = channels.length == 2 ? ofTwo(channels[0][n], channels[1][n]) : mean(channels, n);
    }
  }

  private float ofTwo(float left, float right) {
    float sum = left + right;
    float difference = left - right;
    sumPower = sum * sum + keep * sumPower;
    differencePower = difference * difference + keep * differencePower;
    turned = differencePower > (turned ? sumPower : CANCELS * sumPower + least);
    return (turned ? difference : sum) / 2;
  }

  private static float mean(float[][] channels, int n) {
    float sum = 0;
    for (float[] channel : channels) {
      sum += channel[n];
    }
    return sum / channels.length;
  }
}
