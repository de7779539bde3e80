package audio.liminal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code piano-mel} to its card, and what plays it to what it promises. */
class ShippedPatchModelTest {
  private static final Path FOLDER = Path.of("models/piano-mel");

  @TempDir private Path folder;

  @Test
  void shouldReplayGoldenValues() throws IOException, OrtException {
    float[] patch = {};
    float[] mean = {};
    int compared = 0;
    for (String line : Files.readAllLines(FOLDER.resolve("golden.csv")).stream().skip(1).toList()) {
      String[] fields = line.split(",", -1);
      float[] values = new float[fields.length - 3];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(fields[i + 3]);
      }
      switch (fields[1]) {
        case "patch" -> patch = values;
        case "z_mean" -> {
          mean = run("encoder.onnx", "patch", "z_mean", patch, 1, 128, 24);
          assertArrayEquals(values, mean, 1e-4f);
        }
        case "z_log_var" ->
            assertArrayEquals(
                values, run("encoder.onnx", "patch", "z_log_var", patch, 1, 128, 24), 1e-4f);
        default -> {
          float[] all = run("decoder.onnx", "z", "patch", mean, 1, 48);
          for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], all[i * Integer.parseInt(fields[2])], 1e-5);
          }
        }
      }
      compared++;
    }
    assertEquals(32, compared);
  }

  private static float[] run(String graph, String in, String out, float[] values, long... shape)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(FOLDER.resolve(graph).toString());
        OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
        OrtSession.Result result = session.run(Map.of(in, tensor))) {
      FloatBuffer buffer = ((OnnxTensor) result.get(out).orElseThrow()).getFloatBuffer();
      float[] got = new float[buffer.remaining()];
      buffer.get(got);
      return got;
    }
  }

  @Test
  void shouldCreditTheRecordingsAndUseEveryLatent() {
    ModelCard card = Model.load(FOLDER).card();
    assertTrue(card.training().data().stream().allMatch(s -> s.credit().contains("Holm")));
    assertTrue(card.quality().get("klNats") > 20);
    assertTrue(card.quality().get("activeLatents") > 30);
    assertTrue(card.quality().get("lsdDb") < 3);
  }

  @Test
  void shouldDependOnThePastAndForgetItWhenReset() {
    try (ModelCodec codec = Model.load(FOLDER).open(Device.CPU)) {
      codec.prepare(375);
      float[] first = encodeNoise(codec, 1, 60);
      float[] again = encodeNoise(codec, 1, 60);
      assertFalse(Arrays.equals(first, again), "the past of the first run");
      codec.reset();
      assertArrayEquals(first, encodeNoise(codec, 1, 60));
      codec.prepare(375);
      assertArrayEquals(first, encodeNoise(codec, 1, 60));
      codec.prepare(187.5);
      assertArrayEquals(encodeNoise(codec, 1, 1), encodeAfterReset(codec), 1e-6f);
    }
  }

  private static float[] encodeAfterReset(ModelCodec codec) {
    codec.reset();
    return encodeNoise(codec, 1, 1);
  }

  private static float[] encodeNoise(ModelCodec codec, int seed, int hops) {
    Random random = new Random(seed);
    float[] db = new float[codec.bins()];
    float[] z = new float[codec.latents()];
    float[] targets = new float[codec.bins()];
    for (int hop = 0; hop < hops; hop++) {
      for (int k = 0; k < db.length; k++) {
        db[k] = -40 - 20 * random.nextFloat();
      }
      assertTrue(codec.encode(db, 1, z, targets));
    }
    return z;
  }

  @Test
  void shouldKeepTwoStreamsApart() {
    try (ModelCodec codec = Model.load(FOLDER).open(Device.CPU)) {
      int bins = codec.bins();
      float[] both = new float[2 * bins];
      Arrays.fill(both, 0, bins, -50);
      Arrays.fill(both, bins, 2 * bins, -90);
      float[] z = new float[2 * codec.latents()];
      float[] targets = new float[2 * bins];
      float[] alone = new float[codec.latents()];
      codec.prepare(375);
      for (int hop = 0; hop < 30; hop++) {
        assertTrue(codec.encode(both, 2, z, targets));
      }
      codec.reset();
      for (int hop = 0; hop < 30; hop++) {
        assertTrue(codec.encode(Arrays.copyOf(both, bins), 1, alone, new float[bins]));
      }
      assertArrayEquals(alone, Arrays.copyOf(z, alone.length), 1e-4f);
      assertEquals(-50, targets[bins / 4], 1);
      assertEquals(-90, targets[bins + bins / 4], 1);
    }
  }

  @Test
  void shouldRefuseACardWhosePatchDoesNotFit() throws IOException {
    assertRefused("\"columns\" : 24", "\"columns\" : 25", "encoder.inputs[0].shape");
    assertRefused("\"highestHz\" : 16000.0", "\"highestHz\" : 26000.0", "melPatch.highestHz=26000");
    assertRefused("\"mels\" : 128", "\"mels\" : 1", "melPatch.mels=1");
    assertRefused("\"family\" : \"mel-patch\"", "\"family\" : \"full\"", "melPatch=");
  }

  private void assertRefused(String from, String to, String words) throws IOException {
    String card = Files.readString(FOLDER.resolve("card.json"));
    assertTrue(card.contains(from), from);
    Path file = folder.resolve("card.json");
    Files.writeString(file, card.replace(from, to));
    BadInputException e = assertThrows(BadInputException.class, () -> ModelCard.read(file));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void shouldRefuseToGenerateFromAnotherFamily() throws IOException {
    Model other = Model.load(TestModel.write(folder.resolve("test")));
    BadInputException e = assertThrows(BadInputException.class, () -> new PatchDecoder(other));
    assertTrue(e.getMessage().contains("expected mel-patch"), e.getMessage());
  }

  @Test
  void shouldGiveTheWholePatchInDecibels() {
    Model model = Model.load(FOLDER);
    try (PatchDecoder decoder = new PatchDecoder(model)) {
      float[][] levels = new float[24][128];
      assertTrue(decoder.decode(new float[48], levels));
      for (float[] column : levels) {
        for (float db : column) {
          assertTrue(db >= -100 && db <= -10, "level " + db);
        }
      }
      List<Float> loud = List.of(levels[3][20], levels[0][20]);
      assertTrue(loud.get(0) > loud.get(1), "the attack is louder than what was before: " + loud);
    }
  }
}
