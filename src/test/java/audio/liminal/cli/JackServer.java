package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import audio.liminal.host.JackDriver;
import audio.liminal.host.StreamWish;
import audio.liminal.signal.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JACK server without a device, which waits for its clients however busy the machine is; where
 * none is installed the test is skipped.
 */
final class JackServer implements AutoCloseable {
  private final Process process;

  private JackServer(Process process) {
    this.process = process;
  }

  /** Returns once the server answers. */
  static JackServer start(int block) throws InterruptedException {
    assumeTrue(installed("jackd"), "jackd is not installed (apt-get install jackd2)");
    List<String> command =
        List.of("jackd", "-S", "-r", "-t", "5000", "-d", "dummy", "-r", "48000", "-p", "" + block);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitAnswer();
      return new JackServer(process);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitAnswer() throws InterruptedException {
    for (int patience = 0; ; patience++) {
      try {
        new JackDriver("asking", StreamWish.NONE, null).list();
        return;
      } catch (EngineException e) {
        assertTrue(patience < 250, e.getMessage());
        Thread.sleep(20);
      }
    }
  }

  /** What one of JACK's tools prints. */
  static String tool(String... command) throws IOException {
    assumeTrue(installed(command[0]), command[0] + " is not installed");
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Lets the server neither work nor end. */
  void stand() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-STOP", "" + process.pid()).start().waitFor();
  }

  /** Ends the server as a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
