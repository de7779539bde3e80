package audio.liminal.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  private static final byte[] NEW = {1, 2, 3};

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void older() throws IOException {
    file = folder.resolve("table.json");
    Files.writeString(file, "older");
  }

  @Test
  void shouldReplaceWhatWasThere() throws IOException {
    WholeFile.write(file, NEW);
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertEquals(List.of(file), all());
  }

  @Test
  void shouldKeepWhatWasThereUntilAllIsWritten() throws IOException {
    try (WholeFile half = WholeFile.begin(file)) {
      half.content().write(ByteBuffer.wrap(NEW));
      assertEquals("older", Files.readString(file));
    }
    assertEquals("older", Files.readString(file));
    assertEquals(List.of(file), all());
  }

  @Test
  void shouldWriteToWhereALinkLeads() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    WholeFile.write(link, NEW);
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(NEW, Files.readAllBytes(file));
  }

  @Test
  void shouldWriteToDevicesAsTheyStand() throws IOException {
    Path device = Path.of("/dev/null");
    WholeFile.write(device, NEW);
    assertTrue(Files.exists(device) && !Files.isRegularFile(device));
  }

  @Test
  void shouldLeaveNothingWhereItsFolderIsMissing() throws IOException {
    assertThrows(
        NoSuchFileException.class, () -> WholeFile.write(folder.resolve("none/table.json"), NEW));
    assertEquals(List.of(file), all());
  }

  @Test
  void shouldSayBeforehandWhereNothingCanBeWritten() {
    WholeFile.expectWritable(file);
    WholeFile.expectWritable(folder.resolve("new.json"));
    WholeFile.expectWritable(Path.of("/dev/null"));
    refuses(folder, "file=a directory, expected the name of a file to write");
    refuses(folder.resolve("none/x"), "directory=" + folder.resolve("none") + ", expected");
    refuses(file.resolve("x"), "directory=" + file + ", expected a directory that exists");
  }

  private static void refuses(Path place, String why) {
    BadInputException e =
        assertThrows(BadInputException.class, () -> WholeFile.expectWritable(place));
    assertTrue(e.getMessage().startsWith(place + ": " + why), e.getMessage());
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
