package audio.liminal.train;

import audio.liminal.measure.Metrics;
import java.util.List;

/**
 * How close one mono signal is to another of equal length and alignment, by {@link Metrics}.
 *
 * @param lsdDb log-spectral distance
 * @param spectralConvergence error of the magnitudes
 * @param siSdrDb scale-invariant signal-to-distortion ratio
 */
record Scores(double lsdDb, double spectralConvergence, double siSdrDb) {
  static Scores of(float[] reference, float[] estimate) {
    return new Scores(
        Metrics.logSpectralDistanceDb(reference, estimate),
        Metrics.spectralConvergence(reference, estimate),
        Metrics.siSdrDb(reference, estimate));
  }

  static Scores mean(List<Scores> all) {
    return new Scores(
        all.stream().mapToDouble(Scores::lsdDb).average().orElseThrow(),
        all.stream().mapToDouble(Scores::spectralConvergence).average().orElseThrow(),
        all.stream().mapToDouble(Scores::siSdrDb).average().orElseThrow());
  }
}
