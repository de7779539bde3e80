package audio.liminal.cli;

import audio.liminal.model.GraphSummary;
import audio.liminal.model.MelPatch;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;

/** A dense model of mel patches, layer by layer as introductions to such models list them. */
final class ArticleLayers {
  private ArticleLayers() {}

  static void print(Model model) {
    ModelCard card = model.card();
    MelPatch patch = card.melPatch();
    String picture = "(" + patch.mels() + ", " + patch.columns() + ")";
    String flat = "(" + patch.size() + ")";
    String latent = "(" + card.latents().size() + ")";
    GraphSummary encoder = GraphSummary.read(model.folder().resolve(card.encoder().file()));
    GraphSummary decoder = GraphSummary.read(model.folder().resolve(card.decoder().file()));
    long decoding = decoder.layers().stream().mapToLong(layer -> gemm(layer)).sum();
    System.out.printf("%nencoder%n  %-24s %-12s %12s%n", "layer", "shape", "parameters");
    line("Input", picture, 0);
    line("Flatten", flat, 0);
    line("Dense z_mean", latent, parameters(encoder, "z_mean"));
    line("Dense z_log_var", latent, parameters(encoder, "z_log_var_dense"));
    System.out.printf("%ndecoder%n  %-24s %-12s %12s%n", "layer", "shape", "parameters");
    line("Input", latent, 0);
    line("Dense, sigmoid", flat, decoding);
    line("Reshape", picture, 0);
  }

  private static long parameters(GraphSummary graph, String output) {
    return graph.layers().stream()
        .filter(layer -> layer.output().equals(output))
        .mapToLong(GraphSummary.Layer::parameters)
        .sum();
  }

  private static long gemm(GraphSummary.Layer layer) {
    return layer.operator().equals("Gemm") ? layer.parameters() : 0;
  }

  private static void line(String layer, String shape, long parameters) {
    System.out.printf("  %-24s %-12s %12d%n", layer, shape, parameters);
  }
}
