package audio.liminal.engine;

import audio.liminal.dsp.StftGeometry;

/**
 * Where a stream's delay comes from, all in samples; the sum is what hosts are told and what an
 * impulse measures.
 *
 * @param hopFillSamples waiting until a hop is complete, whatever the host's blocks
 * @param overlapSamples the synthesis window beyond one hop
 * @param transportSamples between the host and the engine, 0 in one process
 */
public record LatencyBudget(int hopFillSamples, int overlapSamples, int transportSamples) {
  static LatencyBudget of(StftGeometry geometry) {
    return new LatencyBudget(
        geometry.hopSamples() - 1, geometry.synthesisSamples() - geometry.hopSamples(), 0);
  }

  /** The same budget with a hand-over between host and engine that takes this long. */
  public LatencyBudget withTransport(int samples) {
    return new LatencyBudget(hopFillSamples, overlapSamples, samples);
  }

  public int totalSamples() {
    return hopFillSamples + overlapSamples + transportSamples;
  }
}
