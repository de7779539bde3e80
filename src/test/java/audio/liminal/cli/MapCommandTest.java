package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {
  private static final int VIEW = 760;
  @TempDir private Path folder;

  /** The pixels of the first view, which shows all recordings. */
  private int[] points(Path... recordings) throws IOException {
    Path png = folder.resolve("map.png");
    List<String> words = new ArrayList<>(List.of("map", "piano-mel", "-o", png.toString(), "--of"));
    Arrays.stream(recordings).map(Path::toString).forEach(words::add);
    assertEquals(ExitCode.OK, Main.commandLine().execute(words.toArray(String[]::new)));
    BufferedImage image = ImageIO.read(png.toFile());
    return image.getRGB(0, 0, VIEW, VIEW, null, 0, VIEW);
  }

  private Path copy(String recording, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.copy(Installation.recordings().resolve(recording), file);
  }

  @Test
  void shouldDrawEachOfTwoRecordingsOfOneName() throws IOException {
    Path one = copy("piano.flac", "one/take.flac");
    Path two = copy("bell.flac", "two/take.flac");
    int[] second = points(two);
    assertFalse(Arrays.equals(second, points(one, two)), "only the second is drawn");
  }

  @Test
  void shouldShowACallThatWorks() {
    String usage = Main.commandLine().getSubcommands().get("map").getUsageMessage();
    assertTrue(usage.indexOf("MODEL") < usage.indexOf("--of"), usage);
  }
}
