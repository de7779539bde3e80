package audio.liminal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every spectral model in {@code models/} to its card and to the values written at its
 * export.
 */
class ShippedModelTest {
  private static final Path MODELS = Path.of("models");
  private static final double LATENT_TOLERANCE = 1e-4;
  private static final double DB_TOLERANCE = 5e-4;

  /** One line of {@code golden.csv}. */
  private record Golden(int row, String tensor, int stride, float[] values) {}

  static Stream<Model> models() {
    return Model.list(MODELS).stream()
        .map(Model::load)
        .filter(model -> model.card().melPatch() == null);
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldReplayGoldenValues(Model model) throws IOException, OrtException {
    Map<String, float[]> found = new HashMap<>();
    int compared = 0;
    for (Golden golden : golden(model)) {
      if (golden.tensor().equals("spectrum_db")) {
        found = run(model, golden.values());
        continue;
      }
      double tolerance = golden.tensor().startsWith("latent") ? LATENT_TOLERANCE : DB_TOLERANCE;
      float[] actual = found.get(golden.tensor());
      for (int i = 0; i < golden.values().length; i++) {
        String where = golden.row() + " " + golden.tensor() + " " + i * golden.stride();
        assertEquals(golden.values()[i], actual[i * golden.stride()], tolerance, where);
        compared++;
      }
    }
    assertTrue(compared > 1000);
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldDescribeItselfInItsCard(Model model) {
    ModelCard card = model.card();
    assertEquals(model.folder().getFileName().toString(), card.name());
    assertFalse(card.training().data().isEmpty());
    card.training().data().forEach(source -> assertFalse(source.licence().isBlank()));
    assertTrue(card.latents().stream().allMatch(latent -> latent.deviation() > 0));
    assertTrue(card.quality().get("heldOutFiles") >= 1);
    assertTrue(card.quality().values().stream().allMatch(Double::isFinite));
  }

  @ParameterizedTest
  @CsvSource({"envelope, 0.5, 0.05, 30", "full, 1.4, 0.09, 23"})
  void shouldGiveBackWhatItHasNotHeard(String name, double lsdDb, double sc, double siSdrDb) {
    Map<String, Double> quality = Model.load(MODELS.resolve(name)).card().quality();
    assertTrue(quality.get("heldOutFiles") >= 40);
    assertTrue(quality.get("lsdDb") <= lsdDb);
    assertTrue(quality.get("spectralConvergence") <= sc);
    assertTrue(quality.get("siSdrDb") >= siSdrDb);
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldKnowItsTimbresAndTheirMap(Model model) {
    Map<String, Timbre> timbres = model.timbres();
    LatentMap map = model.map();
    assertTrue(timbres.size() > 1);
    assertEquals(timbres.keySet(), map.points().keySet());
    timbres.forEach(
        (name, timbre) -> {
          assertFinite(timbre.mean());
          assertFinite(map.place(timbre.mean()));
        });
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldHearTimbreNotLevel(Model model) throws OrtException {
    float[] loud = slope(model.card().bins(), -5, -50);
    float[] softer = loud.clone();
    for (int k = 0; k < softer.length; k++) {
      softer[k] -= 10;
    }
    Map<String, float[]> a = run(model, loud);
    Map<String, float[]> b = run(model, softer);
    assertArrayEquals(a.get("latent_mean"), b.get("latent_mean"), 1e-4f);
    assertArrayEquals(a.get("target_db"), b.get("target_db"), 1e-3f);
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldStayFiniteAtTheEdges(Model model) throws OrtException {
    int bins = model.card().bins();
    List<float[]> edges = new ArrayList<>();
    edges.add(slope(bins, -1000, -1000));
    edges.add(slope(bins, 0, 0));
    edges.add(slope(bins, 60, -300));
    float[] line = slope(bins, -300, -300);
    line[bins - 1] = 0;
    edges.add(line);
    for (float[] edge : edges) {
      run(model, edge).values().forEach(ShippedModelTest::assertFinite);
    }
  }

  private static float[] slope(int bins, float from, float to) {
    float[] db = new float[bins];
    for (int k = 0; k < bins; k++) {
      db[k] = from + (to - from) * k / (bins - 1);
    }
    return db;
  }

  private static void assertFinite(float[] values) {
    for (float v : values) {
      assertTrue(Float.isFinite(v), Arrays.toString(values));
    }
  }

  /** All outputs for one spectrum; the decoder's, for the latent's mean, as {@code decoded_db}. */
  private static Map<String, float[]> run(Model model, float[] spectrum) throws OrtException {
    Map<String, float[]> out =
        new HashMap<>(run(model.file(model.card().encoder()), "spectrum_db", spectrum));
    Path decoder = model.file(model.card().decoder());
    out.put("decoded_db", run(decoder, "latent", out.get("latent_mean")).get("spectrum_db"));
    return out;
  }

  private static Map<String, float[]> run(Path graph, String input, float[] values)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, float[]> outputs = new HashMap<>();
    long[] shape = {1, values.length};
    try (OrtSession session = environment.createSession(graph.toString());
        OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      for (String name : session.getOutputNames()) {
        outputs.put(name, ((float[][]) result.get(name).orElseThrow().getValue())[0]);
      }
    }
    return outputs;
  }

  private static List<Golden> golden(Model model) throws IOException {
    List<Golden> all = new ArrayList<>();
    try (Stream<String> lines = Files.lines(model.folder().resolve("golden.csv"))) {
      lines.skip(1).forEach(line -> all.add(parse(line.split(",", -1))));
    }
    return all;
  }

  private static Golden parse(String[] fields) {
    float[] values = new float[fields.length - 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(fields[i + 3]);
    }
    return new Golden(Integer.parseInt(fields[0]), fields[1], Integer.parseInt(fields[2]), values);
  }
}
