package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.LatencyBudget;
import audio.liminal.engine.MorphEngine;
import audio.liminal.model.Model;
import audio.liminal.model.SpectralCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.StreamSpec;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints where the delay comes from and measures it with an impulse. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the latency budget of each profile, rate and block size, and measures it:",
      "an impulse goes through the running model, at morph 0 and on its way to an anchor.",
      "Ends with exit code 3 when a measured latency differs from the reported one."
    })
final class LatencyCommand implements Callable<Integer> {
  private static final int[] RATES_HZ = {44_100, 48_000, 88_200, 96_000};
  private static final int[] BLOCKS = {1, 63, 64, 128, 441, 1024, 0};
  private static final int RANDOM_BLOCK_MOST = 2048;

  @Option(
      names = "--model",
      paramLabel = "M",
      defaultValue = Installation.DEFAULT_MODEL,
      description = "A model's name or folder (default: ${DEFAULT-VALUE}).")
  private String modelName;

  @Override
  public Integer call() {
    Model model = Installation.load(modelName);
    MorphSettings morphing =
        model.card().anchors().values().stream()
            .findFirst()
            .map(anchor -> MorphSettings.NEUTRAL.withMorph(0.5f).withAnchor(anchor))
            .orElse(MorphSettings.NEUTRAL);
    boolean agreed = true;
    System.out.println(
        "profile   rate Hz  block   hop fill  overlap  transport   reported     ms"
            + "   measured  morphing");
    try (SpectralCodec codec = model.open(audio.liminal.model.Device.CPU)) {
      for (StftProfile profile : StftProfile.values()) {
        for (int rate : RATES_HZ) {
          for (int block : BLOCKS) {
            agreed &= printRow(model, codec, morphing, profile, rate, block);
          }
        }
      }
    }
    System.out.println(
        agreed ? "measured = reported everywhere" : "measured differs from reported");
    return agreed ? ExitCode.OK : ExitCode.ENGINE;
  }

  private static boolean printRow(
      Model model,
      SpectralCodec codec,
      MorphSettings morphing,
      StftProfile profile,
      int rate,
      int block) {
    MorphEngine engine = engine(model, codec, MorphSettings.NEUTRAL, profile, rate);
    LatencyBudget budget = engine.latency();
    int still = measure(engine, block);
    int moving = measure(engine(model, codec, morphing, profile, rate), block);
    System.out.printf(
        "%-7s %9d %6s %10d %8d %10d %10d %6.2f %10d %9d%n",
        profile.name().toLowerCase(java.util.Locale.ROOT),
        rate,
        block == 0 ? "random" : String.valueOf(block),
        budget.hopFillSamples(),
        budget.overlapSamples(),
        budget.transportSamples(),
        budget.totalSamples(),
        1000.0 * budget.totalSamples() / rate,
        still,
        moving);
    return still == budget.totalSamples() && moving == budget.totalSamples();
  }

  private static MorphEngine engine(
      Model model, SpectralCodec codec, MorphSettings settings, StftProfile profile, int rate) {
    return new MorphEngine(
        new StreamSpec(rate, 1), 0, profile, model.card().grid(), codec, settings);
  }

  /** Samples from an impulse to the output's largest sample. */
  private static int measure(MorphEngine engine, int block) {
    int latency = engine.latency().totalSamples();
    int at = 3 * latency + 17;
    float[][] audio = new float[1][at + 4 * latency];
    audio[0][at] = 0.5f;
    Random random = new Random(at);
    int done = 0;
    while (done < audio[0].length) {
      int wanted = block == 0 ? 1 + random.nextInt(RANDOM_BLOCK_MOST) : block;
      int count = Math.min(wanted, audio[0].length - done);
      engine.process(audio, null, audio, done, count);
      done += count;
    }
    int largest = 0;
    for (int n = 0; n < audio[0].length; n++) {
      if (Math.abs(audio[0][n]) > Math.abs(audio[0][largest])) {
        largest = n;
      }
    }
    return largest - at;
  }
}
