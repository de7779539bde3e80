package audio.liminal.cli;

import audio.liminal.file.AudioClip;
import audio.liminal.measure.PathSpread;
import audio.liminal.model.LatentCodec;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.model.TruncatedCepstrum;
import audio.liminal.signal.BadInputException;
import audio.liminal.train.AudioFolder;
import audio.liminal.train.Reproduction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How closely a model gives recordings back, beside as many plain mel cosines as it has latents.
 *
 * @param rows one for each recording
 * @param mean of all recordings
 * @param classes the mean of each class, the worst first
 * @param klNats divergence from the prior, summed over the latents
 * @param activeLatents those of more than 0.01 nats
 * @param latents dimensions
 * @param pathStep mean step of the latent from hop to hop over its deviation
 * @param pathStepWithout the same of the plain cosines
 */
record ReproductionTable(
    String model,
    List<Row> rows,
    Row mean,
    List<Row> classes,
    double klNats,
    int activeLatents,
    int latents,
    double pathStep,
    double pathStepWithout) {
  private static final double LEAST_ACTIVE_NATS = 0.01;

  /**
   * One line.
   *
   * @param model what the model gives back
   * @param withoutNetwork what as many cosines give back
   */
  record Row(String name, Reproduction model, Reproduction withoutNetwork) {
    static Row mean(String name, List<Row> rows) {
      return new Row(
          name,
          Reproduction.mean(rows.stream().map(Row::model).toList()),
          Reproduction.mean(rows.stream().map(Row::withoutNetwork).toList()));
    }
  }

  private record Heard(
      String soundClass, Row row, PathSpread path, PathSpread plainPath, double[] nats) {}

  static ReproductionTable of(Model model, Path where) {
    List<AudioFolder.Item> items = AudioFolder.list(where);
    int latents = model.card().latents().size();
    try (CodecPool pool = new CodecPool(model)) {
      List<Heard> heard =
          pool.map("giving back", items, (codec, item) -> hear(model, codec, where, item)).stream()
              .flatMap(Optional::stream)
              .toList();
      if (heard.isEmpty()) {
        throw new BadInputException(
            where.toString(), "peak", "below -80 dB in all", "sound, not silence");
      }
      List<Row> rows = heard.stream().map(Heard::row).toList();
      PathSpread path = new PathSpread(latents);
      PathSpread plain = new PathSpread(latents + 1);
      double[] nats = new double[latents];
      for (Heard each : heard) {
        path.add(each.path);
        plain.add(each.plainPath);
        for (int i = 0; i < latents; i++) {
          nats[i] += each.nats[i] / heard.size();
        }
      }
      double sum = 0;
      int active = 0;
      for (double n : nats) {
        sum += n;
        active += n > LEAST_ACTIVE_NATS ? 1 : 0;
      }
      return new ReproductionTable(
          model.card().name(),
          rows,
          Row.mean("mean", rows),
          classes(heard),
          sum,
          active,
          latents,
          path.stepOverDeviation(),
          plain.stepOverDeviation());
    }
  }

  /** Nothing of a recording that is silent, which is told. */
  private static Optional<Heard> hear(
      Model model, ModelCodec codec, Path where, AudioFolder.Item item) {
    Path file = item.file();
    AudioClip clip = AudioClip.readOfAnyRate(file).atLeast(model.card().windowSamples());
    Optional<HeardLatents> latents =
        Reproduction.isSilent(clip) ? Optional.empty() : HeardLatents.ifAny(model, file);
    if (latents.isEmpty()) {
      System.err.println("liminal: left out, silent: " + file);
      return Optional.empty();
    }
    LatentCodec plain = new TruncatedCepstrum(codec, model.card().grid());
    Row row =
        new Row(
            where.relativize(file).toString(),
            Reproduction.of(clip, model.card().grid(), codec),
            Reproduction.of(clip, model.card().grid(), plain));
    return Optional.of(
        new Heard(
            item.soundClass(),
            row,
            LatentPath.of(codec, model.card().grid(), clip),
            LatentPath.of(plain, model.card().grid(), clip),
            latents.get().nats()));
  }

  private static List<Row> classes(List<Heard> heard) {
    Map<String, List<Row>> byClass = new TreeMap<>();
    for (Heard each : heard) {
      byClass.computeIfAbsent(each.soundClass, c -> new ArrayList<>()).add(each.row);
    }
    return byClass.entrySet().stream()
        .map(entry -> Row.mean(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(row -> -row.model.lsdDb()))
        .collect(Collectors.toList());
  }

  /** The recordings of its rows, those that are not silent. */
  List<Path> heard(Path where) {
    return rows.stream().map(row -> where.resolve(row.name)).toList();
  }

  void print(Path where) {
    System.out.printf(
        "%s gives back %d recordings of %s; beside it %d mel cosines and the level, no network%n",
        model, rows.size(), where, latents);
    System.out.printf(
        "%8s %8s %8s %8s   %8s %8s %8s %8s%n",
        "LSD dB", "SC", "MR-STFT", "SI-SDR", "LSD dB", "SC", "MR-STFT", "SI-SDR");
    rows.forEach(ReproductionTable::print);
    print(mean);
    if (classes.size() > 1) {
      System.out.println("by class, the worst first");
      classes.forEach(ReproductionTable::print);
    }
    System.out.printf(
        Locale.ROOT,
        "KL %.1f nats, %d of %d latents active; a hop's step over the deviation: latent %.3f,"
            + " cosines %.3f%n",
        klNats,
        activeLatents,
        latents,
        pathStep,
        pathStepWithout);
  }

  private static void print(Row row) {
    System.out.println(figures(row.model) + "  " + figures(row.withoutNetwork) + "  " + row.name);
  }

  private static String figures(Reproduction figures) {
    return String.format(
        Locale.ROOT,
        "%8.3f %8.4f %8.3f %8.2f",
        figures.lsdDb(),
        figures.spectralConvergence(),
        figures.multiResolutionStft(),
        figures.siSdrDb());
  }
}
