package audio.liminal.train;

import audio.liminal.model.ModelCard;
import audio.liminal.train.Weights.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A spectral model's encoder and decoder as ONNX graphs, the standardisation folded in. */
final class SpectralGraphs {
  private static final float[] TO_POWER_NEPERS = {2 * SpectralVae.NEPERS_PER_DB};
  private static final float[] TO_DB = {0.5f / SpectralVae.NEPERS_PER_DB};

  private final Weights weights;
  private final Feature feature;
  private OnnxBuilder graph = new OnnxBuilder("");

  SpectralGraphs(Weights weights) {
    this.weights = weights;
    this.feature = weights.recipe.feature();
  }

  /** {@code spectrum_db} to {@code latent_mean}, {@code latent_log_variance}, {@code target_db}. */
  ModelCard.Graph writeEncoder(Path file, Map<String, String> metadata) throws IOException {
    graph = new OnnxBuilder("encoder");
    String spectrum = graph.input("spectrum_db", Feature.BINS);
    String heard = feature(spectrum);
    String wide =
        layer(heard, "wide", standardised(Part.ENCODE_1, Part.ENCODE_1_BIAS), Part.ENCODE_1);
    String narrow = layer(wide, "narrow", plain(Part.ENCODE_2, Part.ENCODE_2_BIAS), Part.ENCODE_2);
    latentMean(heard, narrow);
    latentLogVariance(narrow);
    graph.node("MatMul", "target_db", List.of(heard, synthesis()));
    graph.output("latent_mean", weights.latents);
    graph.output("latent_log_variance", weights.latents);
    graph.output("target_db", Feature.BINS);
    return graph.write(file, metadata);
  }

  private void latentMean(String heard, String narrow) {
    Affine straight = standardised(Part.MEAN_LINEAR, Part.MEAN_BIAS);
    String linear = gemm(heard, "linear", straight, Part.MEAN_LINEAR);
    String matrix =
        graph.constant(
            "mean_weight", weights.copy(Part.MEAN), weights.rows(Part.MEAN), weights.latents);
    graph.node("Gemm", "latent_mean", List.of(narrow, matrix, linear));
  }

  private void latentLogVariance(String narrow) {
    Affine affine = plain(Part.LOG_VARIANCE, Part.LOG_VARIANCE_BIAS);
    String raw = gemm(narrow, "log_variance", affine, Part.LOG_VARIANCE);
    String least = graph.constant("least", new float[] {SpectralVae.LEAST_LOG_VARIANCE});
    String greatest = graph.constant("greatest", new float[] {SpectralVae.GREATEST_LOG_VARIANCE});
    graph.node("Clip", "latent_log_variance", List.of(raw, least, greatest));
  }

  /** {@code latent} to {@code spectrum_db}. */
  ModelCard.Graph writeDecoder(Path file, Map<String, String> metadata) throws IOException {
    graph = new OnnxBuilder("decoder");
    String latent = graph.input("latent", weights.latents);
    String narrow =
        layer(latent, "narrow", plain(Part.DECODE_1, Part.DECODE_1_BIAS), Part.DECODE_1);
    String wide = layer(narrow, "wide", plain(Part.DECODE_2, Part.DECODE_2_BIAS), Part.DECODE_2);
    String linear =
        gemm(
            latent, "linear", restored(Part.DECODE_LINEAR, Part.DECODE_3_BIAS), Part.DECODE_LINEAR);
    String matrix =
        graph.constant(
            "feature_weight",
            restored(Part.DECODE_3, Part.DECODE_3_BIAS).matrix(),
            weights.rows(Part.DECODE_3),
            feature.size());
    String decoded = graph.node("Gemm", "feature", List.of(wide, matrix, linear));
    graph.node("MatMul", "spectrum_db", List.of(decoded, synthesis()));
    graph.output("spectrum_db", Feature.BINS);
    return graph.write(file, metadata);
  }

  /** Sums power in bands, takes levels and transforms them, as {@link Feature#of} does. */
  private String feature(String spectrum) {
    String toNepers = graph.constant("power_nepers_per_db", TO_POWER_NEPERS);
    String nepers = graph.node("Mul", "nepers", List.of(spectrum, toNepers));
    String power = graph.node("Exp", "power", List.of(nepers));
    if (feature.relative()) {
      power = relative(power);
    }
    String shares =
        graph.constant("band_shares", feature.bandShares(), Feature.BINS, feature.bands());
    String floor = graph.constant("floor_power", new float[] {feature.floor()});
    String bands = graph.node("Gemm", "bands", List.of(power, shares, floor));
    String logs = graph.node("Log", "band_nepers", List.of(bands));
    String levels = graph.node("Mul", "band_db", List.of(logs, graph.constant("to_db", TO_DB)));
    if (feature.transform() == null) {
      return levels;
    }
    String transform =
        graph.constant("transform", feature.transform(), feature.bands(), feature.size());
    return graph.node("MatMul", "feature", List.of(levels, transform));
  }

  private String relative(String power) {
    String axes = graph.constant("bins_axis", 1);
    String sum = graph.node("ReduceSum", "sum_power", List.of(power, axes));
    String least = graph.constant("least_total", new float[] {Feature.LEAST_TOTAL});
    String total = graph.node("Add", "total_power", List.of(sum, least));
    return graph.node("Div", "relative_power", List.of(power, total));
  }

  private String synthesis() {
    return graph.constant("synthesis", feature.synthesis(), feature.size(), Feature.BINS);
  }

  private record Affine(float[] matrix, float[] bias) {}

  private Affine plain(Part matrix, Part bias) {
    return new Affine(weights.copy(matrix), weights.copy(bias));
  }

  /** Takes features as they are: W' = W / deviation, b' = b - mean W'. */
  private Affine standardised(Part matrix, Part bias) {
    Affine affine = plain(matrix, bias);
    int columns = weights.columns(matrix);
    double[] shift = new double[columns];
    for (int i = 0; i < affine.matrix.length; i++) {
      int row = i / columns;
      affine.matrix[i] /= weights.deviation[row];
      shift[i % columns] += (double) affine.matrix[i] * weights.mean[row];
    }
    for (int j = 0; j < columns; j++) {
      affine.bias[j] -= (float) shift[j];
    }
    return affine;
  }

  /** Gives features as they are: W' = W deviation, b' = b deviation + mean. */
  private Affine restored(Part matrix, Part bias) {
    Affine affine = plain(matrix, bias);
    for (int i = 0; i < affine.matrix.length; i++) {
      affine.matrix[i] *= weights.deviation[i % feature.size()];
    }
    for (int j = 0; j < feature.size(); j++) {
      affine.bias[j] = affine.bias[j] * weights.deviation[j] + weights.mean[j];
    }
    return affine;
  }

  private String gemm(String in, String name, Affine affine, Part shape) {
    String matrix =
        graph.constant(
            name + "_weight", affine.matrix, weights.rows(shape), weights.columns(shape));
    String bias = graph.constant(name + "_bias", affine.bias, weights.columns(shape));
    return graph.node("Gemm", name + "_sum", List.of(in, matrix, bias));
  }

  private String layer(String in, String name, Affine affine, Part shape) {
    String sum = gemm(in, name, affine, shape);
    return graph.node(
        "LeakyRelu", name, List.of(sum), OnnxBuilder.real("alpha", SpectralVae.SLOPE));
  }
}
