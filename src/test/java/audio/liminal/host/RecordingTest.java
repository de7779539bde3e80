package audio.liminal.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.file.AudioClip;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static final StreamSpec STEREO = new StreamSpec(48_000, 2);

  @TempDir Path temp;

  @Test
  void shouldBeReadableWhileItGrows() throws Exception {
    Path file = temp.resolve("live.wav");
    Path copy = temp.resolve("copy.wav");
    float[][] sound = GatedCodec.noise(2, 48_000, 1);
    try (Recording recording = new Recording(file, STEREO)) {
      int seen = 0;
      for (int block = 0; block < 375; block++) {
        recording.write(block(sound, 128 * block), 128);
        if (block % 75 == 74) {
          int before = seen;
          for (int patience = 0; seen == before && patience < 100; patience++) {
            Thread.sleep(20);
            // as it would lie there after a crash
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            seen = Files.size(copy) > 20_000 ? AudioClip.read(copy).lengthSamples() : 0;
          }
          assertTrue(seen > before && seen <= 128 * (block + 1));
        }
      }
    }
    AudioClip whole = AudioClip.read(file);
    assertArrayEquals(sound[0], whole.samples()[0]);
    assertArrayEquals(sound[1], whole.samples()[1]);
  }

  @Test
  void shouldCountWhatItCouldNotKeep() throws Exception {
    Path file = temp.resolve("late.wav");
    Recording recording = new Recording(file, STEREO);
    float[][] block = new float[2][1 << 18];
    recording.write(block, 1000);
    for (int patience = 0; Files.size(file) < 8000 && patience < 500; patience++) {
      Thread.sleep(10);
    }
    for (int i = 0; i < 4; i++) {
      recording.write(block, block[0].length);
    }
    EngineException e = assertThrows(EngineException.class, recording::close);
    assertTrue(e.getMessage().contains(" samples are not recorded"), e.getMessage());
    int written = AudioClip.read(file).lengthSamples();
    assertTrue(recording.lostSamples() > 0);
    assertEquals(1000 + 4L * block[0].length, written + recording.lostSamples());
    assertNull(recording.failure());
  }

  @Test
  void shouldRefuseAFileThatCannotBe() {
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () -> new Recording(temp.resolve("none").resolve("out.wav"), STEREO));
    assertTrue(e.getMessage().endsWith("file=unwritable, expected a file to write"));
    assertEquals(0, temp.toFile().list().length);
  }

  private static float[][] block(float[][] sound, int at) {
    return new float[][] {
      Arrays.copyOfRange(sound[0], at, at + 128), Arrays.copyOfRange(sound[1], at, at + 128)
    };
  }
}
