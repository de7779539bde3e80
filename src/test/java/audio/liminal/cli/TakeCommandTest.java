package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.file.AudioClip;
import audio.liminal.model.TestModel;
import audio.liminal.morph.LatentTake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TakeCommandTest {
  private static final Path GUITAR = Installation.recordings().resolve("guitar.flac");
  private static final Path PIANO = Installation.recordings().resolve("piano.flac");

  @TempDir Path temp;
  private Path model;
  private Path take;
  private String printed;
  private String errors;

  @BeforeEach
  void record() throws IOException {
    model = TestModel.write(temp.resolve("cosine"));
    take = temp.resolve("piano.take");
    assertEquals(ExitCode.OK, run("take", "record", PIANO, "-o", take, "--model", model), errors);
  }

  @Test
  void shouldTellWhatATakeIs() {
    String recorded = printed;
    assertTrue(recorded.matches(".*piano\\.take: [0-9.]+ s, \\d+ latents of .*\\R"), recorded);
    assertAsLongAs(PIANO);
    assertEquals(ExitCode.OK, run("take", "info", take), errors);
    assertTrue(printed.startsWith(take + ": "), printed);
    assertTrue(printed.contains("unknown model "), printed);
  }

  @Test
  void shouldSayWhereToFindTheModelOfATakeOfAnother() {
    Object[] render = {"render", PIANO, "-o", temp.resolve("out.wav"), "--to", take};
    assertEquals(ExitCode.INPUT, run(render));
    assertTrue(errors.contains("(envelope); 'liminal take info' names the take's own"), errors);
  }

  @Test
  void shouldRecordAllOfAFileThatDoesNotTellItsLength() {
    Path tone = Path.of("src/test/resources/audio/tone.mp3");
    assertEquals(ExitCode.OK, run("take", "record", tone, "-o", take, "--model", model), errors);
    assertAsLongAs(tone);
  }

  private void assertAsLongAs(Path recording) {
    AudioClip clip = AudioClip.read(recording);
    double seconds = (double) clip.lengthSamples() / clip.sampleRateHz();
    assertEquals(seconds, LatentTake.read(take).seconds(), 0.003, "as long as its recording");
  }

  @Test
  void shouldGiveARecordingBackByItsOwnTake() {
    Path out = temp.resolve("out.wav");
    Object[] render = {"render", PIANO, "-o", out, "--to", take, "--model", model};
    assertEquals(ExitCode.OK, run(render), errors);
    float[] played = AudioClip.read(out).samples()[0];
    double far =
        PresetsCommandTest.distance(played, AudioClip.read(PIANO).samples()[0], 0, played.length);
    assertEquals(0, far, 0.02);
  }

  @Test
  void shouldRecordThroughThePresetsModel() throws IOException {
    Path preset = temp.resolve("p.json");
    Files.writeString(
        preset,
        """
        {"format":"liminal-preset","version":2,"name":"p","model":{"name":"voice"},
         "target":{"corners":[{"timbre":"man"}]},"controls":{"morph":1}}
        """);
    assertEquals(ExitCode.OK, run("take", "record", PIANO, "-o", take, "--preset", preset), errors);
    assertTrue(printed.contains("32 latents of voice"), printed);
  }

  @Test
  void shouldRecordAndPlayTheSameEachTime() throws IOException {
    byte[] first = Files.readAllBytes(take);
    assertEquals(ExitCode.OK, run("take", "record", PIANO, "-o", take, "--model", model), errors);
    assertArrayEquals(first, Files.readAllBytes(take));
    byte[] once = rendered("--to", take);
    assertArrayEquals(once, rendered("--to", take));
    assertFalse(Arrays.equals(once, rendered("--to", take, "--take-speed", "-2")));
    assertFalse(Arrays.equals(once, rendered("--to", take, "--take-loop", "--take-beats", "2")));
    assertFalse(Arrays.equals(once, rendered("--to", take, "--take-step", "0.5")));
    assertFalse(Arrays.equals(once, rendered()));
  }

  private byte[] rendered(Object... options) throws IOException {
    Path out = temp.resolve("out.wav");
    Object[] all = {"render", GUITAR, "-o", out, "--model", model};
    Object[] arguments = Arrays.copyOf(all, all.length + options.length);
    System.arraycopy(options, 0, arguments, all.length, options.length);
    assertEquals(ExitCode.OK, run(arguments), errors);
    return Files.readAllBytes(out);
  }

  @Test
  void shouldRefuseInOneLineAndLeaveWhatIsThere() throws IOException {
    Path out = temp.resolve("out.wav");
    Files.writeString(out, "what was there");
    Path broken = temp.resolve("broken.take");
    Files.write(broken, Arrays.copyOf(Files.readAllBytes(take), 500));
    refuse(ExitCode.INPUT, "broken.take: bytes=500", "take", "info", broken);
    refuse(ExitCode.INPUT, "guitar.flac: magic=other bytes", "take", "info", GUITAR);
    refuse(ExitCode.INPUT, "bytes=500", "render", GUITAR, "-o", out, "--to", broken);
    refuse(
        ExitCode.INPUT,
        "piano.take: model=",
        "render",
        GUITAR,
        "-o",
        out,
        "--to",
        take,
        "--model",
        "envelope");
    refuse(ExitCode.USAGE, "options of a take", "render", GUITAR, "-o", out, "--take-loop");
    refuse(
        ExitCode.USAGE,
        "--take-speed: value=17.0, expected -16.0 to 16.0",
        "render",
        GUITAR,
        "-o",
        out,
        "--to",
        take,
        "--model",
        model,
        "--take-speed",
        "17");
    Path gone = temp.resolve("gone.wav");
    refuse(ExitCode.INPUT, "gone.wav", "take", "record", gone, "-o", temp.resolve("new.take"));
    refuse(ExitCode.USAGE, "expected a name that ends in .take", "take", "record", out, "-o", out);
    String nothing = "--to RECORDING beside it, which it listens to";
    Path unmade = temp.resolve("unmade.take");
    refuse(ExitCode.USAGE, nothing, "take", "record", GUITAR, "-o", unmade, "--set", "morph=1");
    refuse(ExitCode.USAGE, nothing, "play", "--file", GUITAR, "--set", "morph=1");
    assertEquals("what was there", Files.readString(out));
  }

  @Test
  void shouldSayWhereThereAreNoPhasesToMixIn() {
    Path out = temp.resolve("out.wav");
    String[] toTake = {"render", GUITAR.toString(), "-o", out.toString(), "--model", "" + model};
    Object[] options = {"--to", take, "--phase", "ab_sum"};
    Object[] all = Stream.concat(Arrays.stream(toTake), Arrays.stream(options)).toArray();
    assertEquals(ExitCode.OK, run(all), errors);
    assertTrue(errors.contains("no second recording whose phases ab_sum could hear"), errors);
  }

  private void refuse(int code, String message, Object... arguments) {
    assertEquals(code, run(arguments), errors);
    assertTrue(errors.startsWith("liminal: ") && errors.contains(message), errors);
    assertEquals(code == ExitCode.USAGE ? 2 : 1, errors.strip().lines().count(), errors);
  }

  private int run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code =
        command.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    printed = out.toString();
    errors = err.toString();
    return code;
  }
}
