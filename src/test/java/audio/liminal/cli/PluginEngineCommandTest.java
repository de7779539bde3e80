package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.host.ClipSink;
import audio.liminal.host.ClipSource;
import audio.liminal.host.OfflineRenderer;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.model.TestModel;
import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.LatentControl;
import audio.liminal.morph.MorphSettings;
import audio.liminal.ring.RingLayout;
import audio.liminal.ring.RingPlugin;
import audio.liminal.ring.SealedMemory;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's process, with its plugin played by the test. */
class PluginEngineCommandTest {
  private static final int RATE = 48_000;
  private static final int STUDIO = 1;
  private static final int LATENCY = 1023;

  @TempDir Path folder;
  private Process engine;

  @AfterEach
  void kill() {
    if (engine != null) {
      engine.destroyForcibly();
    }
  }

  /** Starts an engine on shared memory, for models below a folder. */
  private void start(Path memory, Path home, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "exec 3<>\"$0\"; exec \"$@\"", memory.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Dliminal.home=" + home));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("audio.liminal.cli.Main", "plugin-engine"));
    engine = new ProcessBuilder(command).redirectError(folder.resolve("log").toFile()).start();
  }

  private int ended() throws InterruptedException {
    assertTrue(engine.waitFor(20, TimeUnit.SECONDS), "still runs");
    return engine.exitValue();
  }

