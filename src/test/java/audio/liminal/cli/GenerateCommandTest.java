package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.file.AudioClip;
import audio.liminal.measure.Loudness;
import audio.liminal.measure.Onsets;
import audio.liminal.measure.SpectralFlatness;
import audio.liminal.measure.SpectralFlux;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {
  @TempDir private Path folder;

  private Path generate(String name, String... options) {
    Path out = folder.resolve(name);
    String[] words = {"generate", "-o", out.toString()};
    String[] all = Arrays.copyOf(words, words.length + options.length);
    System.arraycopy(options, 0, all, words.length, options.length);
    assertEquals(ExitCode.OK, Main.commandLine().execute(all));
    return out;
  }

  @Test
  void shouldGiveTheSameBytesForTheSameSeed() throws IOException {
    byte[] a = Files.readAllBytes(generate("a.wav", "--seconds", "2", "--seed", "7"));
    byte[] b = Files.readAllBytes(generate("b.wav", "--seconds", "2", "--seed", "7"));
    byte[] c = Files.readAllBytes(generate("c.wav", "--seconds", "2", "--seed", "8"));
    assertArrayEquals(a, b);
    assertFalse(Arrays.equals(a, c));
  }

  @Test
  void shouldSoundLikePlayedNotes() {
    AudioClip clip = AudioClip.read(generate("a.wav", "--seconds", "12", "--seed", "7"));
    assertEquals(12 * 48_000, clip.lengthSamples());
    float[] sound = clip.mono();
    double onsets = Onsets.rate(sound, 48_000);
    assertTrue(onsets > 1 && onsets < 3, "onsets a second " + onsets);
    double flatness = SpectralFlatness.meanDb(sound, 48_000);
    assertTrue(flatness > -55 && flatness < -40, "flatness " + flatness);
    for (float v : sound) {
      assertTrue(Math.abs(v) <= 0.91f);
    }
  }

  @ParameterizedTest
  @CsvSource({"full, choir", "voice, ", "envelope, trumpet", "envelope, "})
  void shouldMakeSoundWithEveryFamily(String model, String timbre) throws IOException {
    String[] options = {"--model", model, "--seconds", "2", "--seed", "7"};
    if (timbre != null) {
      options = Arrays.copyOf(options, options.length + 2);
      options[options.length - 2] = "--to";
      options[options.length - 1] = timbre;
    }
    Path first = generate("a.wav", options);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(generate("b.wav", options)));
    AudioClip clip = AudioClip.read(first);
    assertEquals(2 * 48_000, clip.lengthSamples());
    assertEquals(-20, Loudness.integratedLufs(clip), 3);
    options[5] = "8";
    Path other = generate("c.wav", options);
    assertFalse(Arrays.equals(Files.readAllBytes(first), Files.readAllBytes(other)));
  }

  @Test
  void shouldWanderThroughSpectraWithoutJumps() {
    float[] calm = AudioClip.read(generate("a.wav", "--model", "full", "--seconds", "3")).mono();
    assertTrue(SpectralFlux.mean(calm, 48_000) < 0.1);
    double flatness = SpectralFlatness.meanDb(calm, 48_000);
    assertTrue(flatness > -60 && flatness < -25, "flatness " + flatness);
  }

  @Test
  void shouldRefuseWhatIsOutOfRange() {
    String out = folder.resolve("x.wav").toString();
    assertEquals(
        ExitCode.USAGE, Main.commandLine().execute("generate", "-o", out, "--seconds", "0"));
    assertEquals(
        ExitCode.USAGE, Main.commandLine().execute("generate", "-o", out, "--temperature", "3"));
    assertEquals(
        ExitCode.INPUT, Main.commandLine().execute("generate", "-o", out, "--to", "piano-soft"));
    assertEquals(
        ExitCode.INPUT,
        Main.commandLine().execute("generate", "-o", out, "--model", "full", "--to", "nobody"));
    assertFalse(Files.exists(Path.of(out)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.mp3", "x.flac", "X.OGG", "x.json"})
  void shouldRefuseANameThatPromisesSomethingElse(String name) {
    Path out = folder.resolve(name);
    assertEquals(
        ExitCode.USAGE,
        Main.commandLine().execute("generate", "-o", out.toString(), "--seconds", "0.5"));
    assertFalse(Files.exists(out));
  }

  @Test
  void shouldRefuseAFolderThatIsMissing() {
    String out = folder.resolve("none/x.wav").toString();
    assertEquals(ExitCode.INPUT, Main.commandLine().execute("generate", "-o", out));
  }

  @Test
  void shouldDrawTheMapWithARecording() throws IOException {
    Path png = folder.resolve("map.png");
    int code =
        Main.commandLine()
            .execute("map", "piano-mel", "--of", "demo/piano.flac", "-o", png.toString());
    assertEquals(ExitCode.OK, code);
    assertEquals(3 * 760, ImageIO.read(png.toFile()).getWidth());
  }

  @Test
  void shouldDrawTheMapWithAMomentOfALowRate() throws IOException {
    byte[] pcm = new byte[2 * 40];
    new Random(1).nextBytes(pcm);
    AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
    Path wav = folder.resolve("moment.wav");
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(pcm), format, 40),
        AudioFileFormat.Type.WAVE,
        wav.toFile());
    String png = folder.resolve("moment.png").toString();
    assertEquals(
        ExitCode.OK,
        Main.commandLine().execute("map", "envelope", "--of", wav.toString(), "-o", png));
    assertEquals(
        ExitCode.INPUT, Main.commandLine().execute("render", wav.toString(), "-o", png + ".wav"));
  }

  @Test
  void shouldNameTheRecipesAndRefuseOthers() {
    assertEquals(ExitCode.OK, Main.commandLine().execute("data", "--list"));
    assertEquals(ExitCode.USAGE, Main.commandLine().execute("data"));
    assertEquals(ExitCode.USAGE, Main.commandLine().execute("data", "piano"), "no folder");
    assertEquals(
        ExitCode.USAGE, Main.commandLine().execute("data", "trombones", folder.toString()));
  }
}
