package audio.liminal.train;

import audio.liminal.dsp.Decibels;
import audio.liminal.model.LatentMap;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.Timbre;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a trained spectral model as the run-time wants it: two graphs, a card, golden values, a
 * map and timbres.
 */
final class ModelFolder {
  private static final double LEAST_ACTIVE_NATS = 0.01;
  private static final double TAIL = 0.001;

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

  /**
   * Names the latents, exports the model, judges what was exported and notes the figures in its
   * card.
   *
   * @param learned recordings to name the latents by
   * @param judges recordings to judge by
   */
  HeldOut.Judgement write(
      Recordings learned, Recordings judges, TrainingSet held, TrainingView view)
      throws IOException {
    List<LatentNames.Name> names = names(learned);
    SpectralGraphs graphs = new SpectralGraphs(weights);
    ModelCard.Graph encoder = graphs.writeEncoder(folder.resolve("encoder.onnx"), metadata());
    ModelCard.Graph decoder = graphs.writeDecoder(folder.resolve("decoder.onnx"), metadata());
    Golden.write(folder.resolve(Golden.FILE_NAME), model, judges);
    LatentSpace space = LatentSpace.of(model, set.loudByClass());
    space.map().write(folder.resolve(LatentMap.FILE_NAME));
    Timbre.write(folder.resolve(Timbre.FILE_NAME), space.timbres());
    Path file = folder.resolve(ModelCard.FILE_NAME);
    List<ModelCard.Latent> latents = latents(names);
    card(encoder, decoder, latents, Map.of()).write(file);
    HeldOut.Judgement judgement = HeldOut.judge(Model.load(folder), judges, view);
    Map<String, Double> quality = judgement.quality();
    double nats = 0;
    double active = 0;
    for (float each : model.nats(held.spaced(LatentStatistics.MOST_ROWS))) {
      nats += each;
      active += each > LEAST_ACTIVE_NATS ? 1 : 0;
    }
    quality.put("klNats", HeldOut.rounded(nats));
    quality.put("activeLatents", active);
    card(encoder, decoder, latents, quality).write(file);
    return judgement;
  }

  /** Turns latents round that fall where the quality they follow rises. */
  private List<LatentNames.Name> names(Recordings learned) {
    List<LatentNames.Name> names = LatentNames.of(model, weights.recipe.feature(), learned);
    for (int j = 0; j < names.size(); j++) {
      if (names.get(j).correlation() < 0) {
        weights.negateLatent(j);
      }
    }
    return names;
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
      ModelCard.Graph encoder,
      ModelCard.Graph decoder,
      List<ModelCard.Latent> latents,
      Map<String, Double> quality) {
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
        latents,
        encoder,
        decoder,
        training,
        quality,
        attachment(LatentMap.FILE_NAME),
        attachment(Timbre.FILE_NAME),
        null);
  }

  private ModelCard.Attachment attachment(String file) {
    return new ModelCard.Attachment(file, Model.sha256(folder.resolve(file)));
  }

  private List<ModelCard.Latent> latents(List<LatentNames.Name> names) {
    float[] all = model.encode(set.spaced(LatentStatistics.MOST_ROWS));
    Moments moments = Moments.of(all, weights.latents);
    float[] one = new float[all.length / weights.latents];
    int tail = (int) (TAIL * one.length);
    List<ModelCard.Latent> latents = new ArrayList<>();
    for (int j = 0; j < weights.latents; j++) {
      for (int i = 0; i < one.length; i++) {
        one[i] = all[i * weights.latents + j];
      }
      Arrays.sort(one);
      LatentNames.Name found = names.get(j);
      latents.add(
          new ModelCard.Latent(
              found.name(),
              moments.mean()[j],
              moments.deviation()[j],
              one[tail],
              one[one.length - 1 - tail],
              found.follows(),
              Math.abs(found.correlation())));
    }
    return latents;
  }
}
