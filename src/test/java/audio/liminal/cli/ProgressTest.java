package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  @TempDir Path temp;

  @Test
  void shouldLeaveAFewWholeLinesInALog() throws IOException, InterruptedException {
    Path log = temp.resolve("log");
    Path guitar = Path.of("demo/guitar.flac").toAbsolutePath();
    List<String> words =
        List.of("render", guitar.toString(), "-o", temp.resolve("out.wav").toString());
    assertTrue(OtherProcess.of(log, words).start().waitFor() == 0, Files.readString(log));
    String written = Files.readString(log);
    assertFalse(written.contains("\r"), written);
    List<String> lines = written.lines().filter(line -> line.startsWith("render ")).toList();
    assertTrue(lines.get(0).contains(" 0%"), written);
    assertTrue(lines.get(lines.size() - 1).contains("100%"), written);
  }
}
