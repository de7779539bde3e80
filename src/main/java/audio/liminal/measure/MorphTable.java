package audio.liminal.measure;

import audio.liminal.file.AudioClip;
import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether a morph travels evenly from one sound to another, from its outputs at equal steps.
 *
 * <p>The way is that of the mean {@link Mfcc} without coefficient 0.
 *
 * @param figures one for each question
 * @param targetDistances MFCC distance to the target sound at each step
 */
public record MorphTable(List<Figure> figures, List<Double> targetDistances) {
  private static final double MAX_OFF_POSITION = 0.15;
  private static final double MIN_MONOTONICITY = 0.9;
  private static final double MAX_STEP_VARIATION = 0.5;
  private static final double MAX_TORTUOSITY = 1.5;
  private static final double MIN_SPEARMAN = 0.95;
  private static final double MAX_LOUDNESS_LU = 1.5;

  /**
   * One answer.
   *
   * @param wanted the limit, in words
   */
  public record Figure(String name, double value, String wanted, boolean passed) {
    static Figure atMost(String name, double value, double limit) {
      return new Figure(name, value, "<= " + limit, value <= limit);
    }

    static Figure atLeast(String name, double value, double limit) {
      return new Figure(name, value, ">= " + limit, value >= limit);
    }
  }

  /**
   * Measures a morph.
   *
   * @param outputs the sound at alpha 0 to 1 in equal steps, at least 3
   * @param target what alpha 1 should sound like
   */
  public static MorphTable of(List<AudioClip> outputs, AudioClip target) {
    if (outputs.size() < 3) {
      throw new BadInputException("morph table", "outputs", outputs.size(), "at least 3");
    }
    double[][] way = new double[outputs.size()][];
    for (int i = 0; i < way.length; i++) {
      way[i] = mean(outputs.get(i));
    }
    double[] goal = mean(target);
    List<Double> distances = new ArrayList<>();
    for (double[] point : way) {
      distances.add(Mfcc.distance(point, goal));
    }
    double[] centroids = each(outputs, clip -> ErbCentroid.mean(clip.mono(), clip.sampleRateHz()));
    double[] lufs = each(outputs, Loudness::integratedLufs);
    List<Figure> figures = new ArrayList<>(wayFigures(way));
    figures.add(Figure.atLeast("centroid order", Trend.of(centroids), MIN_SPEARMAN));
    figures.add(Figure.atMost("loudness off, LU", Trend.offLine(lufs), MAX_LOUDNESS_LU));
    figures.add(Figure.atLeast("nearing target", falling(distances), 1));
    return new MorphTable(List.copyOf(figures), List.copyOf(distances));
  }

  private static List<Figure> wayFigures(double[][] way) {
    int steps = way.length - 1;
    double direct = Mfcc.distance(way[0], way[steps]);
    double[] position = new double[way.length];
    double[] length = new double[steps];
    double path = 0;
    double off = 0;
    int rising = 0;
    for (int i = 1; i <= steps; i++) {
      position[i] = along(way[0], way[steps], way[i]) / (direct * direct);
      length[i - 1] = Mfcc.distance(way[i - 1], way[i]);
      path += length[i - 1];
      off = Math.max(off, Math.abs(position[i] - (double) i / steps));
      rising += position[i] > position[i - 1] ? 1 : 0;
    }
    return List.of(
        Figure.atMost("position off", direct > 0 ? off : Double.NaN, MAX_OFF_POSITION),
        Figure.atLeast("monotonicity", (double) rising / steps, MIN_MONOTONICITY),
        Figure.atMost("step variation", Trend.variation(length), MAX_STEP_VARIATION),
        Figure.atMost("tortuosity", path / direct, MAX_TORTUOSITY));
  }

  /** The inner product of the ways from the start to a point and to the end. */
  private static double along(double[] start, double[] end, double[] point) {
    double sum = 0;
    for (int c = 1; c < Mfcc.COEFFICIENTS; c++) {
      sum += (point[c] - start[c]) * (end[c] - start[c]);
    }
    return sum;
  }

  private static double falling(List<Double> distances) {
    int falling = 0;
    for (int i = 1; i < distances.size(); i++) {
      falling += distances.get(i) < distances.get(i - 1) ? 1 : 0;
    }
    return (double) falling / (distances.size() - 1);
  }

  private static double[] mean(AudioClip clip) {
    return new Mfcc(clip.sampleRateHz()).mean(clip.mono());
  }

  private static double[] each(List<AudioClip> clips, ToDoubleFunction<AudioClip> figure) {
    return clips.stream().mapToDouble(figure).toArray();
  }

  /** Whether every figure is as wanted. */
  public boolean passed() {
    return figures.stream().allMatch(Figure::passed);
  }

  /** The figure of a name that {@link #toString} prints. */
  public Figure figure(String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new BadInputException("morph table", "figure", name, "a known name"));
  }

  /** An aligned table, one line for each figure and one for the distances. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Figure figure : figures) {
      String passed = figure.passed() ? "pass" : "FAIL";
      text.append(
          String.format(
              Locale.ROOT,
              "%-18s %8.3f  %-8s %s%n",
              figure.name(),
              figure.value(),
              figure.wanted(),
              passed));
    }
    text.append(String.format("%-18s", "target distance"));
    for (double distance : targetDistances) {
      text.append(String.format(Locale.ROOT, " %.1f", distance));
    }
    return text.toString();
  }
}
