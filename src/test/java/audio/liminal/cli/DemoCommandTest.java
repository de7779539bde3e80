package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import audio.liminal.model.TestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir private Path folder;

  @Test
  void shouldMorphAllPiecesWithAModelThatKnowsNeitherViolinNorTrumpet() throws IOException {
    Path model = TestModel.write(folder.resolve("cosine"));
    Path out = folder.resolve("out");
    assertEquals(
        ExitCode.OK,
        Main.commandLine()
            .execute("demo", "--model", model.toString(), "-o", out.toString(), "--device", "cpu"));
    try (Stream<Path> files = Files.list(out)) {
      List<String> sounds =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".wav"))
              .sorted()
              .toList();
      assertEquals(
          List.of(
              "choir-to-dark.wav",
              "drums-to-bell.wav",
              "guitar-to-choir.wav",
              "piano-to-bright.wav",
              "tabla-to-glass.wav"),
          sounds);
    }
  }
}
