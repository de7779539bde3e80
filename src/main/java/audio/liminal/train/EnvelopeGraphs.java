package audio.liminal.train;

import audio.liminal.model.ModelCard;
import audio.liminal.train.Weights.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An envelope model's encoder and decoder as ONNX graphs, the standardisation folded in. */
final class EnvelopeGraphs {
  private static final int QUEFRENCIES = Cepstrum.COEFFICIENTS;
  private static final String SYNTHESIS = "cosines";

  private final Weights weights;
  private OnnxBuilder graph = new OnnxBuilder("");

  EnvelopeGraphs(Weights weights) {
    this.weights = weights;
  }

  /** {@code spectrum_db} to {@code latent_mean}, {@code latent_log_variance}, {@code target_db}. */
  ModelCard.Graph writeEncoder(Path file, Map<String, String> metadata) throws IOException {
    graph = new OnnxBuilder("encoder");
    String spectrum = graph.input("spectrum_db", Cepstrum.BINS);
    String cepstrum = cepstrum(spectrum);
    String wide =
        layer(cepstrum, "wide", standardised(Part.ENCODE_1, Part.ENCODE_1_BIAS), Part.ENCODE_1);
    String narrow = layer(wide, "narrow", plain(Part.ENCODE_2, Part.ENCODE_2_BIAS), Part.ENCODE_2);
    latentMean(cepstrum, narrow);
    latentLogVariance(narrow);
    graph.node("MatMul", "target_db", List.of(cepstrum, synthesis()));
    graph.output("latent_mean", weights.latents);
    graph.output("latent_log_variance", weights.latents);
    graph.output("target_db", Cepstrum.BINS);
    return graph.write(file, metadata);
  }

  private void latentMean(String cepstrum, String narrow) {
    Affine straight = standardised(Part.MEAN_LINEAR, Part.MEAN_BIAS);
    String linear = gemm(cepstrum, "linear", straight, Part.MEAN_LINEAR);
    String matrix =
        graph.constant("mean_weight", weights.copy(Part.MEAN), Weights.NARROW, weights.latents);
    graph.node("Gemm", "latent_mean", List.of(narrow, matrix, linear));
  }

  private void latentLogVariance(String narrow) {
    Affine affine = plain(Part.LOG_VARIANCE, Part.LOG_VARIANCE_BIAS);
    String raw = gemm(narrow, "log_variance", affine, Part.LOG_VARIANCE);
    String least = graph.constant("least", new float[] {EnvelopeVae.LEAST_LOG_VARIANCE});
    String greatest = graph.constant("greatest", new float[] {EnvelopeVae.GREATEST_LOG_VARIANCE});
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
            "cepstrum_weight",
            restored(Part.DECODE_3, Part.DECODE_3_BIAS).matrix(),
            Weights.WIDE,
            QUEFRENCIES);
    String cepstrum = graph.node("Gemm", "cepstrum", List.of(wide, matrix, linear));
    graph.node("MatMul", "spectrum_db", List.of(cepstrum, synthesis()));
    graph.output("spectrum_db", Cepstrum.BINS);
    return graph.write(file, metadata);
  }

  /** Raises the spectrum to its floor and transforms it. */
  private String cepstrum(String spectrum) {
    String floor = graph.constant("floor_db", new float[] {Cepstrum.FLOOR_DB});
    String floored = graph.node("Max", "floored", List.of(spectrum, floor));
    String analysis =
        graph.constant("cosine_shares", Cepstrum.analysis(), Cepstrum.BINS, QUEFRENCIES);
    return graph.node("MatMul", "cepstrum", List.of(floored, analysis));
  }

  private String synthesis() {
    return graph.constant(SYNTHESIS, Cepstrum.synthesis(), QUEFRENCIES, Cepstrum.BINS);
  }

  private record Affine(float[] matrix, float[] bias) {}

  private Affine plain(Part matrix, Part bias) {
    return new Affine(weights.copy(matrix), weights.copy(bias));
  }

  /** Takes cepstra as they are: W' = W / deviation, b' = b - mean W'. */
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

  /** Gives cepstra as they are: W' = W deviation, b' = b deviation + mean. */
  private Affine restored(Part matrix, Part bias) {
    Affine affine = plain(matrix, bias);
    for (int i = 0; i < affine.matrix.length; i++) {
      affine.matrix[i] *= weights.deviation[i % QUEFRENCIES];
    }
    for (int j = 0; j < QUEFRENCIES; j++) {
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
        "LeakyRelu", name, List.of(sum), OnnxBuilder.real("alpha", EnvelopeVae.SLOPE));
  }
}
