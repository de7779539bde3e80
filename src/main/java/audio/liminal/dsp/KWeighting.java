package audio.liminal.dsp;

/**
 * The K-weighting of ITU-R BS.1770 as a factor on power, from its analogue prototypes: a high shelf
 * at 1681.97 Hz and a high-pass at 38.1355 Hz.
 */
public final class KWeighting {
  private static final double SHELF_HZ = 1681.97;
  private static final double SHELF_Q = 0.70718;
  private static final double SHELF_GAIN = Math.pow(10, 3.99984 / 20);
  private static final double SHELF_MIDDLE_GAIN = Math.pow(SHELF_GAIN, 0.49967);
  private static final double HIGH_PASS_HZ = 38.1355;
  private static final double HIGH_PASS_Q = 0.50033;

  private KWeighting() {}

  /** Factor on the power of a component at this frequency. */
  public static double power(double hz) {
    double w = hz / SHELF_HZ;
    double shelf =
        squared(1 - SHELF_GAIN * w * w, SHELF_MIDDLE_GAIN * w / SHELF_Q)
            / squared(1 - w * w, w / SHELF_Q);
    double v = hz / HIGH_PASS_HZ;
    double highPass = v * v * v * v / squared(1 - v * v, v / HIGH_PASS_Q);
    return shelf * highPass;
  }

  private static double squared(double re, double im) {
    return re * re + im * im;
  }
}
