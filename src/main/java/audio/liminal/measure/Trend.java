package audio.liminal.measure;

import java.util.Arrays;

/** How a row of values at equal steps runs. */
final class Trend {
  private Trend() {}

  /** Spearman's rank correlation with the steps, positive where values run from first to last. */
  static double of(double[] values) {
    double[] ranks = ranks(values);
    double middle = (values.length - 1) / 2.0;
    double cross = 0;
    double steps = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      cross += (i - middle) * (ranks[i] - middle);
      steps += (i - middle) * (i - middle);
      squares += (ranks[i] - middle) * (ranks[i] - middle);
    }
    double direction = Math.signum(values[values.length - 1] - values[0]);
    return direction * cross / Math.sqrt(steps * squares);
  }

  /** Ranks from 0, equal values sharing their mean rank. */
  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      long below = Arrays.stream(values).filter(other -> other < value).count();
      long equal = Arrays.stream(values).filter(other -> other == value).count();
      ranks[i] = below + (equal - 1) / 2.0;
    }
    return ranks;
  }

  /** The greatest distance from the straight line between the first and the last value. */
  static double offLine(double[] values) {
    double off = 0;
    int last = values.length - 1;
    for (int i = 0; i <= last; i++) {
      double line = values[0] + (values[last] - values[0]) * i / last;
      off = Math.max(off, Math.abs(values[i] - line));
    }
    return off;
  }

  /** Standard deviation over mean. */
  static double variation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double variance =
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
    return Math.sqrt(variance) / mean;
  }
}
