package audio.liminal.song;

import audio.liminal.measure.Chroma;
import audio.liminal.measure.Mfcc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where a song becomes another one: peaks of the novelty along the diagonal of its
 * self-similarity (Foote 2000), over timbre, level and harmony of half-second cells.
 *
 * <p>Novelty is how much further cells before a moment lie from those after it than from each
 * other, as a share of the distance (the energy distance of Szekely and Rizzo, normalised): 0 when
 * both are alike, 1 when each stands still and they differ.
 */
final class SectionFinder {
  static final double CELL_SECONDS = 0.5;
  private static final int SPAN_CELLS = 16;
  private static final int LEAST_CELLS = 8;
  private static final double TAPER_CELLS = 10;
  private static final double LEAST_NOVELTY = 0.2;

  private static final int TIMBRE = 13;
  private static final double CHROMA_WEIGHT = 120;
  private static final double SILENT_DB = -100;

  /** Distances up to about this are no change, however steady the rest. */
  private static final double STILL = 6;

  private final int sampleRateHz;
  private final Mfcc mfcc;
  private final float[] cell;
  private final List<double[]> cells = new ArrayList<>();
  private int filled;

  SectionFinder(int sampleRateHz) {
    this.sampleRateHz = sampleRateHz;
    this.mfcc = new Mfcc(sampleRateHz);
    this.cell = new float[(int) (CELL_SECONDS * sampleRateHz)];
  }

  void hear(float[] mono, int count) {
    int done = 0;
    while (done < count) {
      int n = Math.min(count - done, cell.length - filled);
      System.arraycopy(mono, done, cell, filled, n);
      done += n;
      filled += n;
      if (filled == cell.length) {
        cells.add(features());
        filled = 0;
      }
    }
  }

  private double[] features() {
    double[] coefficients = mfcc.mean(cell);
    boolean silent = Arrays.stream(coefficients).allMatch(c -> c == 0);
    if (silent) {
      coefficients[0] = SILENT_DB * Math.sqrt(40);
    }
    double[] features = Arrays.copyOf(coefficients, TIMBRE + Chroma.CLASSES);
    double[] chroma = Chroma.of(cell, sampleRateHz);
    for (int c = 0; c < Chroma.CLASSES; c++) {
      features[TIMBRE + c] = CHROMA_WEIGHT * chroma[c];
    }
    return features;
  }

  /** Seconds at which sections begin, the first at 0. */
  List<Double> starts() {
    double[] novelty = new double[cells.size()];
    for (int at = LEAST_CELLS; at <= novelty.length - LEAST_CELLS; at++) {
      novelty[at] = novelty(at);
    }
    List<Double> starts = new ArrayList<>(List.of(0.0));
    for (int at = 0; at < novelty.length; at++) {
      if (novelty[at] > LEAST_NOVELTY && isPeak(novelty, at)) {
        starts.add(at * CELL_SECONDS);
      }
    }
    return starts;
  }

  private static boolean isPeak(double[] novelty, int at) {
    for (int i = Math.max(0, at - LEAST_CELLS); i < at + LEAST_CELLS && i < novelty.length; i++) {
      if (novelty[i] > novelty[at] || (i < at && novelty[i] == novelty[at])) {
        return false;
      }
    }
    return true;
  }

  private double novelty(int at) {
    int from = Math.max(0, at - SPAN_CELLS);
    int to = Math.min(cells.size(), at + SPAN_CELLS);
    double across = distance(from, at, at, to, at);
    double before = distance(from, at, from, at, at);
    double after = distance(at, to, at, to, at);
    return Math.max(0, (2 * across - before - after) / (2 * across + STILL));
  }

  /** Mean distance of different cells of two stretches, those near the middle counting more. */
  private double distance(int from1, int to1, int from2, int to2, int middle) {
    double sum = 0;
    double weights = 0;
    for (int i = from1; i < to1; i++) {
      for (int j = from2; j < to2; j++) {
        if (i != j) {
          double weight = taper(i - middle) * taper(j - middle);
          sum += weight * distance(cells.get(i), cells.get(j));
          weights += weight;
        }
      }
    }
    return sum / weights;
  }

  private static double taper(int offset) {
    double x = (offset + 0.5) / TAPER_CELLS;
    return Math.exp(-x * x / 2);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
