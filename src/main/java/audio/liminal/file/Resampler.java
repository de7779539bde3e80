package audio.liminal.file;

/**
 * Carries a whole sound to another sample rate without delay.
 *
 * <p>A polyphase sinc under a Kaiser window (Kaiser 1974): flat to 0.9 of the lower rate's Nyquist
 * frequency, 100 dB down from that frequency on.
 */
public final class Resampler {
  private static final double STOP_BAND_DB = 100;
  private static final double PASS_BAND = 0.9;
  private static final double BETA = 0.1102 * (STOP_BAND_DB - 8.7);

  private final int up;
  private final int down;

  /** Cut-off in cycles per input sample. */
  private final double cutoff;

  /** Input samples from the kernel's centre to its edge. */
  private final double halfWidth;

  /** One kernel for each position between two input samples, made when first needed. */
  private final double[][] kernels;

  public Resampler(int fromRateHz, int toRateHz) {
    int divisor = gcd(fromRateHz, toRateHz);
    this.up = toRateHz / divisor;
    this.down = fromRateHz / divisor;
    double nyquist = 0.5 * Math.min(1, (double) toRateHz / fromRateHz);
    this.cutoff = nyquist * (1 + PASS_BAND) / 2;
    this.halfWidth = (STOP_BAND_DB - 7.95) / (14.36 * nyquist * (1 - PASS_BAND)) / 2;
    this.kernels = new double[up][];
  }

  /**
   * Gives {@code round(length * toRate / fromRate)} samples, at least 1 of a sound; silence is
   * taken to lie around.
   */
  public float[] resample(float[] samples) {
    int length =
        Math.max(
            Math.min(1, samples.length), (int) ((2L * samples.length * up + down) / (2L * down)));
    float[] out = new float[length];
    int reach = reach();
    for (int n = 0; n < length; n++) {
      long at = (long) n * down;
      int centre = (int) (at / up);
      double[] kernel = kernel((int) (at % up));
      int from = Math.max(0, reach - centre);
      int to = Math.min(kernel.length, samples.length - centre + reach);
      double sum = 0;
      for (int k = from; k < to; k++) {
        sum += kernel[k] * samples[centre - reach + k];
      }
      out[n] = (float) sum;
    }
    return out;
  }

  private int reach() {
    return (int) Math.ceil(halfWidth);
  }

  private double[] kernel(int phase) {
    if (kernels[phase] == null) {
      int reach = reach();
      double[] kernel = new double[2 * reach + 2];
      double sum = 0;
      for (int k = 0; k < kernel.length; k++) {
        double distance = k - reach - (double) phase / up;
        kernel[k] = sinc(2 * cutoff * distance) * kaiser(distance / halfWidth);
        sum += kernel[k];
      }
      for (int k = 0; k < kernel.length; k++) {
        kernel[k] /= sum;
      }
      kernels[phase] = kernel;
    }
    return kernels[phase];
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : besselI0(BETA * Math.sqrt(1 - x * x)) / besselI0(BETA);
  }

  /** The modified Bessel function of order 0, by its power series. */
  private static double besselI0(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
