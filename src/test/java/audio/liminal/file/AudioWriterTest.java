package audio.liminal.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioWriterTest {
  private static final StreamSpec STEREO = new StreamSpec(48_000, 2);

  @TempDir Path folder;

  @Test
  void shouldKeepFloatsExactly() {
    float[][] sound = {Signals.noise(1, 40_000), Signals.noise(2, 40_000)};
    sound[0][5] = 1.75f;
    Path file = folder.resolve("float.wav");
    assertEquals(0, write(file, SampleFormat.FLOAT32, sound));
    assertArrayEquals(sound, AudioClip.read(file).samples());
  }

  @Test
  void shouldDitherIntegersAlikeEveryTime() throws IOException {
    float[][] sound = {Signals.noise(1, 30_001)};
    for (SampleFormat format : new SampleFormat[] {SampleFormat.PCM16, SampleFormat.PCM24}) {
      Path file = folder.resolve("integer.wav");
      write(file, format, sound);
      byte[] first = Files.readAllBytes(file);
      write(file, format, sound);
      assertArrayEquals(first, Files.readAllBytes(file));
      double step = Math.scalb(1.0, 1 - format.bits());
      float[] back = AudioClip.read(file).samples()[0];
      double power = 0;
      double mean = 0;
      for (int n = 0; n < back.length; n++) {
        double error = (back[n] - sound[0][n]) / step;
        assertEquals(0, error, 1.6);
        power += error * error / back.length;
        mean += error / back.length;
      }
      // rounding gives 1/12, triangular dither 1/6; 24 bits add the rounding of floats
      assertEquals(0.25, power, 0.02);
      assertEquals(0, mean, 0.02);
    }
  }

  @Test
  void shouldCountAndClampWhatIsBeyondFullScale() {
    float[][] sound = {{1.5f, 1, -1, -2}, {0, 0, 0, 1.01f}};
    Path file = folder.resolve("clip.wav");
    assertEquals(3, write(file, SampleFormat.PCM16, sound));
    assertEquals(32767 * 0x1p-15f, AudioClip.read(file).samples()[0][0]);
  }

  @Test
  void shouldLeaveTheTargetAloneUntilCommit() throws IOException {
    Path file = folder.resolve("take.wav");
    Path stale = folder.resolve(".take.wav.999999999999-1.part");
    Files.writeString(file, "older");
    Files.writeString(stale, "of a process that is gone");
    try (AudioWriter writer = AudioWriter.create(file, STEREO, SampleFormat.PCM16, 1)) {
      writer.write(new float[2][10], 0, 10);
      assertEquals("older", Files.readString(file));
      assertFalse(Files.exists(stale));
      assertEquals(1, parts());
    }
    assertEquals(0, parts());
    assertEquals("older", Files.readString(file));
    write(file, SampleFormat.PCM16, new float[2][10]);
    assertEquals(10, AudioClip.read(file).lengthSamples());
    assertEquals(0, parts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00e9", "\ud83c\udfb9"})
  void shouldWriteNamesAsLongAsFilesMayHave(String character) {
    assumeTrue(character.equals("x") || System.getProperty("sun.jnu.encoding").equals("UTF-8"));
    int most = (255 - ".wav".length()) / character.getBytes(StandardCharsets.UTF_8).length;
    Path file = folder.resolve(character.repeat(most) + ".wav");
    write(file, SampleFormat.PCM16, new float[2][10]);
    assertEquals(10, AudioClip.read(file).lengthSamples());
  }

  @Test
  void shouldLetTwoWritersOfOneTargetFinish() {
    Path file = folder.resolve("twice.wav");
    try (AudioWriter one = AudioWriter.create(file, STEREO, SampleFormat.FLOAT32, 1);
        AudioWriter two = AudioWriter.create(file, STEREO, SampleFormat.FLOAT32, 1)) {
      one.write(new float[2][10], 0, 10);
      two.write(new float[2][20], 0, 20);
      one.commit();
      assertEquals(10, AudioClip.read(file).lengthSamples());
      two.commit();
      assertEquals(20, AudioClip.read(file).lengthSamples());
    }
  }

  @Test
  void shouldWriteThroughALinkAndRefuseADevice() throws IOException {
    Path file = folder.resolve("real.wav");
    Path link = folder.resolve("link.wav");
    Files.writeString(file, "older");
    Files.createSymbolicLink(link, file);
    write(link, SampleFormat.PCM16, new float[2][10]);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(10, AudioClip.read(file).lengthSamples());
    refuses(Path.of("/dev/null"), "file=a device");
  }

  private long parts() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).count();
    }
  }

  @Test
  void shouldLeaveOnlyThePartWhenKilled() throws IOException, InterruptedException {
    Path file = folder.resolve("killed.wav");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                file.toString())
            .start();
    assertEquals('w', process.getInputStream().read());
    process.destroyForcibly().waitFor();
    assertFalse(Files.exists(file));
    assertEquals(1, parts());
    write(file, SampleFormat.FLOAT32, new float[1][3]);
    assertEquals(3, AudioClip.read(file).lengthSamples());
    assertEquals(0, parts());
  }

  /** Writes until it is killed. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) throws InterruptedException {
      try (AudioWriter writer =
          AudioWriter.create(Path.of(args[0]), STEREO, SampleFormat.FLOAT32, 1)) {
        writer.write(new float[2][100_000], 0, 100_000);
        System.out.println("written");
        Thread.sleep(60_000);
        writer.commit();
      }
    }
  }

  @Test
  void shouldRefuseWhereNothingCanBeWritten() throws IOException {
    refuses(folder, "file=a directory");
    refuses(folder.resolve("none/out.wav"), "directory=");
    Path file = folder.resolve("file");
    Files.writeString(file, "");
    refuses(file.resolve("out.wav"), "directory=");
  }

  private static void refuses(Path target, String found) {
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () -> AudioWriter.create(target, STEREO, SampleFormat.FLOAT32, 1));
    assertTrue(e.getMessage().startsWith(target + ": " + found), e.getMessage());
  }

  private static long write(Path file, SampleFormat format, float[][] sound) {
    StreamSpec spec = new StreamSpec(48_000, sound.length);
    try (AudioWriter writer = AudioWriter.create(file, spec, format, 1)) {
      int half = sound[0].length / 2;
      writer.write(sound, 0, half);
      writer.write(sound, half, sound[0].length - half);
      writer.commit();
      return writer.clippedSamples();
    }
  }
}
