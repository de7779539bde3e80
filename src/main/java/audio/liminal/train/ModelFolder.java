package audio.liminal.train;

import audio.liminal.dsp.Decibels;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a trained model as the run-time wants it: two graphs, a card and golden values. */
final class ModelFolder {
  private static final double LEAST_ACTIVE_NATS = 0.01;

  private final Path folder;
  private final String name;
  private final Family family;
  private final SpectralVae model;
  private final Weights weights;
  private final TrainingSet set;
  private final ModelCard.Training training;

  ModelFolder(
      Path folder,
      String name,
      Family family,
      SpectralVae model,
      Weights weights,
      TrainingSet set,
      ModelCard.Training training) {
    this.folder = folder;
    this.name = name;
    this.family = family;
    this.model = model;
    this.weights = weights;
    this.set = set;
    this.training = training;
  }

  /** Exports the model, judges what was exported and notes the figures in its card. */
  void write(List<AudioFolder.Item> judges, TrainingSet held, TrainingView view)
      throws IOException {
    SpectralGraphs graphs = new SpectralGraphs(weights);
    ModelCard.Graph encoder = graphs.writeEncoder(folder.resolve("encoder.onnx"), metadata());
    ModelCard.Graph decoder = graphs.writeDecoder(folder.resolve("decoder.onnx"), metadata());
    Golden.write(folder.resolve(Golden.FILE_NAME), model, judges);
    Path file = folder.resolve(ModelCard.FILE_NAME);
    card(encoder, decoder, Map.of()).write(file);
    Map<String, Double> quality = HeldOut.judge(Model.load(folder), judges, view::say);
    double nats = 0;
    double active = 0;
    for (float each : model.nats(held.spaced(LatentStatistics.MOST_ROWS))) {
      nats += each;
      active += each > LEAST_ACTIVE_NATS ? 1 : 0;
    }
    quality.put("klNats", HeldOut.rounded(nats));
    quality.put("activeLatents", active);
    card(encoder, decoder, quality).write(file);
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("model", name);
    metadata.put("family", family.toString());
    metadata.put("feature", ModelCard.FEATURE);
    metadata.put("sample_rate_hz", String.valueOf(SpectrumReader.RATE_HZ));
    metadata.put("training", training.command());
    return metadata;
  }

  private ModelCard card(
      ModelCard.Graph encoder, ModelCard.Graph decoder, Map<String, Double> quality) {
    return new ModelCard(
        ModelCard.FORMAT_VERSION,
        name,
        family.toString(),
        "%s: %d latents.".formatted(weights.recipe.description(), weights.latents),
        SpectrumReader.RATE_HZ,
        SpectrumReader.WINDOW_SAMPLES,
        Feature.BINS,
        ModelCard.FEATURE,
        Decibels.ofPower(weights.recipe.feature().floor()),
        latents(),
        encoder,
        decoder,
        LatentStatistics.anchors(model, set.loudByClass()),
        training,
        quality,
        null);
  }

  private List<ModelCard.Latent> latents() {
    float[] all = model.encode(set.spaced(LatentStatistics.MOST_ROWS));
    Moments moments = Moments.of(all, weights.latents);
    List<ModelCard.Latent> latents = new ArrayList<>();
    for (int j = 0; j < weights.latents; j++) {
      latents.add(
          new ModelCard.Latent(
              "z%02d".formatted(j + 1), moments.mean()[j], moments.deviation()[j]));
    }
    return latents;
  }
}
