package audio.liminal.cli;

import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.signal.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the models of a folder, broken ones with what is wrong with them. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Lists the models there are.")
final class ModelsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Where to look (default: the shipped models).")
  private Path folder;

  @Override
  public Integer call() {
    Path where = folder == null ? Installation.models() : folder;
    List<Path> models = Model.list(where);
    if (models.isEmpty()) {
      throw new BadInputException(
          where.toString(), "models", 0, "folders with a " + ModelCard.FILE_NAME + " in it");
    }
    System.out.printf(
        "%-16s %-10s %8s %8s  %s%n", "name", "family", "latents", "timbres", "description");
    int code = ExitCode.OK;
    for (Path model : models) {
      try {
        Model loaded = Model.load(model);
        ModelCard card = loaded.card();
        System.out.printf(
            "%-16s %-10s %8d %8d  %s%n",
            card.name(),
            card.family(),
            card.latents().size(),
            loaded.timbres().size(),
            card.description());
      } catch (BadInputException e) {
        System.err.println("liminal: " + e.getMessage());
        code = ExitCode.INPUT;
      }
    }
    return code;
  }
}
