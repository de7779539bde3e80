package audio.liminal.train;

import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * How close one signal is to another of equal length and alignment.
 *
 * @param lsdDb log-spectral distance: mean over spectra of the root mean square over bins
 * @param spectralConvergence norm of the magnitudes' difference over the norm of the magnitudes
 * @param siSdrDb scale-invariant signal-to-distortion ratio
 */
record Scores(double lsdDb, double spectralConvergence, double siSdrDb) {
  private static final double EPSILON = 1e-5;
  private static final double SILENCE = 1e-4;

  /** Over spectra of 1024 samples, 128 apart; those where the reference is silent are left out. */
  static Scores of(float[] reference, float[] estimate) {
    List<float[]> wanted = magnitudes(reference);
    List<float[]> got = magnitudes(estimate);
    double lsd = 0;
    int counted = 0;
    double miss = 0;
    double norm = 0;
    for (int i = 0; i < wanted.size(); i++) {
      float[] w = wanted.get(i);
      float[] g = got.get(i);
      double squares = 0;
      for (int k = 0; k < w.length; k++) {
        double db = 20 * Math.log10((w[k] + EPSILON) / (g[k] + EPSILON));
        squares += db * db;
        miss += (w[k] - g[k]) * (w[k] - g[k]);
        norm += w[k] * w[k];
      }
      if (Cepstrum.peak(w) > SILENCE) {
        lsd += Math.sqrt(squares / w.length);
        counted++;
      }
    }
    return new Scores(
        lsd / Math.max(1, counted), Math.sqrt(miss / norm), siSdr(reference, estimate));
  }

  static Scores mean(List<Scores> all) {
    return new Scores(
        all.stream().mapToDouble(Scores::lsdDb).average().orElseThrow(),
        all.stream().mapToDouble(Scores::spectralConvergence).average().orElseThrow(),
        all.stream().mapToDouble(Scores::siSdrDb).average().orElseThrow());
  }

  private static double siSdr(float[] reference, float[] estimate) {
    double rr = 0;
    double re = 0;
    double ee = 0;
    for (int n = 0; n < reference.length; n++) {
      rr += (double) reference[n] * reference[n];
      re += (double) reference[n] * estimate[n];
      ee += (double) estimate[n] * estimate[n];
    }
    double target = re * re / rr;
    return 10 * Math.log10(target / Math.max(1e-12 * target, ee - target));
  }

  /** Full-scale sine = 1. */
  private static List<float[]> magnitudes(float[] samples) {
    StftGeometry geometry = StftProfile.STUDIO.at(Recording.RATE_HZ);
    float scale = (float) Math.sqrt(geometry.fullScalePower());
    List<float[]> all = new ArrayList<>();
    Stft stft =
        new Stft(geometry, 1, 0, (packed, windowed) -> all.add(magnitude(packed[0], scale)));
    float[][] none = new float[0][];
    float[][] in = {samples};
    for (int at = 0; at < samples.length; ) {
      int count = Math.min(stft.samplesToHop(), samples.length - at);
      stft.process(in, at, none, none, 0, count);
      at += count;
    }
    return all;
  }

  private static float[] magnitude(float[] packed, float scale) {
    float[] m = new float[packed.length / 2 + 1];
    m[0] = scale * Math.abs(packed[0]);
    m[m.length - 1] = scale * Math.abs(packed[1]);
    for (int k = 1; k < m.length - 1; k++) {
      m[k] = scale * (float) Math.hypot(packed[2 * k], packed[2 * k + 1]);
    }
    return m;
  }
}
