package audio.liminal.train;

import audio.liminal.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a trained model as the run-time wants it: two graphs, a card and golden values. */
final class ModelFolder {
  private static final String FAMILY = "envelope";

  private ModelFolder() {}

  static void write(
      Path folder,
      EnvelopeVae model,
      Weights weights,
      TrainingSet set,
      List<AudioFolder.Item> heldOut,
      ModelCard.Training training,
      HeldOut.Report report)
      throws IOException {
    Files.createDirectories(folder);
    String name = folder.getFileName().toString();
    Map<String, String> metadata =
        new TreeMap<>(
            Map.of(
                "model",
                name,
                "family",
                FAMILY,
                "feature",
                ModelCard.FEATURE,
                "sample_rate_hz",
                String.valueOf(SpectrumReader.RATE_HZ),
                "training",
                training.command()));
    EnvelopeGraphs graphs = new EnvelopeGraphs(weights);
    ModelCard.Graph encoder = graphs.writeEncoder(folder.resolve("encoder.onnx"), metadata);
    ModelCard.Graph decoder = graphs.writeDecoder(folder.resolve("decoder.onnx"), metadata);
    Golden.write(folder.resolve(Golden.FILE_NAME), model, heldOut);
    new ModelCard(
            ModelCard.FORMAT_VERSION,
            name,
            FAMILY,
            "Morphs the spectral envelope, which is the timbre without pitch and level: %d latents."
                .formatted(weights.latents),
            SpectrumReader.RATE_HZ,
            SpectrumReader.WINDOW_SAMPLES,
            Cepstrum.BINS,
            ModelCard.FEATURE,
            Cepstrum.FLOOR_DB,
            latents(model, set),
            encoder,
            decoder,
            LatentStatistics.anchors(model, set.loudByClass()),
            training,
            report.quality())
        .write(folder.resolve(ModelCard.FILE_NAME));
  }

  private static List<ModelCard.Latent> latents(EnvelopeVae model, TrainingSet set) {
    List<float[]> all = LatentStatistics.latents(model, set.cepstra());
    float[] mean = TrainingSet.mean(all);
    float[] deviation = TrainingSet.deviation(all, mean);
    List<ModelCard.Latent> latents = new ArrayList<>();
    for (int j = 0; j < mean.length; j++) {
      latents.add(new ModelCard.Latent("z%02d".formatted(j + 1), mean[j], deviation[j]));
    }
    return latents;
  }
}
