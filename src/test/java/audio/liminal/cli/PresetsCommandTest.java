package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.model.Model;
import audio.liminal.model.TestModel;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetCorner;
import audio.liminal.preset.PresetTarget;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PresetsCommandTest {
  @TempDir Path temp;
  private Path model;
  private Path input;
  private Path preset;
  private String printed;
  private String errors;

  @BeforeEach
  void prepare() throws IOException {
    model = TestModel.write(temp.resolve("cosine"));
    preset = temp.resolve("mine.json");
    input = Path.of("demo/piano.flac");
  }

  private int run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    printed = out.toString();
    errors = err.toString();
    return code;
  }

  private byte[] render(Object... more) throws IOException {
    Path out = temp.resolve("out.wav");
    List<Object> all = new ArrayList<>(List.of("render", input, "-o", out, "--model", model));
    all.addAll(List.of(more));
    assertEquals(ExitCode.OK, run(all.toArray()), errors);
    return Files.readAllBytes(out);
  }

  @Test
  void shouldRenderTheSameSamplesFromASavedPresetInAnotherProcess()
      throws IOException, InterruptedException {
    Object[] options = {
      "--to",
      "dark",
      "--morph",
      "0.7",
      "--profile",
      "live",
      "--smoothing",
      "33",
      "--gain",
      "-1.5",
      "--set",
      "exaggerate=1.3",
      "--set",
      "temperature=0.4",
      "--set",
      "latent/c2/bias=0.8"
    };
    List<Object> save = new ArrayList<>(List.of("presets", "save", "Mine", "--model", model));
    save.addAll(List.of(options));
    save.addAll(List.of("-o", preset));
    assertEquals(ExitCode.OK, run(save.toArray()), errors);
    byte[] here = render(options);
    assertArrayEquals(here, render("--preset", preset));
    Path there = temp.resolve("there.wav");
    List<String> words =
        List.of(
            "render",
            input.toString(),
            "-o",
            there.toString(),
            "--model",
            model.toString(),
            "--preset",
            preset.toString());
    Process other = OtherProcess.of(temp.resolve("log"), words).start();
    assertEquals(0, other.waitFor(), Files.readString(temp.resolve("log")));
    assertArrayEquals(here, Files.readAllBytes(there));
  }

  @Test
  void shouldLetOptionsGoBeforeThePreset() throws IOException {
    assertEquals(
        ExitCode.OK,
        run("presets", "save", "Mine", "--model", model, "--to", "dark", "-o", preset),
        errors);
    byte[] whole = render("--preset", preset);
    assertArrayEquals(
        render("--to", "dark", "--morph", "0.2"), render("--preset", preset, "--morph", "0.2"));
    assertArrayEquals(render("--to", "bright"), render("--preset", preset, "--to", "bright"));
    assertFalse(Arrays.equals(whole, render("--preset", preset, "--set", "latent/c1/bias=2")));
  }

  @Test
  void shouldMoveFromOnePresetToAnother() throws IOException {
    float[] dark = samples("dark.json", "dark");
    float[] bright = samples("bright.json", "bright");
    render(
        "--preset",
        temp.resolve("dark.json"),
        "--then",
        temp.resolve("bright.json"),
        "--over",
        "1");
    float[] moved = AudioClip.read(temp.resolve("out.wav")).samples()[0];
    int second = 44_100;
    assertTrue(distance(moved, dark, 0, second / 4) < distance(moved, bright, 0, second / 4));
    assertTrue(distance(moved, dark, second / 4, second / 2) > 0.001);
    assertEquals(0, distance(moved, bright, second * 5 / 4, 9 * second / 4), 1e-6);
    assertTrue(distance(moved, dark, second * 5 / 4, 9 * second / 4) > 0.01);
    Path dim = temp.resolve("dark.json");
    render("--preset", dim, "--gain", "-20", "--then", temp.resolve("bright.json"), "--over", "1");
    double power = 0;
    double whole = 0;
    float[] quiet = AudioClip.read(temp.resolve("out.wav")).samples()[0];
    for (int n = quiet.length - second / 2; n < quiet.length; n++) {
      power += quiet[n] * quiet[n];
      whole += bright[n] * bright[n];
    }
    assertEquals(-20, 10 * Math.log10(power / whole), 0.1, "still turned down at the end");
  }

  @Test
  void shouldHearTheRecordingBeforehandAlsoForWhatItMovesTo() throws IOException {
    Path beforehand = temp.resolve("beforehand.json");
    Files.writeString(
        beforehand,
        """
        {"format":"liminal-preset","version":2,"name":"b","model":{"name":"cosine"},
         "target":{"corners":[{"timbre":"dark"}],"forgetSeconds":0},"controls":{"morph":1}}
        """);
    render("--preset", beforehand);
    float[] alone = AudioClip.read(temp.resolve("out.wav")).samples()[0];
    render("--preset", beforehand, "--then", beforehand, "--over", "0.04");
    float[] moved = AudioClip.read(temp.resolve("out.wav")).samples()[0];
    assertEquals(0, distance(moved, alone, 22_050, alone.length), 1e-6);
  }

  @Test
  void shouldMoveToOneThatFollowsASecondRecordingOnlyWhereThereIsOne() {
    assertEquals(
        ExitCode.OK,
        run("presets", "save", "F", "--model", model, "--set", "morph=1", "-o", preset),
        errors);
    Object[] render = {"render", input, "-o", temp.resolve("out.wav"), "--model", model};
    assertEquals(ExitCode.OK, run(with(render, "--to", input, "--then", preset)), errors);
    assertEquals(ExitCode.USAGE, run(with(render, "--to", "dark", "--then", preset)), errors);
    assertTrue(errors.contains("--then: value="), errors);
  }

  @Test
  void shouldNotSayThatOneModelCapturedWhatAnotherDid() throws IOException {
    Path captured = temp.resolve("captured.json");
    Files.writeString(
        captured,
        """
        {"format":"liminal-preset","version":2,"name":"c",
         "model":{"name":"cosine","sha256":"%s"},
         "target":{"corners":[{"name":"A","anchor":[1,0,0,0,0,0,0,0]}]},"controls":{"morph":1}}
        """
            .formatted("0".repeat(64)));
    Object[] save = {"presets", "save", "X", "--preset", captured, "--model", model, "-o", preset};
    assertEquals(ExitCode.INPUT, run(save));
    assertTrue(errors.contains("captured.json: model.sha256=000"), errors);
    assertFalse(Files.exists(preset));
  }

  private float[] samples(String file, String timbre) throws IOException {
    // an anchored pad knows nothing of what was heard before
    Path one = temp.resolve(file);
    String hash = Model.load(model).digest();
    float tilt = timbre.equals("dark") ? 200 : -200;
    Files.writeString(
        one,
        """
        {"format":"liminal-preset","version":2,"name":"%s",
         "model":{"name":"cosine","sha256":"%s"},
         "target":{"corners":[{"name":"A","anchor":[%s,0,0,0,0,0,0,0]}]},"controls":{"morph":1}}
        """
            .formatted(timbre, hash, tilt));
    render("--preset", one);
    return AudioClip.read(temp.resolve("out.wav")).samples()[0];
  }

  /** Of the difference to the second. */
  static double distance(float[] a, float[] b, int from, int to) {
    double difference = 0;
    double whole = 0;
    for (int i = from; i < to; i++) {
      difference += Math.pow(a[i] - b[i], 2);
      whole += Math.pow(b[i], 2);
    }
    return Math.sqrt(difference / whole);
  }

  @Test
  void shouldCaptureAnchorsAndCloudsIntoCorners() throws IOException {
    Object[] capture = {"capture", input, "--model", model, "--seconds", "1", "--into", preset};
    assertEquals(ExitCode.OK, run(with(capture, "--name", "A", "--from", "0")), errors);
    byte[] first = render("--preset", preset);
    assertEquals(ExitCode.OK, run(with(capture, "--name", "B", "--from", "1", "--cloud")), errors);
    assertEquals(ExitCode.OK, run(with(capture, "--name", "A", "--from", "0.5")), errors);
    PresetTarget.Pad pad = (PresetTarget.Pad) PresetBank.read(preset).target();
    assertEquals(List.of("A", "B"), pad.corners().stream().map(PresetCorner::name).toList());
    assertEquals(TestModel.LATENTS, pad.corners().get(0).captured().anchor().length);
    assertEquals(TestModel.LATENTS, pad.corners().get(1).captured().timbre().latents());
    assertFalse(Arrays.equals(first, render("--preset", preset)));
    assertFalse(
        Arrays.equals(render("--preset", preset), render("--preset", preset, "--set", "x=1")));
  }

  @Test
  void shouldNameBothModelsWhereCornersAreOfAnother() throws IOException {
    Object[] capture = {"capture", input, "--seconds", "1", "--into", preset};
    assertEquals(ExitCode.OK, run(with(capture, "--model", model, "--name", "A")), errors);
    String before = Files.readString(preset);
    assertEquals(ExitCode.INPUT, run(with(capture, "--model", "envelope", "--name", "B")));
    assertTrue(errors.contains("mine.json: model=envelope (658e"), errors);
    assertTrue(errors.contains("expected cosine (" + Model.load(model).digest()), errors);
    assertEquals(before, Files.readString(preset));
  }

  @Test
  void shouldLeaveAPresetThatMovesToSomethingElseThanCorners() throws IOException {
    Object[] save = {"presets", "save", "F", "--model", model, "-o", preset};
    assertEquals(ExitCode.OK, run(with(save, "--set", "morph=1")), errors);
    String before = Files.readString(preset);
    assertEquals(
        ExitCode.INPUT, run("capture", input, "--model", model, "--name", "A", "--into", preset));
    assertTrue(errors.contains("target=the sidechain, expected corners"), errors);
    assertEquals(before, Files.readString(preset));
  }

  @Test
  void shouldRefuseAMomentWithoutSoundAndWriteNothing() {
    assertEquals(
        ExitCode.INPUT,
        run("capture", input, "--model", model, "--from", "500", "--name", "A", "--into", preset));
    assertTrue(errors.contains("from=500.0 s, expected less than its 2.81 s"), errors);
    Path silence = temp.resolve("silence.wav");
    StreamSpec spec = new StreamSpec(48_000, 1);
    try (AudioWriter out = AudioWriter.create(silence, spec, SampleFormat.FLOAT32, 1)) {
      out.write(new float[1][96_000], 0, 96_000);
      out.commit();
    }
    assertEquals(
        ExitCode.INPUT, run("capture", silence, "--model", model, "--name", "A", "--into", preset));
    assertTrue(errors.contains("spectra with sound=0"), errors);
    assertFalse(Files.exists(preset));
  }

  @Test
  void shouldTellAWrongPresetInOneLineAndLeaveTheOutput() throws IOException {
    Path out = temp.resolve("out.wav");
    Files.writeString(out, "before");
    String good =
        "{\"format\":\"liminal-preset\",\"version\":2,\"name\":\"n\",\"model\":{\"name\":\"envelope\"},"
            + "\"target\":{\"corners\":[{\"timbre\":\"violin\"}]},\"controls\":{\"morph\":1}}";
    for (String[] wrong :
        new String[][] {
          {
            "\"envelope\"",
            "\"nosuch\"",
            "model.name=nosuch, expected a model folder, or one of [en"
          },
          {"\"version\":2", "\"version\":0", "version=0, expected a whole number, 1 to 2"},
          {"\"version\":2", "\"version\":9", "version=9, expected at most 2, or a newer"},
          {
            "\"morph\":1", "\"morph\":1e300", "controls.morph=1E+300, expected a number, 0.0 to 1.0"
          },
          {"\"morph\":1", "\"morph\":[]", "controls.morph=[], expected a number"},
          {"\"violin\"", "\"viola da gamba\"", "target.corners[0].timbre=viola da gamba, expected"},
        }) {
      Files.writeString(preset, good.replace(wrong[0], wrong[1]));
      assertEquals(ExitCode.INPUT, run("render", input, "-o", out, "--preset", preset), wrong[1]);
      assertTrue(errors.startsWith("liminal: " + preset + ": " + wrong[2]), errors);
      assertEquals(1, errors.lines().count(), errors);
      assertEquals("before", Files.readString(out));
      assertEquals(ExitCode.INPUT, run("presets", "check", preset));
    }
    Files.writeString(preset, good);
    assertEquals(ExitCode.OK, run("presets", "check", preset), errors);
  }

  @Test
  void shouldAskForTheSecondInputOfAPresetThatListensToOne() {
    assertEquals(
        ExitCode.USAGE, run("render", input, "-o", temp.resolve("o.wav"), "--preset", "Vocoder"));
    assertTrue(errors.contains("expected --to RECORDING"), errors);
  }

  @Test
  void shouldListSearchAndShow() {
    assertEquals(ExitCode.OK, run("presets", "list", "choir"));
    assertTrue(printed.contains("Cathedral choir") && !printed.contains("Taiko"), printed);
    assertEquals(ExitCode.OK, run("presets", "list", "choir", "zither"));
    assertEquals("", printed);
    assertEquals("liminal: no preset mentions 'choir zither'\n", errors);
    assertEquals(ExitCode.OK, run("presets"));
    assertTrue(printed.lines().count() >= 40, printed);
    assertEquals(ExitCode.OK, run("presets", "show", "cathedral CHOIR"));
    assertTrue(printed.contains("\"timbre\" : \"choir\""), printed);
    assertEquals(ExitCode.INPUT, run("presets", "show", "nosuch"));
  }

  @Test
  void shouldSayThatAFollowedRecordingIsNotKept() {
    Object[] save = {"presets", "save", "F", "--model", model, "-o", preset, "--replace"};
    assertEquals(ExitCode.OK, run(with(save, "--to", input)), errors);
    assertTrue(errors.startsWith("liminal: a preset keeps no recording to follow"), errors);
    assertEquals(ExitCode.OK, run(with(save, "--to", "dark")), errors);
    assertEquals("", errors);
  }

  @Test
  void shouldKeepWhatAPresetSaysWhenSavedAnew() {
    assertEquals(
        ExitCode.OK,
        run("presets", "save", "Mine", "--preset", "Duck and shine", "--tag", "mine", "-o", preset),
        errors);
    Preset saved = PresetBank.read(preset);
    assertEquals("Mine", saved.name());
    assertEquals(List.of("mine"), saved.about().tags());
    assertEquals(2, saved.modulation().routes().size());
    assertEquals(ExitCode.INPUT, run("presets", "save", "Mine", "-o", preset));
  }

  private static Object[] with(Object[] first, Object... more) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray();
  }

  @Test
  void shouldRefuseAPlaceForFiguresThatCannotBeWrittenBeforeItMeasures() {
    Path json = temp.resolve("none/all.json");
    assertEquals(ExitCode.INPUT, run("presets", "measure", "Vocoder", "--json", json));
    assertTrue(errors.contains(json + ": directory="), errors);
    assertEquals("", printed);
  }
}
