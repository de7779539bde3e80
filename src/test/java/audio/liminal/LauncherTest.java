package audio.liminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launching script, with a Maven and a Java that only write down that they were called. */
class LauncherTest {
  @TempDir Path temp;
  private Path calls;

  @BeforeEach
  void prepare() throws IOException {
    calls = temp.resolve("calls");
    Files.createDirectories(temp.resolve("src/main"));
    Files.writeString(temp.resolve("pom.xml"), "");
    Files.copy(Path.of("liminal"), temp.resolve("liminal"));
    Files.createDirectories(temp.resolve("bin"));
    for (String program : List.of("mvn", "java")) {
      Path file = temp.resolve("bin").resolve(program);
      Files.writeString(file, "#!/bin/sh\necho " + program + " \"$@\" >>'" + calls + "'\n");
      assertTrue(file.toFile().setExecutable(true));
    }
  }

  private List<String> run(String... words) throws IOException, InterruptedException {
    Files.deleteIfExists(calls);
    List<String> command = new ArrayList<>(List.of("sh", temp.resolve("liminal").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("log").toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().merge("PATH", temp.resolve("bin") + ":", (path, bin) -> bin + path);
    assertEquals(0, builder.start().waitFor(), () -> read(temp.resolve("log")));
    return read(calls).lines().toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean fetches(List<String> calls) {
    return calls.stream().anyMatch(call -> call.startsWith("mvn") && call.contains("-Ptrain"));
  }

  @Test
  void shouldFetchTheTrainingLibraryToTrainAndNotToExplain()
      throws IOException, InterruptedException {
    for (String explains : List.of("--help", "-h", "--version", "-V")) {
      List<String> called = run("train", explains);
      assertFalse(fetches(called), called.toString());
      assertTrue(called.get(called.size() - 1).endsWith("train " + explains), called.toString());
    }
    assertFalse(fetches(run("train")));
    assertTrue(fetches(run("train", "folder", "--name", "new")));
  }
}
