package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioFiles;
import audio.liminal.measure.MorphTable;
import audio.liminal.model.Device;
import audio.liminal.model.LatentCodec;
import audio.liminal.model.Model;
import audio.liminal.model.PlainSpectrum;
import audio.liminal.model.SpectralCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.train.Reproduction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a model: how well it reproduces sounds, and how well it morphs them. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Judges a model on recordings.",
      "First how closely it gives each back (LSD: log-spectral distance in dB; SC: spectral",
      "convergence; MR-STFT: multi-resolution distance; SI-SDR in dB), through the studio profile with",
      "the input's phase. Then how evenly it morphs each recording into the next, in 11 steps, beside",
      "plain interpolation of log spectra without a model."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int STEPS = 10;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      defaultValue = Installation.DEFAULT_MODEL,
      description = "A model's name or folder (default: ${DEFAULT-VALUE}).")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      description = "Recordings the model has not heard (default: the bundled ones).")
  private Path folder;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "6",
      description = "How many pairs of recordings to morph, 0 to 1000 (default: ${DEFAULT-VALUE}).")
  private int pairs;

  @Option(
      names = "--profile",
      paramLabel = "P",
      defaultValue = "studio",
      description = "The profile to morph in: live, studio or hq (default: ${DEFAULT-VALUE}).")
  private StftProfile profile;

  @Override
  public Integer call() {
    Range.check(spec, "--pairs", pairs, 0, 1000);
    Path where = folder == null ? Installation.recordings() : folder;
    List<Path> files = AudioFiles.below(where);
    Model model = Installation.load(name);
    try (SpectralCodec codec = model.open(Device.CPU)) {
      printReproduction(model, codec, where, files);
      printMorphs(model, codec, where, files);
    }
    return ExitCode.OK;
  }

  private static void printReproduction(
      Model model, LatentCodec codec, Path where, List<Path> files) {
    System.out.printf(
        "%s reproduces %d recordings of %s%n", model.card().name(), files.size(), where);
    System.out.printf("%8s %8s %8s %8s  %s%n", "LSD dB", "SC", "MR-STFT", "SI-SDR", "recording");
    List<Reproduction> all = new ArrayList<>();
    for (Path file : files) {
      Reproduction figures = Reproduction.of(AudioClip.read(file), model.card().grid(), codec);
      all.add(figures);
      printFigures(figures, where.relativize(file).toString());
    }
    printFigures(Reproduction.mean(all), "mean");
  }

  private static void printFigures(Reproduction figures, String name) {
    System.out.printf(
        Locale.ROOT,
        "%8.3f %8.4f %8.3f %8.2f  %s%n",
        figures.lsdDb(),
        figures.spectralConvergence(),
        figures.multiResolutionStft(),
        figures.siSdrDb(),
        name);
  }

  private void printMorphs(Model model, LatentCodec codec, Path where, List<Path> files) {
    ClipMorph latent = new ClipMorph(codec, model.card().grid(), profile);
    ClipMorph plain =
        new ClipMorph(new PlainSpectrum(model.card().grid()), model.card().grid(), profile);
    int count = Math.min(pairs, files.size() < 2 ? 0 : files.size());
    int stride = Math.max(1, files.size() / Math.max(1, count));
    int passed = 0;
    for (int i = 0; i < count; i++) {
      Path from = files.get(i * stride % files.size());
      Path to = files.get((i + 1) * stride % files.size());
      System.out.printf(
          "%nmorph %s -> %s, %s%n",
          where.relativize(from), where.relativize(to), profile.name().toLowerCase(Locale.ROOT));
      AudioClip in = AudioClip.read(from);
      AudioClip target = AudioClip.read(to).at(in.sampleRateHz());
      boolean ok = printMorph("with " + model.card().name(), latent, in, target);
      printMorph("without a model", plain, in, target);
      passed += ok ? 1 : 0;
    }
    System.out.printf("%n%d of %d pairs hold all limits with the model%n", passed, count);
  }

  private static boolean printMorph(String title, ClipMorph morph, AudioClip in, AudioClip target) {
    List<AudioClip> outputs = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      float amount = (float) step / STEPS;
      outputs.add(morph.render(in, target, MorphSettings.NEUTRAL.withMorph(amount)));
    }
    double click =
        morph.clickDb(
            in, target, MorphSettings.NEUTRAL.withMorph(0), MorphSettings.NEUTRAL.withMorph(1));
    MorphTable table = MorphTable.of(outputs, target).withClick(click);
    System.out.println(title);
    System.out.println(table.toString().indent(2).stripTrailing());
    return table.passed();
  }
}
