package audio.liminal.train;

import audio.liminal.signal.BadInputException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs and files of the system that making the training material leans on. */
final class ExternalProgram {
  private ExternalProgram() {}

  /** Throws {@link BadInputException} naming the Debian package when no such program is found. */
  static void require(String program, String debianPackage) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return;
      }
    }
    throw missing(program, "program", debianPackage);
  }

  /** Throws {@link BadInputException} naming the Debian package when the file is not there. */
  static void require(Path file, String debianPackage) {
    if (!Files.isReadable(file)) {
      throw missing(file.toString(), "file", debianPackage);
    }
  }

  private static BadInputException missing(String what, String kind, String debianPackage) {
    return new BadInputException(
        what, kind, "missing", "to find it (Debian: apt-get install " + debianPackage + ")");
  }

  /** Runs a command to its end; throws {@link BadInputException} with its last words on failure. */
  static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      int status = process.waitFor();
      if (status != 0) {
        String words = new String(output, StandardCharsets.UTF_8).strip();
        String last = words.substring(Math.max(0, words.length() - 300));
        throw new BadInputException(command.get(0), "exit status", status + " (" + last + ")", "0");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
