package audio.liminal.model;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.signal.BadInputException;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a model folder says of itself in {@code card.json}; loading holds the graphs against it.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param name the folder's name
 * @param family which recipe made it: {@code envelope}, {@code full}
 * @param description one sentence for a person choosing
 * @param sampleRateHz rate at which the frequency grid was laid out
 * @param windowSamples analysis window of the training spectra at that rate
 * @param bins frequencies in a spectrum, {@code windowSamples / 2 + 1}
 * @param feature {@value #FEATURE}: power in dB, a full-scale sine's peak at 0
 * @param floorDb level below which a spectrum's bins are raised before they enter the graph
 * @param latents one entry for each dimension of the latent
 * @param encoder spectrum to latent
 * @param decoder latent to spectrum
 * @param anchors named latents, for {@code --to}
 * @param training how the model was made
 * @param quality figures on material held out of training, by their names
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
    Map<String, float[]> anchors,
    Training training,
    Map<String, Double> quality) {

  public static final int FORMAT_VERSION = 1;
  public static final String FILE_NAME = "card.json";
  public static final String FEATURE = "power-db";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  /**
   * One dimension of the latent.
   *
   * @param name what to call it
   * @param mean its mean over the training material
   * @param deviation its standard deviation over the training material
   */
  public record Latent(String name, float mean, float deviation) {}

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
      card = JSON.readValue(Files.readAllBytes(file), ModelCard.class);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          file.toString(), "json", e.getOriginalMessage(), "a model card of version 1", e);
    } catch (IOException e) {
      String found = Files.exists(file) ? "unreadable" : "missing";
      throw new BadInputException(file.toString(), "file", found, "a model card", e);
    }
    card.check(file.toString());
    return card;
  }

  /** Writes the card as JSON. */
  public void write(Path file) throws IOException {
    check(file.toString());
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  @JsonIgnore
  public SpectrumGrid grid() {
    return new SpectrumGrid((double) sampleRateHz / windowSamples, bins);
  }

  private void check(String file) {
    expect(file, "formatVersion", formatVersion, FORMAT_VERSION);
    expect(file, "feature", feature, FEATURE);
    expect(file, "bins", bins, windowSamples / 2 + 1);
    if (latents == null || latents.isEmpty()) {
      throw new BadInputException(file, "latents", latents, "at least one");
    }
    checkGraph(file, "encoder", encoder);
    checkGraph(file, "decoder", decoder);
    if (anchors == null) {
      throw new BadInputException(file, "anchors", null, "a map of names to latents");
    }
    anchors.forEach(
        (anchor, latent) -> expect(file, "anchors." + anchor, latent.length, latents.size()));
  }

  private static void checkGraph(String file, String field, Graph graph) {
    if (graph == null || graph.inputs() == null || graph.outputs() == null) {
      throw new BadInputException(file, field, graph, "file, sha256, inputs and outputs");
    }
  }

  private static void expect(String file, String field, Object found, Object expected) {
    if (!expected.equals(found)) {
      throw new BadInputException(file, field, found, String.valueOf(expected));
    }
  }
}
