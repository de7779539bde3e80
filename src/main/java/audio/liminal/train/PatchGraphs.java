package audio.liminal.train;

import audio.liminal.model.MelPatch;
import audio.liminal.model.ModelCard;
import audio.liminal.train.PatchWeights.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A patch model's encoder and decoder as ONNX graphs, layer by layer as the article lists them.
 *
 * @param weights to write
 * @param patch shape of the picture
 */
record PatchGraphs(PatchWeights weights, MelPatch patch) {
  /** {@code patch} to {@code z_mean}, {@code z_log_var}. */
  ModelCard.Graph writeEncoder(Path file, Map<String, String> metadata) throws IOException {
    OnnxBuilder graph = new OnnxBuilder("encoder");
    String input = graph.input("patch", patch.mels(), patch.columns());
    String flat = graph.node("Flatten", "flatten", List.of(input));
    graph.node("Gemm", "z_mean", encoding(graph, flat, "z_mean", Part.MEAN, Part.MEAN_BIAS));
    String raw =
        graph.node(
            "Gemm",
            "z_log_var_dense",
            encoding(graph, flat, "z_log_var", Part.LOG_VARIANCE, Part.LOG_VARIANCE_BIAS));
    String least = graph.constant("least", new float[] {PatchVae.LEAST_LOG_VARIANCE});
    String greatest = graph.constant("greatest", new float[] {PatchVae.GREATEST_LOG_VARIANCE});
    graph.node("Clip", "z_log_var", List.of(raw, least, greatest));
    graph.output("z_mean", weights.latents);
    graph.output("z_log_var", weights.latents);
    return graph.write(file, metadata);
  }

  private List<String> encoding(
      OnnxBuilder graph, String flat, String name, Part matrix, Part bias) {
    return List.of(
        flat,
        graph.constant(name + "_weight", weights.copy(matrix), weights.size, weights.latents),
        graph.constant(name + "_bias", weights.centred(matrix, bias), weights.latents));
  }

  /** {@code z} to {@code patch}. */
  ModelCard.Graph writeDecoder(Path file, Map<String, String> metadata) throws IOException {
    OnnxBuilder graph = new OnnxBuilder("decoder");
    String input = graph.input("z", weights.latents);
    String matrix =
        graph.constant("dense_weight", weights.copy(Part.DECODE), weights.latents, weights.size);
    String bias = graph.constant("dense_bias", weights.copy(Part.DECODE_BIAS), weights.size);
    String sum = graph.node("Gemm", "dense", List.of(input, matrix, bias));
    String dense = graph.node("Sigmoid", "sigmoid", List.of(sum));
    String shape = graph.constant("shape", -1L, patch.mels(), patch.columns());
    graph.node("Reshape", "patch", List.of(dense, shape));
    graph.output("patch", patch.mels(), patch.columns());
    return graph.write(file, metadata);
  }
}
