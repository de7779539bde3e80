package audio.liminal.cli;

import audio.liminal.model.GraphSummary;
import audio.liminal.model.MelPatch;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a model's card and the layers of its graphs. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Prints a model's card and, layer by layer, its graphs' shapes and parameters.")
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "A model's name or folder.")
  private String name;

  @Override
  public Integer call() {
    Model model = Installation.load(name);
    printCard(model);
    if (model.card().melPatch() != null) {
      ArticleLayers.print(model);
    }
    printGraph("encoder", model, model.card().encoder());
    printGraph("decoder", model, model.card().decoder());
    return ExitCode.OK;
  }

  private static void printCard(Model model) {
    ModelCard card = model.card();
    System.out.println(card.name() + ": " + card.description());
    field("family", card.family());
    field("spectrum", card.bins() + " bins, window " + card.windowSamples() + " samples");
    field("rate", card.sampleRateHz() + " Hz");
    field("feature", card.feature() + ", floor " + card.floorDb() + " dB");
    if (card.melPatch() != null) {
      MelPatch patch = card.melPatch();
      field("patch", patch.mels() + " mel bands x " + patch.columns() + " spectra");
      field("bands", patch.lowestHz() + " to " + patch.highestHz() + " Hz");
      field("column", patch.hopSamples() + " samples");
      field("range", card.floorDb() + " to " + patch.topDb() + " dB");
    }
    field("latents", card.latents().size());
    field("timbres", String.join(" ", new TreeSet<>(model.timbres().keySet())));
    ModelCard.Training training = card.training();
    field("trained by", training.command());
    field(
        "training",
        training.steps() + " steps, " + training.spectra() + " spectra, seed " + training.seed());
    for (ModelCard.Source source : training.data()) {
      field("data", source.name() + " (" + source.licence() + "; " + source.credit() + ")");
    }
    for (Map.Entry<String, Double> figure : card.quality().entrySet()) {
      field(figure.getKey(), figure.getValue());
    }
  }

  private static void field(String name, Object value) {
    System.out.printf("  %-20s %s%n", name, value);
  }

  private static void printGraph(String title, Model model, ModelCard.Graph graph) {
    GraphSummary summary = GraphSummary.read(model.folder().resolve(graph.file()));
    System.out.printf("%n%s (%s)%n", title, graph.file());
    System.out.println("  in   " + String.join(", ", summary.inputs()));
    System.out.printf("  %-24s %-12s %-16s %12s%n", "layer", "operator", "output", "parameters");
    for (GraphSummary.Layer layer : summary.layers()) {
      System.out.printf(
          "  %-24s %-12s %-16s %12d%n",
          layer.output(), layer.operator(), layer.shape(), layer.parameters());
    }
    System.out.printf("  %-24s %-12s %-16s %12d%n", "total", "", "", summary.parameters());
    System.out.println("  out  " + String.join(", ", summary.outputs()));
  }
}
