package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.signal.StreamSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EvaluateCommandTest {
  private static final int RATE_HZ = 48_000;
  @TempDir private Path folder;
  private Path recordings;
  private Path json;

  @BeforeEach
  void write() throws IOException {
    recordings = Files.createDirectory(folder.resolve("recordings"));
    json = folder.resolve("all.json");
    writeNoise("a.wav", 1, 0.1);
    writeNoise("b.wav", 1, 0.2);
  }

  private void writeNoise(String name, double seconds, double level) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    float[] noise = new float[(int) (seconds * RATE_HZ)];
    float before = 0;
    for (int n = 0; n < noise.length; n++) {
      before += 0.1f * ((float) (level * random.nextDouble(-1, 1)) - before);
      noise[n] = before;
    }
    StreamSpec stream = new StreamSpec(RATE_HZ, 1);
    Path file = recordings.resolve(name);
    try (AudioWriter out = AudioWriter.create(file, stream, SampleFormat.FLOAT32, 1)) {
      out.write(new float[][] {noise}, 0, noise.length);
      out.commit();
    }
  }

  private int evaluate(String model, String... options) {
    List<String> words = new ArrayList<>(List.of("evaluate", model, recordings.toString()));
    words.addAll(List.of(options));
    return Main.commandLine().execute(words.toArray(String[]::new));
  }

  private JsonNode evaluated(String model, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("--json", json.toString()));
    all.addAll(List.of(options));
    assertEquals(ExitCode.OK, evaluate(model, all.toArray(String[]::new)));
    return new ObjectMapper().readTree(json.toFile());
  }

  private static List<String> names(JsonNode rows, String field) {
    List<String> names = new ArrayList<>();
    rows.forEach(row -> names.add(row.get(field).asText()));
    return names;
  }

  @Test
  void shouldLeaveOutWhatIsTooSoftToBeHeard() throws IOException {
    writeNoise("room.wav", 1, 1e-4);
    writeNoise("silence.wav", 1, 0);
    JsonNode rows = evaluated("envelope", "--pairs", "0").get("reproduction").get("rows");
    assertEquals(List.of("a.wav", "b.wav"), names(rows, "name"));
  }

  @Test
  void shouldNotMorphWhatIsSilent() throws IOException {
    writeNoise("silence.wav", 1, 0);
    JsonNode morphs = evaluated("envelope").get("morphs");
    assertEquals(List.of("a.wav", "b.wav"), names(morphs, "from"));
    assertEquals(List.of("b.wav", "a.wav"), names(morphs, "to"));
  }

  @Test
  void shouldHoldWhatIsGeneratedAgainstRecordingsThatAreLongEnough() throws IOException {
    writeNoise("blip.wav", 0.1, 0.2);
    JsonNode all = evaluated("piano-mel", "--pairs", "0");
    assertEquals(
        List.of("a.wav", "b.wav", "blip.wav"), names(all.get("reproduction").get("rows"), "name"));
    for (JsonNode row : all.get("generated")) {
      assertTrue(Double.isFinite(row.get("distance").asDouble(Double.NaN)), row.toString());
    }
  }

  @Test
  void shouldNameTheFolderWhereNoRecordingIsLongEnough() throws IOException {
    Files.delete(recordings.resolve("a.wav"));
    Files.delete(recordings.resolve("b.wav"));
    writeNoise("blip.wav", 0.1, 0.2);
    StringWriter told = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(told, true));
    int code = line.execute("evaluate", "piano-mel", recordings.toString(), "--pairs", "0");
    assertEquals(ExitCode.INPUT, code);
    assertTrue(told.toString().contains(recordings + ": recordings=too short"), told.toString());
  }

  /** What the command says when it ends without having measured anything. */
  private String refused(String model, String... options) {
    StringWriter told = new StringWriter();
    List<String> words = new ArrayList<>(List.of("evaluate", model, recordings.toString()));
    words.addAll(List.of(options));
    PrintStream usual = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      CommandLine line = Main.commandLine().setErr(new PrintWriter(told, true));
      assertEquals(ExitCode.INPUT, line.execute(words.toArray(String[]::new)));
    } finally {
      System.setOut(usual);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
    return told.toString();
  }

  @Test
  void shouldRefuseBeforeItMeasures() {
    String missing = folder.resolve("none/all.json").toString();
    assertTrue(refused("envelope", "--json", missing).contains("a directory that exists"));
    assertTrue(refused("envelope", "--json", folder.toString()).contains("file=a directory"));
    assertTrue(refused("envelope", "--pad", "1").contains("recordings=2, expected at least 5"));
    String none = folder.resolve("none").toString();
    assertTrue(refused("piano-mel", "--against", none).contains("--against: folder=" + none));
  }

  @Test
  void shouldTellWhatAWordThatNobodyKnowsWasMeantToBe() {
    StringWriter told = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(told, true));
    assertEquals(ExitCode.USAGE, line.execute("evalute", "envelope"));
    assertTrue(told.toString().contains("did you mean evaluate"), told.toString());
    assertEquals(ExitCode.USAGE, line.execute("evaluate", "--timbre", "folder"));
    assertTrue(told.toString().contains("did you mean --timbres"), told.toString());
  }

  @Test
  void shouldRefuseToHoldAnythingAgainstAModelThatGeneratesNothing() {
    String told = refused("envelope", "--against", folder.toString());
    assertTrue(told.contains("--against: model=envelope, expected one that generates"), told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"learn/violin", "classifier/violin", "genuine/violin", "sources/flute"})
  void shouldNameTheSilentFileAmongThoseToJudgeTimbresOn(String where) throws IOException {
    for (String part : List.of("learn/violin", "classifier/violin", "genuine/violin")) {
      Files.createDirectories(recordings.resolve(part));
      writeNoise(part + "/a.wav", 1, 0.1);
    }
    Files.createDirectories(recordings.resolve("sources/flute"));
    String silent = where + "/a.wav";
    writeNoise("sources/flute/a.wav", 1, 0.1);
    writeNoise(silent, 1, 0);
    StringWriter told = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(told, true));
    assertEquals(ExitCode.INPUT, line.execute("evaluate", "--timbres", recordings.toString()));
    String expected = recordings.resolve(silent) + ": peak=below -90 dB";
    assertTrue(told.toString().contains(expected), told.toString());
  }
}
