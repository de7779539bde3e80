package audio.liminal.train;

import audio.liminal.model.LatentMap;
import audio.liminal.model.MelPatch;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.Timbre;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a trained patch model: two graphs, a card and golden values.
 *
 * @param folder an empty folder
 * @param name of the model
 */
record PatchFolder(
    Path folder,
    String name,
    PatchVae model,
    PatchWeights weights,
    PatchSet set,
    ModelCard.Training training) {
  private static final int MOST_ROWS = 4000;
  private static final double LEAST_ACTIVE_NATS = 0.1;
  private static final int GOLDEN_ROWS = 8;
  private static final int THINNED = 8;

  /** Exports the model, judges what was exported and notes the figures in its card. */
  HeldOut.Judgement write(Recordings judges, PatchSet held, TrainingView view) throws IOException {
    PatchGraphs graphs = new PatchGraphs(weights, PatchSet.PATCH);
    ModelCard.Graph encoder = graphs.writeEncoder(folder.resolve("encoder.onnx"), metadata());
    ModelCard.Graph decoder = graphs.writeDecoder(folder.resolve("decoder.onnx"), metadata());
    writeGolden(held.spaced(GOLDEN_ROWS));
    Path file = folder.resolve(ModelCard.FILE_NAME);
    LatentSpace space = LatentSpace.of(model, set.byClass());
    space.map().write(folder.resolve(LatentMap.FILE_NAME));
    Timbre.write(folder.resolve(Timbre.FILE_NAME), space.timbres());
    card(encoder, decoder, Map.of()).write(file);
    HeldOut.Judgement judgement = HeldOut.judge(Model.load(folder), judges, view);
    Map<String, Double> quality = judgement.quality();
    float[] patches = held.spaced(MOST_ROWS);
    double nats = 0;
    double active = 0;
    for (float each : model.nats(patches)) {
      nats += each;
      active += each > LEAST_ACTIVE_NATS ? 1 : 0;
    }
    quality.put("patchErrorDb", HeldOut.rounded(model.errorDb(patches)));
    quality.put("klNats", HeldOut.rounded(nats));
    quality.put("activeLatents", active);
    card(encoder, decoder, quality).write(file);
    return judgement;
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("model", name);
    metadata.put("family", MelPatch.FAMILY);
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
        MelPatch.FAMILY,
        "Pictures of notes and chords, dense layers only, to generate from the prior: %d latents."
            .formatted(weights.latents),
        SpectrumReader.RATE_HZ,
        PatchSet.WINDOW_SAMPLES,
        PatchSet.GRID.bins(),
        ModelCard.FEATURE,
        PatchSet.FLOOR_DB,
        latents(),
        encoder,
        decoder,
        training,
        quality,
        attachment(LatentMap.FILE_NAME),
        attachment(Timbre.FILE_NAME),
        PatchSet.PATCH);
  }

  private ModelCard.Attachment attachment(String file) {
    return new ModelCard.Attachment(file, Model.sha256(folder.resolve(file)));
  }

  private List<ModelCard.Latent> latents() {
    float[] all = model.encode(set.spaced(MOST_ROWS));
    Moments moments = Moments.of(all, weights.latents);
    List<ModelCard.Latent> latents = new ArrayList<>();
    for (int j = 0; j < weights.latents; j++) {
      float least = Float.POSITIVE_INFINITY;
      float greatest = Float.NEGATIVE_INFINITY;
      for (int i = j; i < all.length; i += weights.latents) {
        least = Math.min(least, all[i]);
        greatest = Math.max(greatest, all[i]);
      }
      latents.add(
          new ModelCard.Latent(
              "z%02d".formatted(j + 1),
              moments.mean()[j],
              moments.deviation()[j],
              least,
              greatest,
              null,
              0));
    }
    return latents;
  }

  /**
   * Writes {@code golden.csv} as {@link Golden} does; tensors of a row: {@code patch} (whole,
   * rounded before it is computed), {@code z_mean}, {@code z_log_var} and {@code decoded}, the
   * decoder's output for {@code z_mean} (thinned).
   */
  private void writeGolden(float[] patchesDb) throws IOException {
    float[] shares = new float[patchesDb.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.round(PatchSet.PATCH.share(patchesDb[i], PatchSet.FLOOR_DB) * 1000) / 1000f;
    }
    PatchVae.Result result = model.run(shares);
    StringBuilder csv = new StringBuilder("row,tensor,stride,values\n");
    for (int row = 0; row < shares.length / weights.size; row++) {
      line(csv, row, "patch", 1, shares, weights.size, "%.3f");
      line(csv, row, "z_mean", 1, result.latentMean(), weights.latents, "%.6f");
      line(csv, row, "z_log_var", 1, result.logVariance(), weights.latents, "%.5f");
      line(csv, row, "decoded", THINNED, result.decoded(), weights.size, "%.6f");
    }
    Files.writeString(folder.resolve(Golden.FILE_NAME), csv);
  }

  private static void line(
      StringBuilder csv, int row, String tensor, int stride, float[] values, int width, String f) {
    csv.append(row).append(',').append(tensor).append(',').append(stride);
    for (int i = 0; i < width; i += stride) {
      csv.append(',').append(String.format(Locale.ROOT, f, values[row * width + i]));
    }
    csv.append('\n');
  }
}
