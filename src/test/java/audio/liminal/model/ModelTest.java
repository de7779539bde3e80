package audio.liminal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    folder = TestModel.write(temp.resolve("cosine"));
  }

  @Test
  void shouldEncodeAndDecodeWhatTheBasisSpans() {
    try (ModelCodec codec = Model.load(folder).open(Device.CPU)) {
      float[] latents = {3, -2, 1, 0, 5, 0, 0, 1, -3, 2, 0, 0, 1, 0, 0, 0};
      float[] spectra = new float[2 * codec.bins()];
      float[] found = new float[latents.length];
      float[] targets = new float[spectra.length];
      assertTrue(codec.decode(latents, 2, spectra));
      assertTrue(codec.encode(spectra, 2, found, targets));
      for (int i = 0; i < latents.length; i++) {
        assertEquals(latents[i], found[i], 1e-4);
      }
      for (int i = 0; i < spectra.length; i++) {
        assertEquals(spectra[i], targets[i], 1e-4);
      }
    }
  }

  @Test
  void shouldReportResultsThatAreNotFinite() {
    try (ModelCodec codec = Model.load(folder).open(Device.AUTO)) {
      float[] spectra = new float[2 * codec.bins()];
      assertTrue(codec.decode(new float[LatentCodec.MAX_BATCH * codec.latents()], 2, spectra));
      float[] broken = new float[LatentCodec.MAX_BATCH * codec.latents()];
      broken[codec.latents()] = Float.NaN;
      assertEquals(false, codec.decode(broken, 2, spectra));
    }
  }

  @Test
  void shouldRefuseAGraphWhoseDigestDiffers() throws IOException {
    Path decoder = folder.resolve("decoder.onnx");
    String expected = Model.sha256(decoder);
    byte[] bytes = Files.readAllBytes(decoder);
    bytes[bytes.length / 2] ^= 1;
    Files.write(decoder, bytes);
    String message = refusal();
    assertTrue(message.startsWith(decoder + ": sha256=" + Model.sha256(decoder)), message);
    assertTrue(message.contains("expected " + expected), message);
  }

  @Test
  void shouldRefuseAGraphThatIsCutOffThoughItsDigestFits() throws IOException {
    Path encoder = folder.resolve("encoder.onnx");
    byte[] bytes = Files.readAllBytes(encoder);
    Files.write(encoder, Arrays.copyOf(bytes, bytes.length / 2));
    TestModel.card(folder).write(folder.resolve(ModelCard.FILE_NAME));
    String message = refusal();
    assertTrue(message.startsWith(encoder + ": onnx="), message);
  }

  @Test
  void shouldRefuseACardThatDisagreesWithTheGraph() throws IOException {
    Path card = folder.resolve(ModelCard.FILE_NAME);
    String text = Files.readString(card);
    Files.writeString(card, text.replace("\"latent_mean\"", "\"latent_median\""));
    String message = refusal();
    assertTrue(message.contains("encoder.onnx: outputs=[latent_mean [-1, 8], "), message);
    assertTrue(message.contains("expected as card.json says: [latent_median [-1, 8], "), message);
  }

  @Test
  void shouldNameTheFieldOfABrokenCard() throws IOException {
    Path card = folder.resolve(ModelCard.FILE_NAME);
    String text = Files.readString(card);
    Files.writeString(card, text.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));
    assertEquals(card + ": formatVersion=2, expected 1", refusal());
    Files.writeString(card, text.replace("\"bins\" : 513", "\"bins\" : 512"));
    assertEquals(card + ": bins=512, expected 513", refusal());
    Files.writeString(card, text.replace("\"decoder\"", "\"decoded\""));
    assertTrue(refusal().startsWith(card + ": decoder=Missing"), refusal());
    Files.writeString(card, text.substring(0, text.length() / 3));
    assertTrue(refusal().startsWith(card + ": json="), refusal());
    Files.delete(card);
    assertEquals(card + ": file=missing, expected a model card", refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"description\" : \"The first cosine coefficients of a spectrum.\" | \"description\" : null"
            + " | description=missing",
        "\"sampleRateHz\" : 48000 | \"sampleRateHz\" : 0 | sampleRateHz=0.0, expected 8000.0 to",
        "\"windowSamples\" : 1024 | \"windowSamples\" : 2048 | bins=513, expected 1025",
        "\"shape\" : [ -1, 8 ] | \"shape\" : [ -1, 7 ] | shape=[-1, 7], expected [-1, 8]",
        "\"data\" : [ ] | \"data\" : null | training.data=missing",
        "\"formatVersion\" : 1 | \"formatVersion\" : 2, \"more\" : 3 | formatVersion=2, expected 1",
        "\"sampleRateHz\" : 48000 | \"sampleRateHz\" : \"fast\" | sampleRateHz=Cannot deserialize",
        "\"windowSamples\" : 1024 | \"windowSamples\" : 1024.7 | windowSamples=Cannot coerce",
        "\"name\" : \"c2\" | \"name\" : \"c2\", \"more\" : 3 | latents[1].more=Unrecognized field \"more\",",
        "\"name\" : \"c2\", | \"mean\" : 0.0, | latents[1].name=Missing creator property",
      })
  void shouldRefuseACardThatContradictsItself(String found, String edited, String message)
      throws IOException {
    Path card = folder.resolve(ModelCard.FILE_NAME);
    String text = Files.readString(card);
    assertTrue(text.contains(found), text);
    Files.writeString(card, text.replace(found, edited));
    String refusal = refusal();
    assertTrue(refusal.startsWith(card + ": ") && refusal.contains(message), refusal);
  }

  @Test
  void shouldReadWhatItWroteOfTheLatentSpace() throws IOException {
    Model model = attach(timbre(36));
    Timbre timbre = model.timbres().get("harp");
    assertEquals(model.card().latents().size(), timbre.mean().length);
    assertEquals(0.33333f, timbre.mean()[0], 0, "five digits");
    assertEquals(2, timbre.covariance(1, 1), 0);
    assertEquals(timbre.covariance(3, 1), timbre.covariance(1, 3), 0);
    float[] place = model.map().place(new float[] {5, 4, 0, 0, 0, 0, 0, 0});
    assertArrayEquals(new float[] {4, 2}, place, 1e-6f);
    assertArrayEquals(new float[] {1, 2}, model.map().points().get("harp")[0], 0);
  }

  @Test
  void shouldRefuseATimbreThatIsNotOfThisModel() throws IOException {
    Model model = attach(timbre(35));
    BadInputException e = assertThrows(BadInputException.class, model::timbres);
    Path file = folder.resolve(Timbre.FILE_NAME);
    assertEquals(file + ": harp.covariance.length=35, expected 36", e.getMessage());
    Files.writeString(file, "{}");
    e = assertThrows(BadInputException.class, model::timbres);
    assertTrue(e.getMessage().startsWith(file + ": sha256="), e.getMessage());
    e = assertThrows(BadInputException.class, () -> Model.load(folder).map());
    assertTrue(e.getMessage().endsWith("card.json: map=none, expected a model that has it"));
  }

  private static Timbre timbre(int covariances) {
    float[] covariance = new float[covariances];
    Arrays.fill(covariance, 2);
    float[] mean = new float[TestModel.LATENTS];
    mean[0] = 1f / 3;
    return new Timbre(mean, covariance, 100);
  }

  /** The model with a map and a timbre beside it, its card on disk left as it is. */
  private Model attach(Timbre timbre) {
    float[][] axes = new float[2][TestModel.LATENTS];
    axes[0][0] = 1;
    axes[1][1] = 0.5f;
    float[] origin = new float[TestModel.LATENTS];
    origin[0] = 1;
    Path map = folder.resolve(LatentMap.FILE_NAME);
    Path timbres = folder.resolve(Timbre.FILE_NAME);
    new LatentMap(axes, origin, Map.of("harp", new float[][] {{1, 2}})).write(map);
    Timbre.write(timbres, Map.of("harp", timbre));
    ModelCard card = TestModel.card(folder);
    return new Model(
        folder,
        new ModelCard(
            card.formatVersion(),
            card.name(),
            card.family(),
            card.description(),
            card.sampleRateHz(),
            card.windowSamples(),
            card.bins(),
            card.feature(),
            card.floorDb(),
            card.latents(),
            card.encoder(),
            card.decoder(),
            card.training(),
            card.quality(),
            new ModelCard.Attachment(LatentMap.FILE_NAME, Model.sha256(map)),
            new ModelCard.Attachment(Timbre.FILE_NAME, Model.sha256(timbres)),
            null));
  }

  @Test
  void shouldSayWhatCudaNeedsWhereThereIsNone() {
    assumeFalse(Files.exists(Path.of("/proc/driver/nvidia")), "this machine has a GPU");
    Model model = Model.load(folder);
    EngineException e = assertThrows(EngineException.class, () -> model.open(Device.CUDA));
    assertTrue(e.getMessage().startsWith("--device cuda: no CUDA in this run: "), e.getMessage());
    assertTrue(e.getMessage().contains("-Pcuda"), e.getMessage());
  }

  @Test
  void shouldListTheTimbresWhenOneIsUnknown() {
    Model model = Model.load(folder);
    BadInputException e = assertThrows(BadInputException.class, () -> model.timbre("warm"));
    assertEquals("--to: timbre=warm, expected one of [bright, dark]", e.getMessage());
  }

  @Test
  void shouldSummariseTheLayers() {
    GraphSummary summary = GraphSummary.read(folder.resolve("encoder.onnx"));
    assertEquals(3, summary.layers().size());
    assertEquals(3 * TestModel.BINS * TestModel.LATENTS, summary.parameters());
    assertEquals("[batch, 8]", summary.layers().get(0).shape());
  }

  private String refusal() {
    return assertThrows(
            BadInputException.class,
            () -> {
              try (ModelCodec codec = Model.load(folder).open(Device.CPU)) {
                assertEquals(TestModel.BINS, codec.bins());
              }
            })
        .getMessage();
  }
}
