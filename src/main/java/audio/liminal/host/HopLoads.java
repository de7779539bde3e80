package audio.liminal.host;

import org.HdrHistogram.Histogram;

/**
 * How much of a hop's duration the engine took for it.
 *
 * @param p50 the median
 * @param p99 of the slowest in a hundred
 * @param p999 of the slowest in a thousand
 * @param most of the slowest
 */
public record HopLoads(double p50, double p99, double p999, double most) {
  static final HopLoads NONE = new HopLoads(0, 0, 0, 0);

  static HopLoads of(Histogram hopTimesNs, double hopNs) {
    return new HopLoads(
        hopTimesNs.getValueAtPercentile(50) / hopNs,
        hopTimesNs.getValueAtPercentile(99) / hopNs,
        hopTimesNs.getValueAtPercentile(99.9) / hopNs,
        hopTimesNs.getMaxValue() / hopNs);
  }
}
