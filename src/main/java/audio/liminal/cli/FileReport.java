package audio.liminal.cli;

import audio.liminal.model.Device;
import java.nio.file.Path;
import java.util.Locale;

/** What a command that morphs one file says in the end. */
final class FileReport {
  private FileReport() {}

  static void print(Path output, FileMorph.Result result, Device device, long elapsedNs) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f s, %d Hz, %d channel(s), %.1f x real time on %s, %d samples of latency trimmed%n",
        output,
        result.seconds(),
        result.stream().sampleRateHz(),
        result.stream().channels(),
        result.seconds() / (elapsedNs / 1e9),
        device,
        result.latencySamples());
    result.remarks().forEach(remark -> System.err.println("liminal: " + remark));
  }
}
