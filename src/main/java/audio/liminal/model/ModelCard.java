package audio.liminal.model;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.signal.BadInputException;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model folder says of itself in {@code card.json}; loading holds the graphs against it.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param name the folder's name
 * @param family which recipe made it: {@code envelope}, {@code full}, {@code mel-patch}
 * @param description one sentence for a person choosing
 * @param sampleRateHz rate at which the frequency grid was laid out
 * @param windowSamples analysis window of the training spectra at that rate
 * @param bins frequencies in a spectrum, {@code windowSamples / 2 + 1}
 * @param feature {@value #FEATURE}: power in dB, a full-scale sine's peak at 0
 * @param floorDb level below which the graph takes a band for silent
 * @param latents one entry for each dimension of the latent
 * @param encoder spectrum to latent
 * @param decoder latent to spectrum
 * @param training how the model was made
 * @param quality figures on material held out of training, by their names
 * @param map the file of a {@link LatentMap}; null where there is none
 * @param timbres the file of {@link Timbre}s; null where there are none
 * @param melPatch what family {@value MelPatch#FAMILY} looks at; null for all others
 */
public record ModelCard(
    int formatVersion,
    String name,
    String family,
    String description,
    int sampleRateHz,
    int windowSamples,
    int bins,
    String feature,
    float floorDb,
    List<Latent> latents,
    Graph encoder,
    Graph decoder,
    Training training,
    Map<String, Double> quality,
    Attachment map,
    Attachment timbres,
    @JsonInclude(JsonInclude.Include.NON_NULL) MelPatch melPatch) {

  public static final int FORMAT_VERSION = 1;
  public static final String FILE_NAME = "card.json";
  public static final String FEATURE = "power-db";

  private static final int MIN_WINDOW = 64;
  private static final int MAX_WINDOW = 8192;

  /** What a latent's mean and deviation may be at most. */
  private static final float MOST = 1e6f;

  private static final int MAX_LATENTS = 1024;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

  /**
   * One dimension of the latent.
   *
   * @param name what to call it
   * @param mean its mean over the training material
   * @param deviation its standard deviation over the training material
   * @param least one spectrum in a thousand lies below
   * @param greatest one spectrum in a thousand lies above
   * @param follows what it rises with, as {@code brightness}; null for nothing that has a name
   * @param correlation with that over recordings, 0 to 1
   */
  public record Latent(
      String name,
      float mean,
      float deviation,
      float least,
      float greatest,
      String follows,
      float correlation) {

    /** One that is as wide as a normal distribution and follows nothing. */
    public Latent(String name, float mean, float deviation) {
      this(name, mean, deviation, mean - 3 * deviation, mean + 3 * deviation, null, 0);
    }
  }

  /** Another file of the folder and its digest in hexadecimal. */
  public record Attachment(String file, String sha256) {}

  /**
   * One ONNX file.
   *
   * @param file its name inside the folder
   * @param sha256 its digest in hexadecimal
   * @param inputs tensors it takes; a dimension of -1 is the batch
   * @param outputs tensors it gives
   */
  public record Graph(String file, String sha256, List<Tensor> inputs, List<Tensor> outputs) {}

  /** A tensor's name and shape. */
  public record Tensor(String name, List<Integer> shape) {}

  /**
   * How the model came to be.
   *
   * @param command the command line that makes it again
   * @param seed of weights, batches and noise
   * @param steps of the optimiser
   * @param spectra in the training set
   * @param data what it learned from
   */
  public record Training(String command, long seed, int steps, long spectra, List<Source> data) {}

  /** A source of training material, its licence and whom to credit. */
  public record Source(String name, String licence, String credit) {}

  /**
   * Reads and checks a card.
   *
   * @throws BadInputException naming the file and the field when the card is missing or wrong
   */
  public static ModelCard read(Path file) {
    ModelCard card;
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      if (tree instanceof ObjectNode object) {
        JsonNode version = object.path("formatVersion");
        if (version.isInt()) { // before the fields, which another version has others of
          expect(file.toString(), "formatVersion", version.intValue(), FORMAT_VERSION);
        }
        object.putIfAbsent("melPatch", NullNode.getInstance());
      }
      card = JSON.treeToValue(tree, ModelCard.class);
    } catch (JsonProcessingException e) {
      throw new Check(file.toString()).unreadable(e, "a model card of version " + FORMAT_VERSION);
    } catch (IOException e) {
      String found = Files.exists(file) ? "unreadable" : "missing";
      throw new BadInputException(file.toString(), "file", found, "a model card", e);
    }
    present(file.toString(), "card", card);
    card.check(file.toString());
    return card;
  }

  /** Writes the card as JSON. */
  public void write(Path file) throws IOException {
    check(file.toString());
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  /** What its latents are called, in their order. */
  public List<String> latentNames() {
    return latents.stream().map(Latent::name).toList();
  }

  @JsonIgnore
  public SpectrumGrid grid() {
    return new SpectrumGrid((double) sampleRateHz / windowSamples, bins);
  }

  private void check(String file) {
    expect(file, "formatVersion", formatVersion, FORMAT_VERSION);
    expect(file, "feature", feature, FEATURE);
    present(file, "name", name);
    present(file, "family", family);
    present(file, "description", description);
    within(file, "sampleRateHz", sampleRateHz, 8000, 192_000);
    within(file, "windowSamples", windowSamples, MIN_WINDOW, MAX_WINDOW);
    expect(file, "bins", bins, windowSamples / 2 + 1);
    within(file, "floorDb", floorDb, -400, 0);
    present(file, "latents", latents);
    within(file, "latents.length", latents.size(), 1, MAX_LATENTS);
    checkLatents(file);
    checkGraphs(file);
    present(file, "training", training);
    present(file, "training.data", training.data());
    for (int i = 0; i < training.data().size(); i++) {
      present(file, "training.data[" + i + "]", training.data().get(i));
    }
    present(file, "quality", quality);
    checkAttachment(file, "map", map);
    checkAttachment(file, "timbres", timbres);
  }

  private void checkLatents(String file) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < latents.size(); i++) {
      String field = "latents[" + i + "]";
      Latent latent = latents.get(i);
      present(file, field, latent);
      present(file, field + ".name", latent.name());
      if (!names.add(latent.name())) {
        throw new BadInputException(file, field + ".name", latent.name(), "a name of its own");
      }
      within(file, field + ".mean", latent.mean(), -MOST, MOST);
      within(file, field + ".deviation", latent.deviation(), 0, MOST);
      within(file, field + ".least", latent.least(), -Float.MAX_VALUE, Float.MAX_VALUE);
      within(file, field + ".greatest", latent.greatest(), latent.least(), Float.MAX_VALUE);
      within(file, field + ".correlation", latent.correlation(), 0, 1);
    }
  }

  private static void checkAttachment(String file, String field, Attachment attachment) {
    if (attachment != null) {
      present(file, field + ".file", attachment.file());
      present(file, field + ".sha256", attachment.sha256());
    }
  }

  private void checkGraphs(String file) {
    List<Integer> z = List.of(-1, latents.size());
    if (family.equals(MelPatch.FAMILY)) {
      present(file, "melPatch", melPatch);
      melPatch.check(file, this);
      List<Integer> patch = List.of(-1, melPatch.mels(), melPatch.columns());
      checkGraph(file, "encoder", encoder, List.of(patch), List.of(z, z));
      checkGraph(file, "decoder", decoder, List.of(z), List.of(patch));
    } else {
      expect(file, "melPatch", String.valueOf(melPatch), "null");
      List<Integer> spectrum = List.of(-1, bins);
      checkGraph(file, "encoder", encoder, List.of(spectrum), List.of(z, z, spectrum));
      checkGraph(file, "decoder", decoder, List.of(z), List.of(spectrum));
    }
  }

  /** Holds a graph's tensors to these shapes, in this order. */
  private static void checkGraph(
      String file,
      String field,
      Graph graph,
      List<List<Integer>> inputs,
      List<List<Integer>> outputs) {
    present(file, field, graph);
    present(file, field + ".file", graph.file());
    present(file, field + ".sha256", graph.sha256());
    checkTensors(file, field + ".inputs", graph.inputs(), inputs);
    checkTensors(file, field + ".outputs", graph.outputs(), outputs);
  }

  private static void checkTensors(
      String file, String field, List<Tensor> tensors, List<List<Integer>> shapes) {
    present(file, field, tensors);
    expect(file, field + ".length", tensors.size(), shapes.size());
    for (int i = 0; i < shapes.size(); i++) {
      String one = field + "[" + i + "]";
      present(file, one, tensors.get(i));
      present(file, one + ".name", tensors.get(i).name());
      expect(file, one + ".shape", tensors.get(i).shape(), shapes.get(i));
    }
  }

  private static void present(String file, String field, Object value) {
    if (value == null) {
      throw new BadInputException(file, field, "missing", "a value");
    }
  }

  private static void within(String file, String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new BadInputException(file, field, value, least + " to " + most);
    }
  }

  private static void expect(String file, String field, Object found, Object expected) {
    if (!expected.equals(found)) {
      throw new BadInputException(file, field, found, String.valueOf(expected));
    }
  }
}
