package audio.liminal.cli;

import audio.liminal.signal.BadInputException;
import audio.liminal.train.Recipe;
import audio.liminal.train.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes material to train a model on or to judge it by. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "liminal data [--seed=S] [RECIPE] DIR",
      "        liminal data --list",
    },
    description = {
      "Makes training and held-out audio from freely licensed soundfonts, voices and recordings,",
      "with a manifest of every file's digest, source, licence and credit.",
      "Needs Debian's fluidsynth, fluid-soundfont-gm, musescore-general-soundfont, flite and"
          + " sonic-pi-samples; for piano npm instead, which fetches the recordings; for timbres"
          + " csound-soundfont, timgm6mb-soundfont and espeak-ng besides."
    },
    footer = {
      "",
      "Examples:",
      "  liminal data data/made",
      "  liminal data piano data/piano",
      "  liminal data timbres data/timbres"
    })
final class DataCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..2",
      paramLabel = "[RECIPE] DIR",
      description = "What to make (default: all; see --list), and the folder to fill.")
  private List<String> words = List.of();

  @Option(names = "--list", description = "Lists the recipes.")
  private boolean list;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Another number, other phrases (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    if (list) {
      for (Recipe recipe : Recipe.values()) {
        System.out.printf("%-12s%s%n", recipe.label(), recipe.description());
      }
      return ExitCode.OK;
    }
    if (words.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "DIR: missing, expected a folder to fill");
    }
    if (words.size() == 1 && named(words.get(0)).isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "DIR: missing, expected a folder to fill after the recipe's name (./%1$s fills one called %1$s)"
              .formatted(words.get(0)));
    }
    Recipe recipe = words.size() == 1 ? Recipe.ALL : recipe(words.get(0));
    Path folder = Path.of(words.get(words.size() - 1));
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInputException(folder.toString(), "folder", "a file", "a folder to fill");
    }
    try (Progress progress = new Progress("making", -1, " files", 1)) {
      TrainingData.make(recipe, folder, seed, progress::reach);
    }
    System.out.println("Made " + folder + "; " + recipe.use(folder));
    return ExitCode.OK;
  }

  private Recipe recipe(String word) {
    return named(word)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "RECIPE: value=" + word + ", expected one of " + labels()));
  }

  private static Optional<Recipe> named(String word) {
    return Stream.of(Recipe.values())
        .filter(recipe -> recipe.label().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static String labels() {
    return Stream.of(Recipe.values()).map(Recipe::label).collect(Collectors.joining(", "));
  }
}
