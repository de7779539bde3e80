package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.LatencyBudget;
import audio.liminal.engine.MorphEngine;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.preset.TimbreTarget;
import audio.liminal.signal.StreamSpec;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints where the delay comes from and measures it with an impulse. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the latency budget of each profile, rate and block size, and measures it:",
      "an impulse goes through the running model, at morph 0 and on its way to a timbre.",
      "Ends with exit code 3 when a measured latency differs from the reported one."
    })
final class LatencyCommand implements Callable<Integer> {
  private static final int[] RATES_HZ = {44_100, 48_000, 88_200, 96_000};
  private static final int[] BLOCKS = {1, 63, 64, 128, 441, 1024, ImpulseLatency.RANDOM_BLOCKS};

  @Mixin private ModelOption option;

  @Override
  public Integer call() {
    Model model = option.load();
    MorphSettings morphing =
        model.timbres().keySet().stream()
            .findFirst()
            .map(name -> TimbreTarget.move(model, name))
            .map(move -> MorphSettings.NEUTRAL.withMorph(0.5f).withTarget(move))
            .orElse(MorphSettings.NEUTRAL);
    boolean agreed = true;
    System.out.println(
        "profile   rate Hz  block   hop fill  overlap  transport   reported     ms"
            + "   measured  morphing");
    try (ModelCodec codec = model.open(Device.CPU)) {
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
      ModelCodec codec,
      MorphSettings morphing,
      StftProfile profile,
      int rate,
      int block) {
    MorphEngine engine = engine(model, codec, MorphSettings.NEUTRAL, profile, rate);
    LatencyBudget budget = engine.latency();
    int still = ImpulseLatency.measure(engine, block);
    int moving = ImpulseLatency.measure(engine(model, codec, morphing, profile, rate), block);
    System.out.printf(
        Locale.ROOT,
        "%-7s %9d %6s %10d %8d %10d %10d %6.2f %10d %9d%n",
        profile.name().toLowerCase(Locale.ROOT),
        rate,
        block == ImpulseLatency.RANDOM_BLOCKS ? "random" : String.valueOf(block),
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
      Model model, ModelCodec codec, MorphSettings settings, StftProfile profile, int rate) {
    return new MorphEngine(
        new StreamSpec(rate, 1), 0, profile, model.card().grid(), codec, settings);
  }
}
