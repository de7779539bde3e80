package audio.liminal.cli;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioFiles;
import audio.liminal.measure.MorphTable;
import audio.liminal.model.Device;
import audio.liminal.model.JsonFile;
import audio.liminal.model.LatentCodec;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.model.PlainSpectrum;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.WholeFile;
import java.nio.file.Files;
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
      "the input's phase, beside as many plain mel cosines as it has latents; the latents' divergence",
      "from the prior (KL) and the steps of their path. Then how evenly it morphs recordings into each",
      "other, in 11 steps, beside plain interpolation of log spectra without a model; ! marks a figure",
      "beyond its limit.",
      "A model that generates (mel-patch) is also judged by what it makes: FD-MFCC, the Frechet",
      "distance of z-scored MFCC and slopes, to the recordings, spectral flatness and onset rate."
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
      defaultValue = "21",
      description =
          "How many pairs of recordings to morph, 0 to 1000: each with the next, then each with the"
              + " one after, and so on (default: ${DEFAULT-VALUE}).")
  private int pairs;

  @Option(
      names = "--pad",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Moves the first N recordings, 0 to 1000, over a pad of the four that follow each, captured"
              + " as anchors and as timbres, along its edges and diagonals (default:"
              + " ${DEFAULT-VALUE}).")
  private int pads;

  @Option(
      names = "--profile",
      paramLabel = "P",
      defaultValue = "studio",
      description = "The profile to morph in: live, studio or hq (default: ${DEFAULT-VALUE}).")
  private StftProfile profile;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description =
          "Other sounds, a sub-folder for each kind, to hold what a mel-patch model generates against.")
  private Path others;

  @Option(
      names = "--timbres",
      paramLabel = "DIR",
      description =
          "Judges moves to learned timbres on the folder that 'liminal data timbres DIR' makes; the"
              + " rest only when recordings are named too.")
  private Path timbres;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes everything that is printed as JSON.")
  private Path json;

  /**
   * All that was printed, for JSON; null for what was not asked for.
   *
   * @param generated what the model makes from its prior
   * @param timbres moves to learned timbres
   */
  private record Evaluation(
      String model,
      ReproductionTable reproduction,
      List<GenerationTable.Row> generated,
      List<MorphPair> morphs,
      PadTable pads,
      TimbreTable timbres) {}

  /** A morph between two recordings, by the model and without. */
  private record MorphPair(String from, String to, MorphTable model, MorphTable withoutModel) {}

  @Override
  public Integer call() {
    Range.check(spec, "--pairs", pairs, 0, 1000);
    Range.check(spec, "--pad", pads, 0, 1000);
    Model model = Installation.load(name);
    Path where = folder == null && timbres == null ? Installation.recordings() : folder;
    check(model, where);
    TimbreTable moves = timbres == null ? null : judgeMoves(model);
    ReproductionTable reproduction = null;
    List<GenerationTable.Row> generated = null;
    List<MorphPair> morphs = List.of();
    PadTable ways = null;
    if (where != null) {
      reproduction = ReproductionTable.of(model, where);
      reproduction.print(where);
      List<Path> files = reproduction.heard(where);
      if (model.card().melPatch() != null) {
        generated = GenerationTable.print(model, where, files, others);
      }
      if (pairs > 0 || pads > 0) {
        try (ModelCodec codec = model.open(Device.CPU)) {
          morphs = pairs > 0 ? printMorphs(model, codec, where, files) : morphs;
          ways = pads > 0 ? PadTable.print(model, codec, profile, files, pads) : null;
        }
      }
    }
    if (json != null) {
      JsonFile.write(
          json, new Evaluation(model.card().name(), reproduction, generated, morphs, ways, moves));
    }
    return ExitCode.OK;
  }

  /** What would end the command only after all that goes before. */
  private void check(Model model, Path where) {
    if (json != null) {
      WholeFile.expectWritable(json);
    }
    if (others != null && model.card().melPatch() == null) {
      throw new BadInputException(
          "--against", "model", model.card().name(), "one that generates, of family mel-patch");
    }
    if (others != null && !Files.isDirectory(others)) {
      throw new BadInputException("--against", "folder", others, "a folder of folders of audio");
    }
    if (where != null && pads > 0) {
      PadTable.expectEnough(AudioFiles.below(where));
    }
  }

  private TimbreTable judgeMoves(Model model) {
    TimbreTable table = TimbreTable.of(TimbreContest.of(model, new TimbreMaterial(timbres)));
    table.print();
    return table;
  }

  private List<MorphPair> printMorphs(
      Model model, LatentCodec codec, Path where, List<Path> files) {
    SpectrumGrid grid = model.card().grid();
    ClipMorph latent = new ClipMorph(codec, grid, profile);
    ClipMorph plain = new ClipMorph(new PlainSpectrum(grid), grid, profile);
    int n = files.size();
    int count = Math.min(pairs, n * (n - 1));
    int held = 0;
    int heldPlain = 0;
    List<MorphPair> morphs = new ArrayList<>();
    MorphRows rows = new MorphRows();
    System.out.printf("%nmorphs in %s%n", profile.name().toLowerCase(Locale.ROOT));
    for (int pair = 0; pair < count; pair++) {
      Path from = files.get(pair % n);
      Path to = files.get((pair % n + 1 + pair / n) % n);
      AudioClip in = ClipMorph.read(from);
      AudioClip target = AudioClip.readOfAnyRate(to).at(in.sampleRateHz());
      MorphTable withModel = table(latent, in, target);
      MorphTable without = table(plain, in, target);
      rows.print(where.relativize(from) + " -> " + where.relativize(to), withModel);
      rows.print("  without a model", without);
      String title = where.relativize(from).toString();
      morphs.add(new MorphPair(title, where.relativize(to).toString(), withModel, without));
      held += withModel.passed() ? 1 : 0;
      heldPlain += without.passed() ? 1 : 0;
    }
    System.out.printf(
        "%d of %d pairs hold all limits with %s, %d without a model%n",
        held, count, model.card().name(), heldPlain);
    return morphs;
  }

  private static MorphTable table(ClipMorph morph, AudioClip in, AudioClip target) {
    List<AudioClip> outputs = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      float amount = (float) step / STEPS;
      outputs.add(morph.render(in, target, MorphSettings.NEUTRAL.withMorph(amount)));
    }
    MorphSettings start = MorphSettings.NEUTRAL;
    return MorphTable.of(outputs, target)
        .withClick(morph.clickDb(in, target, start, start.withMorph(1)));
  }
}
