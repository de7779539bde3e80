package audio.liminal.cli;

import audio.liminal.measure.TimbreJudge.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What methods of moving sounds to timbres achieve.
 *
 * @param accuracy the classifier's on genuine recordings, by target
 * @param clearPitch share of the sources' windows in which the pitch is judged
 * @param rows one for each method
 * @param trials every single move
 */
record TimbreTable(
    Map<String, Double> accuracy,
    double clearPitch,
    List<Row> rows,
    List<TimbreContest.Trial> trials) {
  private static final int NAME = 46;

  /**
   * One method's figures; means are over pairs of a kind of source and a target, extremes over
   * single moves.
   *
   * @param kind what the method leans on
   * @param share of spectra taken for the target
   * @param ofGenuine the same over the classifier's accuracy on genuine recordings
   * @param mfccDistance to genuine recordings of the target
   * @param flux over the input's
   * @param worstFlux the one farthest from 1
   * @param contour correlation with the input's loudness contour
   * @param leastContour of one move
   * @param pitchKept share of clear pitches within 30 cents
   * @param pitchKeptOfAll share of all moves' clear pitches together
   * @param leastPitchKept of one move
   * @param voicedKeptOfAll share of all pitches YIN hears in the inputs, clear or not
   * @param pitchUnheard share of clear pitches where none is heard any more
   * @param bySource share for each kind of source
   * @param byTarget share for each target
   */
  record Row(
      String method,
      TimbreMethod.Kind kind,
      double share,
      double ofGenuine,
      double mfccDistance,
      double flux,
      double worstFlux,
      double contour,
      double leastContour,
      double pitchKept,
      double pitchKeptOfAll,
      double leastPitchKept,
      double voicedKeptOfAll,
      double pitchUnheard,
      Map<String, Double> bySource,
      Map<String, Double> byTarget) {}

  static TimbreTable of(TimbreContest contest) {
    double accuracy = mean(contest.accuracy().values().stream().mapToDouble(v -> v));
    List<Row> rows = new ArrayList<>();
    contest
        .methods()
        .forEach(
            (method, kind) -> {
              List<TimbreContest.Trial> own =
                  contest.trials().stream().filter(t -> t.method().equals(method)).toList();
              rows.add(row(method, kind, own, accuracy));
            });
    return new TimbreTable(contest.accuracy(), contest.clearPitch(), rows, contest.trials());
  }

  private static Row row(
      String method, TimbreMethod.Kind kind, List<TimbreContest.Trial> trials, double accuracy) {
    double share = overPairs(trials, Verdict::share);
    return new Row(
        method,
        kind,
        share,
        share / accuracy,
        overPairs(trials, Verdict::mfccDistance),
        overPairs(trials, Verdict::fluxRatio),
        worstRatio(trials),
        overPairs(trials, Verdict::contourCorrelation),
        each(trials, Verdict::contourCorrelation).min().orElse(Double.NaN),
        overPairs(trials, Verdict::pitchKept),
        ofAll(trials, Verdict::pitchKept, Verdict::pitches),
        each(trials, Verdict::pitchKept).min().orElse(Double.NaN),
        ofAll(trials, Verdict::voicedKept, Verdict::voiced),
        overPairs(trials, Verdict::pitchUnheard),
        sharesBy(trials, TimbreContest.Trial::kind),
        sharesBy(trials, TimbreContest.Trial::target));
  }

  /** Those that are numbers. */
  private static DoubleStream each(
      List<TimbreContest.Trial> trials, ToDoubleFunction<Verdict> figure) {
    return trials.stream()
        .mapToDouble(trial -> figure.applyAsDouble(trial.verdict()))
        .filter(value -> !Double.isNaN(value));
  }

  private static double mean(DoubleStream values) {
    return values.average().orElse(Double.NaN);
  }

  private static Map<String, List<TimbreContest.Trial>> groups(
      List<TimbreContest.Trial> trials, Function<TimbreContest.Trial, String> key) {
    return trials.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
  }

  /** However many recordings a kind of source has, each pair weighs the same. */
  private static double overPairs(
      List<TimbreContest.Trial> trials, ToDoubleFunction<Verdict> figure) {
    return mean(
        groups(trials, trial -> trial.kind() + "/" + trial.target()).values().stream()
            .mapToDouble(pair -> mean(each(pair, figure)))
            .filter(value -> !Double.isNaN(value)));
  }

  private static Map<String, Double> sharesBy(
      List<TimbreContest.Trial> trials, Function<TimbreContest.Trial, String> key) {
    Map<String, Double> shares = new TreeMap<>();
    groups(trials, key)
        .forEach((name, those) -> shares.put(name, overPairs(those, Verdict::share)));
    return shares;
  }

  private static double worstRatio(List<TimbreContest.Trial> trials) {
    return each(trials, Verdict::fluxRatio)
        .boxed()
        .max(Comparator.comparingDouble(ratio -> Math.abs(Math.log(ratio))))
        .orElse(Double.NaN);
  }

  /** A share of windows, of all moves' windows together. */
  private static double ofAll(
      List<TimbreContest.Trial> trials,
      ToDoubleFunction<Verdict> share,
      ToIntFunction<Verdict> windows) {
    double kept = 0;
    int all = 0;
    for (TimbreContest.Trial trial : trials) {
      int own = windows.applyAsInt(trial.verdict());
      kept += own > 0 ? own * share.applyAsDouble(trial.verdict()) : 0;
      all += own;
    }
    return kept / all;
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        "%-" + NAME + "s %6s %8s %6s  %11s  %13s  %34s%n",
        "",
        "share",
        "of",
        "MFCC",
        "flux",
        "loudness",
        "pitch kept             none  voiced");
    System.out.printf(
        Locale.ROOT,
        "%-" + NAME + "s %6s %8s %6s  %5s %5s  %6s %6s  %6s %6s %6s %6s  %6s%n",
        "",
        "",
        "genuine",
        "dist.",
        "mean",
        "worst",
        "mean",
        "least",
        "of all",
        "mean",
        "least",
        "heard",
        "kept");
    for (Row row : rows) {
      System.out.printf(
          Locale.ROOT,
          "%-"
              + NAME
              + "s %6.2f %8.2f %6.1f  %5.2f %5.2f  %6.3f %6.3f  %6.3f %6.3f %6.3f %6.3f  %6.3f%n",
          row.method,
          row.share,
          row.ofGenuine,
          row.mfccDistance,
          row.flux,
          row.worstFlux,
          row.contour,
          row.leastContour,
          row.pitchKeptOfAll,
          row.pitchKept,
          row.leastPitchKept,
          row.pitchUnheard,
          row.voicedKeptOfAll);
    }
    printLead();
    System.out.printf(
        Locale.ROOT,
        "pitch is judged where the input's is clear, in %.0f %% of its windows, and so hardly in chords;"
            + " the last column has all windows in which YIN hears one%n%n",
        100 * clearPitch);
    printShares();
  }

  private void printLead() {
    double model =
        rows.stream()
            .filter(row -> row.kind == TimbreMethod.Kind.MODEL)
            .mapToDouble(Row::share)
            .findFirst()
            .orElse(Double.NaN);
    double without = best(TimbreMethod.Kind.NO_MODEL);
    double noNetwork = best(TimbreMethod.Kind.NO_NETWORK);
    System.out.printf(
        Locale.ROOT,
        "%nwhile it plays, the model's share is %.2f times the best without a model, %.2f times the"
            + " best without its network%n",
        model / without,
        model / noNetwork);
  }

  private double best(TimbreMethod.Kind kind) {
    return rows.stream()
        .filter(row -> row.kind == kind)
        .mapToDouble(Row::share)
        .max()
        .orElse(Double.NaN);
  }

  private void printShares() {
    Row any = rows.get(0);
    String names = "";
    for (String name : any.bySource.keySet()) {
      names += " %10s".formatted(name);
    }
    names += "  ";
    for (String name : any.byTarget.keySet()) {
      names += " %10s".formatted(name);
    }
    System.out.printf("%-" + NAME + "s%s%n", "share from a source; to a target", names);
    for (Row row : rows) {
      System.out.printf(
          "%-" + NAME + "s%s  %s%n", row.method, values(row.bySource), values(row.byTarget));
    }
    System.out.printf(
        "%-" + NAME + "s%s  %s%n",
        "genuine recordings",
        " ".repeat(values(any.bySource).length()),
        values(accuracy));
  }

  private static String values(Map<String, Double> values) {
    return values.values().stream()
        .map(value -> String.format(Locale.ROOT, " %10.2f", value))
        .collect(Collectors.joining());
  }
}
