package audio.liminal.measure;

import audio.liminal.dsp.MelBands;
import audio.liminal.dsp.SpectrumGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a sound's notes begin: peaks of the mean rise of 40 mel bands' levels over 21 ms.
 *
 * <p>Levels more than 60 dB below the loudest band count as that low. A peak is the highest within
 * 53 ms on either side and rises by at least {@value #LEAST_RISE_DB} dB.
 */
public final class Onsets {
  private static final int BANDS = 40;
  private static final double LOWEST_HZ = 30;
  private static final double HIGHEST_HZ = 16_000;
  private static final float RANGE_DB = 60;
  private static final double FLOOR = 1e-15;
  private static final int RISE_SPECTRA = 2;
  private static final int PEAK_SPECTRA = 5;
  private static final float LEAST_RISE_DB = 2;

  private Onsets() {}

  /** Times in seconds, rising; none in silence. */
  public static double[] seconds(float[] mono, int sampleRateHz) {
    Spectra spectra = Spectra.ofConstantDuration(mono, sampleRateHz);
    double[] rise = rises(levels(spectra));
    int window = Spectra.scaled(2048, sampleRateHz);
    int hop = Spectra.scaled(512, sampleRateHz);
    List<Double> found = new ArrayList<>();
    for (int n = RISE_SPECTRA; n < rise.length - PEAK_SPECTRA; n++) {
      if (rise[n] > LEAST_RISE_DB && isPeak(rise, n)) {
        // the rise lies between the centres of the two windows compared
        double sample = (n - RISE_SPECTRA / 2.0) * hop + window / 2.0;
        found.add(sample / sampleRateHz);
      }
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Onsets a second. */
  public static double rate(float[] mono, int sampleRateHz) {
    return seconds(mono, sampleRateHz).length * (double) sampleRateHz / mono.length;
  }

  private static float[][] levels(Spectra spectra) {
    double topHz = spectra.binSpacingHz() * (spectra.bins() - 1);
    MelBands bands =
        new MelBands(
            BANDS,
            LOWEST_HZ,
            Math.min(HIGHEST_HZ, topHz),
            new SpectrumGrid(spectra.binSpacingHz(), spectra.bins()));
    float[][] levels = new float[spectra.count()][BANDS];
    float[] power = new float[spectra.bins()];
    float loudest = Float.NEGATIVE_INFINITY;
    for (int n = 0; n < levels.length; n++) {
      for (int k = 0; k < power.length; k++) {
        power[k] = (float) spectra.power()[n][k];
      }
      bands.sum(power, levels[n]);
      for (int b = 0; b < BANDS; b++) {
        levels[n][b] = (float) (10 * Math.log10(levels[n][b] + FLOOR));
        loudest = Math.max(loudest, levels[n][b]);
      }
    }
    for (float[] level : levels) {
      for (int b = 0; b < BANDS; b++) {
        level[b] = Math.max(level[b], loudest - RANGE_DB);
      }
    }
    return levels;
  }

  private static double[] rises(float[][] levels) {
    double[] rises = new double[levels.length];
    for (int n = RISE_SPECTRA; n < levels.length; n++) {
      for (int b = 0; b < BANDS; b++) {
        rises[n] += Math.max(0, levels[n][b] - levels[n - RISE_SPECTRA][b]) / BANDS;
      }
    }
    return rises;
  }

  private static boolean isPeak(double[] rise, int at) {
    int from = Math.max(0, at - PEAK_SPECTRA);
    double highest = Arrays.stream(rise, from, at + PEAK_SPECTRA + 1).max().orElse(0);
    boolean first = Arrays.stream(rise, from, at).allMatch(before -> before < rise[at]);
    return rise[at] >= highest && first;
  }
}
