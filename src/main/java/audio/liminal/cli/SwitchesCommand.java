package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.preset.PresetBank;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges how gaplessly presets, models and phase modes change. */
@Command(
    name = "switches",
    mixinStandardHelpOptions = true,
    description = {
      "Plays a recording to and fro, switches presets (and with them models) and phase modes at random,",
      "and prints how far clicks stand out of the sounds before and after, the latency measured now and",
      "then, and the memory in use.",
      "Ends with exit code 3 when the latency changed or a session was not closed."
    })
final class SwitchesCommand implements Callable<Integer> {
  private static final double LIMIT_DB = 3;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "IN",
      description = "What to play, without attacks of its own (default: the bundled choir).")
  private Path input;

  @Option(
      names = "--sidechain",
      paramLabel = "FILE",
      description = "The second input (default: the bundled glass).")
  private Path sidechain;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "200",
      description = "Switches, 1 to 100000 (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--profile",
      paramLabel = "P",
      defaultValue = "studio",
      description = "live, studio or hq (default: ${DEFAULT-VALUE}).")
  private StftProfile profile;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another number makes other switches (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    Range.check(spec, "--count", count, 1, 100_000);
    List<PresetBank.Entry> presets = Installation.presets().list().entries();
    AudioClip in = AudioClip.read(input == null ? bundled("choir") : input);
    AudioClip side = AudioClip.read(sidechain == null ? bundled("glass") : sidechain);
    SwitchTrial trial = new SwitchTrial(presets, in, side.at(in.sampleRateHz()), profile, seed);
    SwitchTrial.Result result;
    try (Progress progress = new Progress("switching", count, "", 1)) {
      result = trial.run(count, progress);
    }
    print(result);
    boolean kept = result.latencyHeld() && result.opened() == result.closed() + 1;
    return kept ? ExitCode.OK : ExitCode.ENGINE;
  }

  private static Path bundled(String name) {
    return Installation.recordings().resolve(name + ".flac");
  }

  private void print(SwitchTrial.Result result) {
    List<Long> heap = result.heapBytes();
    System.out.printf(
        Locale.ROOT,
        "%d switches in %s, %d to other presets: largest click %s%n"
            + "at as many moments without a switch: largest %s%n",
        count,
        profile.name().toLowerCase(Locale.ROOT),
        result.presetSwitches(),
        figures(result.clicksDb()),
        figures(result.controlsDb()));
    System.out.printf(
        "latency %d samples reported, measured %s%n", result.reportedLatency(), result.latencies());
    System.out.printf(
        Locale.ROOT,
        "sessions: %d opened, %d closed; heap in use after collection, MiB:",
        result.opened(),
        result.closed());
    heap.forEach(bytes -> System.out.printf(Locale.ROOT, " %.1f", bytes / 1048576.0));
    System.out.println();
  }

  private static String figures(List<Double> clicksDb) {
    double largest = clicksDb.stream().mapToDouble(db -> db).max().orElse(0);
    long beyond = clicksDb.stream().filter(db -> db > LIMIT_DB).count();
    return String.format(Locale.ROOT, "%.1f dB, %d beyond %.0f dB", largest, beyond, LIMIT_DB);
  }
}
