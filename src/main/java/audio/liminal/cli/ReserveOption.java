package audio.liminal.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * Latency for a machine that stalls: by default none, but {@value #VIRTUAL_MS} ms where a
 * hypervisor may take the processors away at any time.
 */
final class ReserveOption {
  private static final double VIRTUAL_MS = 20;
  private static final double MOST_MS = 100;
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--reserve",
      paramLabel = "MS",
      description =
          "Milliseconds more latency, up to 100, in which the morph still comes in time on a machine"
              + " that stalls (default: 0, on a virtual machine 20).")
  private Double ms;

  void check() {
    if (ms != null) {
      Range.check(spec, "--reserve", ms, 0, MOST_MS);
    }
  }

  double seconds() {
    return (ms != null ? ms : isVirtualMachine() ? VIRTUAL_MS : 0) / 1000;
  }

  private static boolean isVirtualMachine() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines.anyMatch(line -> line.startsWith("flags") && line.contains(" hypervisor"));
    } catch (IOException | UncheckedIOException e) {
      return false; // not Linux
    }
  }
}
