package audio.liminal.cli;

import audio.liminal.train.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes material to train a model on. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Makes training and held-out audio from freely licensed soundfonts, voices and recordings.",
      "Needs Debian's fluidsynth, fluid-soundfont-gm, musescore-general-soundfont, flite and"
          + " sonic-pi-samples."
    })
final class DataCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Folder to fill.")
  private Path folder;

  @Option(names = "--seed", paramLabel = "S", description = "Another number, other phrases.")
  private long seed = 1;

  @Override
  public Integer call() throws IOException {
    try (Progress progress = new Progress("making", -1, " files", 1)) {
      TrainingData.make(folder, seed, progress::reach);
    }
    System.out.println("Made " + folder + "; train with: liminal train " + folder + " --name NAME");
    return ExitCode.OK;
  }
}
