package audio.liminal.cli;

import audio.liminal.model.JsonFile;
import audio.liminal.preset.PresetBank;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.WholeFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what presets do to the bundled recordings. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    description = {
      "Renders six bundled recordings through every preset and prints how far each goes from the input",
      "and from the nearest other preset (mean difference of mel spectra in dB), how loud and how high.",
      "Ends with 2 where one is not finite, clips, is out of its loudness, or is like its input or",
      "another preset (below 1 dB)."
    })
final class PresetMeasureCommand implements Callable<Integer> {
  private static final List<String> INPUTS =
      List.of("choir", "drums", "glass", "guitar", "piano", "tabla");

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PRESET",
      arity = "0..*",
      description = "Names or files (default: all there are).")
  private List<String> names = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "4",
      description = "How much of each recording, 0.5 to 60 (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the table there too.")
  private Path json;

  @Override
  public Integer call() {
    Range.check(spec, "--seconds", seconds, 0.5, 60);
    if (json != null) {
      WholeFile.expectWritable(json);
    }
    PresetBank bank = Installation.presets();
    PresetBank.Listing listing = bank.list();
    if (names.isEmpty() && !listing.troubles().isEmpty()) {
      throw new BadInputException(
          "presets", "files", String.join("; ", listing.troubles()), "presets");
    }
    List<PresetBank.Entry> entries =
        names.isEmpty() ? listing.entries() : names.stream().map(bank::find).toList();
    PresetTable table = PresetTable.measure(entries, PresetTable.inputs(INPUTS, seconds));
    print(table);
    if (json != null) {
      JsonFile.write(json, table);
    }
    return table.holds() ? ExitCode.OK : ExitCode.INPUT;
  }

  private void print(PresetTable table) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%-24s %-10s %13s %7s  %-24s %7s %13s %5s  %s%n",
        "preset",
        "model",
        "from input dB",
        "least",
        "nearest other",
        "dB",
        "loudness LU",
        "peak",
        "");
    for (PresetTable.Row row : table.rows()) {
      out.printf(
          Locale.ROOT,
          "%-24s %-10s %13.1f %7.1f  %-24s %7.1f %+7.1f of %2.0f %5.2f  %s%n",
          row.preset(),
          row.model(),
          row.fromInputDb(),
          row.leastFromInputDb(),
          row.nearest(),
          row.fromNearestDb(),
          row.loudnessLu(),
          row.allowedLu(),
          row.peak(),
          row.failures().isEmpty() ? "ok" : String.join(", ", row.failures()));
    }
    long failed = table.rows().stream().filter(row -> !row.failures().isEmpty()).count();
    out.printf("%d presets, %d with something wrong%n", table.rows().size(), failed);
    out.flush();
  }
}
