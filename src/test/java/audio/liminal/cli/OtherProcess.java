package audio.liminal.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Liminal in a process of its own, with the tests' class path. */
final class OtherProcess {
  private OtherProcess() {}

  /**
   * A process to start.
   *
   * @param log what gets its output
   * @param words of the command line
   */
  static ProcessBuilder of(Path log, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(words);
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
  }

  /** The same at a terminal of its own, whose keys its input presses. */
  static ProcessBuilder atTerminal(Path log, List<String> words) {
    String line =
        of(log, words).command().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    return new ProcessBuilder("script", "-qfc", line, log.toString()).redirectErrorStream(true);
  }
}
