package audio.liminal.cli;

import audio.liminal.file.AudioFiles;
import audio.liminal.measure.LatentFigures;
import audio.liminal.model.LatentMap;
import audio.liminal.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a model's latent space. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    customSynopsis = "liminal map [-hV] MODEL [--of=FILE...]... [-o=OUT.png]",
    description = {
      "Draws a model's latent space as PNG, in three views: the points of each class it learned from,",
      "on the two axes that tell the classes apart best; the same points standardised around the origin,",
      "with the prior's circles at 1, 2 and 3 deviations; and the density of one posterior, zoomed: mean",
      "and variance that the encoder gives one spectrum."
    },
    footer = {"", "Example:", "  liminal map piano-mel --of demo/piano.flac -o map.png"})
final class MapCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A model's name or folder.")
  private String name;

  @Option(
      names = "--of",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Recordings to draw too, under their own names; the posterior is of the first one's"
              + " loudest spectrum (default: of the first bundled recording).")
  private List<Path> files = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.png",
      description = "The picture (default: MODEL-map.png).")
  private Path output;

  @Override
  public Integer call() {
    if (output != null && !output.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw UsageError.of(spec, "--output", output, "a name that ends in .png");
    }
    Model model = Installation.load(name);
    LatentMap map = model.map();
    Map<String, float[][]> points = new TreeMap<>(map.points());
    HeardLatents first = null;
    for (Path file : files) {
      HeardLatents heard = HeardLatents.of(model, file);
      first = first == null ? heard : first;
      points.put(
          unused(file, points),
          heard.all().stream().map(point -> map.place(point.mean())).toArray(float[][]::new));
    }
    Path shown =
        files.isEmpty() ? AudioFiles.below(Installation.recordings()).get(0) : files.get(0);
    first = first == null ? HeardLatents.of(model, shown) : first;
    Path png = output == null ? Path.of(model.card().name() + "-map.png") : output;
    LatentFigures.write(
        png,
        "latent space of " + model.card().name(),
        "first axis",
        "second axis",
        points,
        density(
            "posterior of " + shown.getFileName() + ", loudest spectrum", map, first.loudest()));
    System.out.println(png);
    return ExitCode.OK;
  }

  /** A file's name, told from a class or another file of the same name. */
  private static String unused(Path file, Map<String, float[][]> points) {
    String name = file.getFileName().toString();
    String unused = name;
    for (int number = 2; points.containsKey(unused); number++) {
      unused = name + " (" + number + ")";
    }
    return unused;
  }

  /** A normal distribution with independent latents, seen on the map. */
  private static LatentFigures.Density density(
      String title, LatentMap map, HeardLatents.Point point) {
    float[] place = map.place(point.mean());
    double[] covariance = new double[3];
    for (int j = 0; j < point.logVariance().length; j++) {
      double variance = Math.exp(point.logVariance()[j]);
      double x = map.axes()[0][j];
      double y = map.axes()[1][j];
      covariance[0] += x * x * variance;
      covariance[1] += x * y * variance;
      covariance[2] += y * y * variance;
    }
    return new LatentFigures.Density(title, new double[] {place[0], place[1]}, covariance);
  }
}
