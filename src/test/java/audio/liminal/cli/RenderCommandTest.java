package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.model.TestModel;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RenderCommandTest {
  @TempDir Path temp;
  private Path model;
  private Path output;
  private String errors;

  @BeforeEach
  void prepare() throws IOException {
    model = TestModel.write(temp.resolve("cosine"));
    output = temp.resolve("out.wav");
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 1, live",
    "44100, 2, studio",
    "48000, 1, hq",
    "48000, 2, live",
    "96000, 1, studio",
    "96000, 2, hq",
    "88200, 2, live",
    "192000, 1, live"
  })
  void shouldGiveTheInputBackAtMorphZero(int rate, int channels, String profile) {
    Path input = noise("in.wav", rate, channels, rate / 3 + 7, 1);
    assertEquals(ExitCode.OK, render(input, "--morph", "0", "--profile", profile));
    AudioClip in = AudioClip.read(input);
    AudioClip out = AudioClip.read(output);
    assertEquals(rate, out.sampleRateHz());
    assertEquals(channels, out.channels());
    assertEquals(in.lengthSamples(), out.lengthSamples());
    double residual = 0;
    for (int c = 0; c < channels; c++) {
      for (int n = 0; n < in.lengthSamples(); n++) {
        residual = Math.max(residual, Math.abs(in.samples()[c][n] - out.samples()[c][n]));
      }
    }
    assertTrue(20 * Math.log10(residual) < -120, "residual " + residual);
  }

  @Test
  void shouldMorphToATimbreAndToARecordingOfAnotherRate() throws IOException {
    Path input = noise("in.wav", 48_000, 2, 20_000, 1);
    Path side = noise("side.wav", 44_100, 1, 9000, 2);
    assertEquals(ExitCode.OK, render(input, "--to", "dark"));
    byte[] dark = Files.readAllBytes(output);
    assertEquals(ExitCode.OK, render(input, "--to", side.toString(), "--morph", "0.4"));
    assertFalse(java.util.Arrays.equals(dark, Files.readAllBytes(output)));
    assertEquals(20_000, AudioClip.read(output).lengthSamples());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tone.mp3", "tone.ogg", "tone16.flac"})
  void shouldRenderCompressedFilesToTheirEnd(String name) {
    Path input = Path.of("src/test/resources/audio", name);
    assertEquals(ExitCode.OK, render(input, "--morph", "0"));
    assertEquals(AudioClip.read(input).lengthSamples(), AudioClip.read(output).lengthSamples());
  }

  /** ONNX Runtime from 1.29 on reports to its maker unless told not to, and keeps files for it. */
  @Test
  void shouldLeaveTheHomeAloneAndBearLongCommandLines() throws IOException, InterruptedException {
    Path input = noise("in.wav", 48_000, 1, 5000, 1);
    List<String> words = new ArrayList<>(List.of("render", input.toString(), "--to", "dark"));
    words.addAll(List.of("-o", output.toString(), "--model", model.toString()));
    for (int i = 0; i < 500; i++) {
      words.addAll(List.of("--set", "latent/c2/bias=0.25"));
    }
    Path home = Files.createDirectories(temp.resolve("home"));
    ProcessBuilder process = OtherProcess.of(temp.resolve("log"), words);
    process.environment().clear(); // a variable may silence it
    process.environment().put("HOME", home.toString());
    assertEquals(0, process.start().waitFor(), Files.readString(temp.resolve("log")));
    try (var files = Files.list(home)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void shouldTakeASidechainOfOneSample() {
    Path input = noise("in.wav", 44_100, 1, 9000, 1);
    Path side = noise("side.wav", 192_000, 1, 1, 2);
    assertEquals(ExitCode.OK, render(input, "--to", side.toString()));
    assertEquals(9000, AudioClip.read(output).lengthSamples());
  }

  @Test
  void shouldSayThatWithoutATargetNothingIsMorphed() {
    Path input = noise("in.wav", 48_000, 1, 10_000, 3);
    String remark = "liminal: nothing to morph to: without --to or --preset";
    assertEquals(ExitCode.OK, render(input, "--gain", "0"));
    assertTrue(errors.startsWith(remark), errors);
    assertArrayEquals(
        AudioClip.read(input).samples()[0], AudioClip.read(output).samples()[0], 1e-5f);
    for (String[] more :
        new String[][] {{"--to", "dark"}, {"--set", "exaggerate=2"}, {"--then", "Warm"}}) {
      render(input, more);
      assertFalse(errors.contains(remark), errors);
    }
  }

  @Test
  void shouldBeDryAtDryWetZeroExactly() {
    Path input = noise("in.wav", 48_000, 1, 10_000, 3);
    assertEquals(ExitCode.OK, render(input, "--to", "dark", "--dry-wet", "0"));
    assertArrayEquals(AudioClip.read(input).samples()[0], AudioClip.read(output).samples()[0]);
  }

  @Test
  void shouldWriteTheSameBytesForTheSameSeed() throws IOException {
    Path input = noise("in.wav", 48_000, 1, 10_000, 4);
    List<byte[]> files = new ArrayList<>();
    for (String seed : new String[] {"7", "7", "8"}) {
      assertEquals(ExitCode.OK, render(input, "--to", "dark", "--format", "pcm16", "--seed", seed));
      files.add(Files.readAllBytes(output));
    }
    assertArrayEquals(files.get(0), files.get(1));
    assertFalse(java.util.Arrays.equals(files.get(0), files.get(2)));
  }

  @Test
  void shouldRefuseOptionsOutOfRangeAsUsage() {
    Path input = noise("in.wav", 48_000, 1, 1000, 5);
    refuse(
        ExitCode.USAGE,
        "--morph: value=1.5, expected 0.0 to 1.0",
        input,
        "--morph=1.5",
        "--to=dark");
    refuse(ExitCode.USAGE, "--dry-wet: value=-0.1, expected 0.0 to 1.0", input, "--dry-wet=-0.1");
    refuse(
        ExitCode.USAGE,
        "--morph: value=NaN, expected 0.0 to 1.0",
        input,
        "--morph=NaN",
        "--to=dark");
    refuse(ExitCode.USAGE, "--morph: value=0.5 without --to", input, "--morph=0.5");
    refuse(ExitCode.USAGE, "'--profile'", input, "--profile=fast");
  }

  @Test
  void shouldRefuseBadInputInOneLineAndLeaveTheOutputAlone() throws IOException {
    Path input = noise("in.wav", 48_000, 1, 1000, 6);
    Files.writeString(output, "what was there");
    Path broken = temp.resolve("broken.wav");
    Files.write(broken, java.util.Arrays.copyOf(Files.readAllBytes(input), 30));
    refuse(ExitCode.INPUT, "broken.wav: ", broken);
    refuse(
        ExitCode.INPUT, "gone.wav: file=missing, expected an audio file", temp.resolve("gone.wav"));
    refuse(ExitCode.INPUT, "--to: timbre=warm, expected", input, "--to=warm");
    Path notANumber = temp.resolve("nan.wav");
    float[][] samples = new float[1][30_000];
    samples[0][20_000] = Float.NaN;
    write(notANumber, 48_000, samples);
    refuse(ExitCode.INPUT, "nan.wav: sample[20000]", notANumber, "--to=dark");
    assertEquals("what was there", Files.readString(output));
    try (var files = Files.list(temp)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
    }
  }

  private void refuse(int code, String message, Path input, String... options) {
    assertEquals(code, render(input, options), errors);
    assertTrue(errors.startsWith("liminal: ") && errors.contains(message), errors);
    int lines = code == ExitCode.USAGE ? 2 : 1;
    assertEquals(lines, errors.strip().lines().count(), errors);
  }

  private int render(Path input, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("render", input.toString(), "-o", output.toString()));
    arguments.addAll(List.of("--model", model.toString()));
    arguments.addAll(List.of(options));
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err));
    int code = command.execute(arguments.toArray(String[]::new));
    errors = err.toString();
    return code;
  }

  private Path noise(String name, int rate, int channels, int samples, long seed) {
    Random random = new Random(seed);
    float[][] x = new float[channels][samples];
    for (float[] channel : x) {
      for (int n = 0; n < samples; n++) {
        channel[n] = (float) (0.2 * random.nextGaussian());
      }
    }
    return write(temp.resolve(name), rate, x);
  }

  private static Path write(Path file, int rate, float[][] samples) {
    StreamSpec spec = new StreamSpec(rate, samples.length);
    try (AudioWriter writer = AudioWriter.create(file, spec, SampleFormat.FLOAT32, 1)) {
      writer.write(samples, 0, samples[0].length);
      writer.commit();
    }
    return file;
  }
}