  private String lastLine() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("log"));
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  private static void await(String what, BooleanSupplier condition) {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      if (i > 100_000) {
        fail("waited in vain until " + what);
      }
      LockSupport.parkNanos(200_000);
    }
  }

  private static void awaitAnswer(RingPlugin.Slot slot, int generation, int answer) {
    await("answer " + answer, () -> slot.answered() == generation && slot.answer() == answer);
  }

  private static float[][] run(RingPlugin.Slot slot, float[][] in, int block) {
    float[][] out = new float[in.length][in[0].length];
    for (int at = 0; at < in[0].length; at += block) {
      int count = Math.min(block, in[0].length - at);
      long from = slot.end();
      slot.hand(in, at, count);
      await("samples come back", () -> slot.outputEnd() >= slot.end());
      for (int c = 0; c < in.length; c++) {
        for (int i = 0; i < count; i++) {
          out[c][at + i] = slot.out(c, from + i);
        }
      }
    }
    return out;
  }

  private static float[][] noise(int channels, int samples) {
    Random random = new Random(7);
    float[][] x = new float[channels][samples];
    for (int n = 0; n < samples; n++) {
      for (float[] channel : x) {
        channel[n] = (float) (0.1 * random.nextGaussian());
      }
    }
    return x;
  }

  @Test
  void shouldPlayAShippedModelBitForBitAsItIsRenderedAndEndWithItsInput() throws Exception {
    RingPlugin plugin = new RingPlugin(SealedMemory.create());
    start(plugin.file, Path.of("").toAbsolutePath());
    float[][] in = noise(2, 40_000);
    float[] values = values();
    RingPlugin.Slot slot = plugin.slot(0);
    slot.text(preset("envelope", "violin", "\"form\":\"full\""));
    awaitAnswer(slot, slot.stream(RATE, 2, 0, STUDIO, values), RingLayout.PLAYING);
    assertEquals(RingLayout.VERSION, plugin.engineVersion());
    assertEquals(LATENCY, slot.latencySamples());
    float[][] live = run(slot, in, 480);
    float[][] offline = render(in);
    for (int c = 0; c < 2; c++) {
      assertArrayEquals(
          Arrays.copyOf(offline[c], 40_000 - LATENCY),
          Arrays.copyOfRange(live[c], LATENCY, 40_000));
    }
    engine.getOutputStream().close();
    assertEquals(ExitCode.OK, ended());
    assertEquals("", lastLine());
  }

  private static String preset(String model, String timbre, String more) {
    return """
        {"format":"liminal-preset","version":2,"name":"plugin","model":{"name":"%s"},
         "target":{"corners":[{"timbre":"%s"}]},%s}
        """
        .formatted(model, timbre, more);
  }

  private static float[] values() {
    float[] values = new float[RingLayout.PARAMETERS];
    Arrays.fill(values, Float.NaN);
    values[Controls.index(Control.MORPH)] = 0.75f;
    values[Controls.index(Control.GAIN)] = -3;
    values[64 + 2] = 1.5f;
    values[64 + 64 + 1] = 0.5f;
    return values;
  }

  private static float[][] render(float[][] in) {
    Model model = Model.load(Path.of("models/envelope"));
    MorphSettings settings =
        MorphSettings.NEUTRAL
            .withTarget(audio.liminal.preset.TimbreTarget.move(model, "violin"))
            .withForm(audio.liminal.morph.MorphForm.FULL)
            .withMorph(0.75f)
            .with(Control.GAIN, -3);
    Controls controls =
        settings.controls().with(LatentControl.BIAS, 2, 1.5f).with(LatentControl.SCALE, 1, 0.5f);
    try (ModelCodec codec = model.open(Device.CPU)) {
      MorphEngine engine =
          new MorphEngine(
              new StreamSpec(RATE, 2),
              0,
              StftProfile.STUDIO,
              model.card().grid(),
              codec,
              settings.withControls(controls));
      ClipSink out = new ClipSink(2, in[0].length);
      new OfflineRenderer(engine, 2, 0).render(ClipSource.once(in), null, out, taken -> {});
      return out.samples();
    }
  }

  @Test
  void shouldRefuseMemoryThatMayShrink() throws Exception {
    RingPlugin plugin = new RingPlugin(folder.resolve("ring"));
    start(plugin.file, folder);
    assertEquals(ExitCode.INPUT, ended());
    assertEquals(
        "liminal: shared memory: seals of descriptor 3=none, expected a sealed one from the"
            + " plugin, which alone starts this command",
        lastLine());
  }

  @Test
  void shouldSayWhichModelIsMissingOrBrokenAndPlayItOnceItIsRight() throws Exception {
    RingPlugin plugin = new RingPlugin(SealedMemory.create());
    Files.createDirectories(folder.resolve("models"));
    start(plugin.file, folder);
    RingPlugin.Slot slot = plugin.slot(3);
    slot.text(preset("cosine", "dark", "\"seed\":7"));
    int generation = slot.stream(RATE, 1, 1, STUDIO);
    awaitAnswer(slot, generation, RingLayout.REFUSED);
    assertEquals("model: name=cosine, expected a model folder, or one of []", slot.status());
    Path model = TestModel.write(folder.resolve("models/.next"));
    byte[] decoder = Files.readAllBytes(model.resolve("decoder.onnx"));
    Files.write(model.resolve("decoder.onnx"), new byte[100]);
    Files.move(model, folder.resolve("models/cosine"));
    await("it is broken, is " + slot.status(), () -> slot.status().contains("sha256="));
    assertTrue(slot.status().contains("decoder.onnx: sha256="), slot.status());
    Files.write(folder.resolve("models/cosine/decoder.onnx"), decoder);
    awaitAnswer(slot, generation, RingLayout.PLAYING);
    assertEquals("", slot.status());
    run(slot, noise(1, 2000), 100);
    slot.text("{\"model\":");
    await("it says what is wrong", () -> slot.status().startsWith("the plugin's state: json="));
    assertEquals(RingLayout.PLAYING, slot.answer());
  }

  @Test
  void shouldEndWithAClearLineWhenMemoryRunsOut() throws Exception {
    RingPlugin plugin = new RingPlugin(SealedMemory.create());
    start(plugin.file, Path.of("").toAbsolutePath(), "-Xmx16m");
    for (int i = 0; i < RingLayout.SLOTS; i++) {
      plugin.slot(i).stream(192_000, 2, 2, 2);
    }
    assertEquals(ExitCode.ENGINE, ended());
    assertTrue(
        lastLine()
            .matches(
                "liminal: the engine ended: out of memory: heap=1[56] MiB, expected fewer plugins or"
                    + " smaller models"),
        lastLine());
  }
}
