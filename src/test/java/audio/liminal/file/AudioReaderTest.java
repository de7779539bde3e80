package audio.liminal.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files hold 1 kHz at 0.5 on the left and 3 kHz at 0.25 on the right; an MP3 encoder may turn
 * them down.
 */
class AudioReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"tone16.flac,44100,0x1p-15", "tone24.flac,48000,0x1p-23"})
  void shouldReadFlacToTheLastBit(String name, int rateHz, float step) throws IOException {
    AudioClip clip = AudioClip.read(resource(name));
    assertEquals(rateHz, clip.sampleRateHz());
    assertEquals(5000, clip.lengthSamples());
    float[] left = Signals.sine(1000, rateHz, 0.5, 5000);
    float[] right = Signals.sine(3000, rateHz, 0.25, 5000);
    for (int n = 0; n < 5000; n++) {
      assertEquals(left[n], clip.samples()[0][n], 0.51 * step);
      assertEquals(right[n], clip.samples()[1][n], 0.51 * step);
    }
  }

  @Test
  void shouldReadVorbisSampleByAlignedSample() throws IOException {
    AudioClip clip = AudioClip.read(resource("tone.ogg"));
    assertEquals(48_000, clip.sampleRateHz());
    assertEquals(12_000, clip.lengthSamples());
    assertEquals(0.25, AudioReader.seconds(resource("tone.ogg")));
    float[] left = Signals.sine(1000, 48_000, 0.5, 12_000);
    double error = 0;
    for (int n = 1000; n < 11_000; n++) {
      error += Math.pow(clip.samples()[0][n] - left[n], 2) / 10_000;
    }
    // one sample too early or late would give 0.0021
    assertEquals(0, error, 0.0004);
  }

  @ParameterizedTest
  @CsvSource({"tone.mp3,2,0.475", "mono-id3.mp3,1,0.5"})
  void shouldReadMp3AtItsLevel(String name, int channels, double level) throws IOException {
    AudioClip clip = AudioClip.read(resource(name));
    assertEquals(48_000, clip.sampleRateHz());
    assertEquals(channels, clip.channels());
    assertEquals(level, Signals.amplitude(clip.samples()[0], 1000, 48_000, 4000, 10_000), 0.005);
    if (channels == 2) {
      assertEquals(
          level / 2, Signals.amplitude(clip.samples()[1], 3000, 48_000, 4000, 10_000), 0.0025);
    }
  }

  @Test
  void shouldReadMp3SampleByAlignedSampleWhateverTagsAreAround() throws IOException {
    byte[] bytes = bytes("tone.mp3");
    byte[] tag = Arrays.copyOf("TAGtitle".getBytes(StandardCharsets.US_ASCII), 128);
    byte[] ape = new byte[32 + 40];
    System.arraycopy("APETAGEX".getBytes(StandardCharsets.US_ASCII), 0, ape, 0, 8);
    ape[12] = 40;
    byte[] junk = "some text behind".getBytes(StandardCharsets.US_ASCII);
    AudioClip plain = AudioClip.read(resource("tone.mp3"));
    assertEquals(12_000, plain.lengthSamples());
    float[] left = Signals.sine(1000, 48_000, 0.475, 12_000);
    double error = 0;
    for (int n = 1000; n < 11_000; n++) {
      error += Math.pow(plain.samples()[0][n] - left[n], 2) / 10_000;
    }
    assertEquals(0, error, 0.0004);
    for (byte[] behind : new byte[][] {tag, ape, junk, new byte[5000], joined(ape, tag)}) {
      AudioClip tagged = AudioClip.read(written("tagged.mp3", joined(bytes, behind)));
      assertArrayEquals(plain.samples(), tagged.samples());
    }
    // another song behind it, its describing frame and all
    AudioClip twice = AudioClip.read(written("twice.mp3", joined(joined(bytes, tag), bytes)));
    assertEquals(25 * 1152 - 576 - 529, twice.lengthSamples());
  }

  @Test
  void shouldRefuseAnMp3WhoseFormatChanges() throws IOException {
    byte[] stereo = bytes("tone.mp3");
    byte[] mono = bytes("mono-id3.mp3");
    refuses(written("both.mp3", joined(stereo, mono)), "audio=corrupt (format changes at byte ");
    refuses(written("both.mp3", joined(mono, stereo)), "audio=corrupt (format changes at byte ");
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void shouldRefuseAnMp3ThatLacksFrames() throws IOException {
    byte[] bytes = bytes("tone.mp3");
    for (int part = 2; part < 18; part++) {
      byte[] cut = Arrays.copyOf(bytes, bytes.length * part / 20);
      refuses(written("cut.mp3", cut), "audio=corrupt (ends after frame ");
    }
    Random random = new Random(3);
    for (int at = 500; at < bytes.length - 700; at += 97) {
      byte[] broken = bytes.clone();
      for (int i = 0; i < 700; i++) {
        broken[at + i] = (byte) random.nextInt(256);
      }
      Path file = written("broken.mp3", broken);
      assertThrows(BadInputException.class, () -> AudioClip.read(file), "at byte " + at);
    }
  }

  @Test
  void shouldGiveTheSameSamplesInPiecesOfAnySize() throws IOException {
    for (String name : new String[] {"tone16.flac", "tone.ogg", "tone.mp3"}) {
      Path file = resource(name);
      AudioClip whole = AudioClip.read(file);
      SplittableRandom random = new SplittableRandom(5);
      float[][] piece = new float[2][700];
      int at = 0;
      try (AudioReader reader = AudioReader.open(file)) {
        int n = reader.read(piece, 13, random.nextInt(1, 600));
        while (n > 0) {
          float[] expected = Arrays.copyOfRange(whole.samples()[1], at, at + n);
          assertTrue(Arrays.equals(expected, Arrays.copyOfRange(piece[1], 13, 13 + n)), name);
          at += n;
          n = reader.read(piece, 13, random.nextInt(1, 600));
        }
      }
      assertEquals(whole.lengthSamples(), at);
    }
  }

  @Test
  void shouldNameWhatIsNoAudioFile() throws IOException {
    refuses(folder.resolve("none.wav"), "file=missing");
    refuses(folder, "file=a directory");
    refuses(written("empty.wav", new byte[0]), "bytes=0");
    refuses(written("text.wav", "hello".getBytes(StandardCharsets.US_ASCII)), "format=unknown");
    refuses(written("id3.mp3", "ID3nothing here".getBytes(StandardCharsets.US_ASCII)), "audio=");
    byte[] opus = Arrays.copyOf("OggS".getBytes(StandardCharsets.US_ASCII), 36);
    System.arraycopy("OpusHead".getBytes(StandardCharsets.US_ASCII), 0, opus, 28, 8);
    refuses(written("opus.ogg", opus), "codec=Opus, expected Vorbis");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tone16.flac", "tone24.flac", "tone.ogg"})
  void shouldRefuseCutOrChangedSound(String name) throws IOException {
    byte[] bytes = bytes(name);
    for (int cut = 1; cut < 40; cut++) {
      Path file = written("cut-" + name, Arrays.copyOf(bytes, bytes.length * cut / 40));
      assertThrows(BadInputException.class, () -> AudioClip.read(file));
    }
    for (int at = bytes.length * 3 / 4; at < bytes.length - 20; at += 37) {
      byte[] changed = bytes.clone();
      changed[at] ^= 0x10;
      Path file = written("changed-" + name, changed);
      assertThrows(BadInputException.class, () -> AudioClip.read(file), "byte " + at);
    }
  }

  @Test
  void shouldRefuseFlacWhoseFirstSyncHasItsReservedBitSet() throws IOException {
    byte[] bytes = bytes("tone16.flac");
    assertEquals((byte) 0xF8, bytes[109]);
    bytes[109] = (byte) 0xFA;
    Path file = written("reserved.flac", bytes);
    assertThrows(BadInputException.class, () -> AudioClip.read(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tone16.flac", "tone24.flac", "tone.ogg", "tone.mp3", "mono-id3.mp3"})
  void shouldOnlyRefuseAndNeverPrintWhateverTheBytes(String name) throws IOException {
    byte[] bytes = bytes(name);
    SplittableRandom random = new SplittableRandom(6);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      System.setErr(capture);
      for (int trial = 0; trial < 300; trial++) {
        byte[] changed = Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
        int reach = trial % 2 == 0 ? Math.min(200, changed.length) : changed.length;
        for (int flips = random.nextInt(1, 8); flips > 0; flips--) {
          changed[random.nextInt(reach)] ^= (byte) random.nextInt(256);
        }
        readOrRefuse(written("fuzz-" + name, changed));
      }
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }

  private static void readOrRefuse(Path file) {
    try {
      assertTrue(AudioClip.read(file).lengthSamples() > 0);
    } catch (BadInputException e) {
      assertEquals(1, e.getMessage().lines().count());
    }
  }

  private static void refuses(Path file, String found) {
    BadInputException e = assertThrows(BadInputException.class, () -> AudioClip.read(file));
    assertTrue(e.getMessage().startsWith(file + ": " + found), e.getMessage());
  }

  private Path resource(String name) throws IOException {
    return written(name + ".bin", bytes(name));
  }

  private Path written(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    return file;
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = AudioReaderTest.class.getResourceAsStream("/audio/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
