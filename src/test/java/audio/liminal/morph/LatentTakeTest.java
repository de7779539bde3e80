package audio.liminal.morph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatentTakeTest {
  private static final String MODEL = "0f".repeat(32);
  private static final int RATE_AT = 40;
  private static final int LATENTS_AT = 48;
  private static final int ROWS_AT = 52;

  @TempDir Path temp;

  @Test
  void shouldKeepAPathToWithinAStep() {
    List<float[]> rows = path(500, 3);
    LatentTake take = LatentTake.of(MODEL, 100, rows);
    assertEquals(4.99, take.seconds(), 1e-9);
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < 3; i++) {
        assertEquals(rows.get(r)[i], take.at(r, i), 10.0 / 65_535);
      }
    }
    float[] still = {1.25f, -7};
    LatentTake constant = LatentTake.of(MODEL, 100, List.of(still, still));
    assertArrayEquals(still, new float[] {constant.at(1, 0), constant.at(1, 1)});
  }

  @Test
  void shouldComeBackFromItsFileAsItWas() throws IOException {
    LatentTake take = LatentTake.of(MODEL, 187.5, path(500, 3));
    Path file = temp.resolve("a.take");
    Files.writeString(file, "what was there");
    take.write(file);
    LatentTake read = LatentTake.read(file);
    assertEquals(MODEL, read.model());
    assertEquals(187.5, read.rowsPerSecond());
    assertEquals(500, read.rows());
    for (int r = 0; r < 500; r++) {
      for (int i = 0; i < 3; i++) {
        assertEquals(take.at(r, i), read.at(r, i));
      }
    }
    assertEquals(56 + 3 * 8 + 500 * 3 * 2 + 4, Files.size(file));
    try (Stream<Path> left = Files.list(temp)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void shouldRefuseEveryDamagedFileInOneLine() throws IOException {
    Path file = temp.resolve("a.take");
    LatentTake.of(MODEL, 187.5, path(50, 3)).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x55;
      refused(file, damaged);
      byte[] cut = new byte[at];
      System.arraycopy(whole, 0, cut, 0, at);
      refused(file, cut);
    }
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      byte[] garbage = new byte[random.nextInt(300)];
      random.nextBytes(garbage);
      System.arraycopy(whole, 0, garbage, 0, Math.min(garbage.length, random.nextInt(56)));
      refused(file, garbage);
    }
  }

  private static void refused(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    BadInputException e = assertThrows(BadInputException.class, () -> LatentTake.read(file));
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "48, 2147483647, latents=2147483647",
    "48, 0, latents=0",
    "52, 2147483647, bytes=384",
    "52, -1, rows=-1",
    "40, 2146959360, rowsPerSecond=NaN",
    "40, 0, rowsPerSecond=",
    "7, 33554432, version=2"
  })
  void shouldNameTheFieldThatIsWrong(int at, int value, String found) throws IOException {
    Path file = temp.resolve("a.take");
    LatentTake.of(MODEL, 187.5, path(50, 3)).write(file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    assertEquals(187.5, bytes.getDouble(RATE_AT));
    assertEquals(3, bytes.getInt(LATENTS_AT));
    assertEquals(50, bytes.getInt(ROWS_AT));
    bytes.putInt(at, value);
    Files.write(file, bytes.array());
    BadInputException e = assertThrows(BadInputException.class, () -> LatentTake.read(file));
    assertTrue(e.getMessage().startsWith(file + ": " + found), e.getMessage());
  }

  @Test
  void shouldRefuseWhatIsNoFileAndAnotherModel() {
    BadInputException e =
        assertThrows(BadInputException.class, () -> LatentTake.read(temp.resolve("none.take")));
    assertEquals(
        temp.resolve("none.take") + ": file=missing, expected a latent take", e.getMessage());
    assertThrows(BadInputException.class, () -> LatentTake.read(temp));
    LatentTake take = LatentTake.of(MODEL, 100, path(5, 3));
    assertThrows(BadInputException.class, () -> take.write(temp));
    assertThrows(BadInputException.class, () -> take.write(temp.resolve("none/a.take")));
    e =
        assertThrows(
            BadInputException.class, () -> take.checkedFor("a.take", "ab".repeat(32), "full"));
    assertTrue(e.getMessage().startsWith("a.take: model=0f0f"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {187.5, 375, 750})
  void shouldRecordAtTheSameRateWhateverTheHop(double hopsPerSecond) {
    TakeRecording recording = new TakeRecording(1, hopsPerSecond);
    for (int hop = 0; hop < 30 * hopsPerSecond; hop++) {
      recording.hear(new float[] {(float) (hop / hopsPerSecond)});
      if (hop % 1000 == 0) {
        recording.drain();
      }
    }
    LatentTake take = recording.take("test", MODEL, 60);
    assertEquals(187.5, take.rowsPerSecond());
    assertEquals(30 * 187.5, take.rows(), 1);
    assertEquals(0, recording.lostRows());
    for (int row = 0; row < take.rows(); row++) {
      assertEquals(row / 187.5, take.at(row, 0), 1e-3);
    }
  }

  @Test
  void shouldCountWhatNobodyTookOut() {
    TakeRecording recording = new TakeRecording(1, 100);
    for (int hop = 0; hop < 3000; hop++) {
      recording.hear(new float[1]);
    }
    assertEquals(3000 - 2048, recording.lostRows());
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> new TakeRecording(1, 100).take("test", MODEL, 60));
    assertEquals("test: recorded latents=0, expected at least one", e.getMessage());
  }

  private static List<float[]> path(int rows, int latents) {
    Random random = new Random(rows);
    List<float[]> path = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      float[] row = new float[latents];
      for (int i = 0; i < latents; i++) {
        row[i] = 10 * random.nextFloat() - 3;
      }
      path.add(row);
    }
    return path;
  }
}
