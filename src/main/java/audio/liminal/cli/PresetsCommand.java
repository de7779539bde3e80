package audio.liminal.cli;

import audio.liminal.model.Model;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import audio.liminal.preset.PresetWriter;
import audio.liminal.signal.BadInputException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists, shows, checks and saves presets. */
@Command(
    name = "presets",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Lists presets with their tags: those of the installation, and your own, marked by *, which lie",
      "in $XDG_CONFIG_HOME/liminal/presets (else ~/.config/liminal/presets)."
    },
    subcommands = {PresetSaveCommand.class, PresetMeasureCommand.class},
    footer = {
      "",
      "Examples:",
      "  liminal presets list choir",
      "  liminal presets show \"Glass piano\"",
      "  liminal presets save \"My violin\" --to violin --morph 0.8",
      "  liminal presets check mine.json"
    })
final class PresetsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return list(List.of());
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists presets that have all these words in their texts or among their tags.")
  int list(@Parameters(paramLabel = "WORD", arity = "0..*") List<String> words) {
    List<String> wanted = words == null ? List.of() : words;
    PresetBank.Listing listing = Installation.presets().list();
    boolean any = false;
    for (PresetBank.Entry entry : listing.entries()) {
      if (wanted.stream().allMatch(entry::mentions)) {
        any = true;
        Preset.About about = entry.preset().about();
        out()
            .printf(
                "%-24s %s %-32s %s%n",
                about.name(),
                entry.own() ? "*" : " ",
                String.join(" ", about.tags()),
                about.description());
      }
    }
    if (!any) {
      spec.commandLine()
          .getErr()
          .println("liminal: no preset mentions '" + String.join(" ", wanted) + "'");
    }
    listing.troubles().forEach(t -> spec.commandLine().getErr().println("liminal: " + t));
    return listing.troubles().isEmpty() ? ExitCode.OK : ExitCode.INPUT;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints a preset: what to feed it, where it lies, and all of it as JSON.")
  int show(@Parameters(paramLabel = "PRESET", description = "Its name or file.") String name) {
    PresetBank.Entry entry = Installation.presets().find(name);
    Preset.About about = entry.preset().about();
    out().println(about.name() + ": " + about.description());
    out().println("  feed it  " + about.feed());
    out().println("  file     " + entry.file());
    out().print(PresetWriter.write(entry.preset()));
    out().flush();
    return ExitCode.OK;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Reads presets and holds each against its model; says what is wrong.")
  int check(
      @Parameters(paramLabel = "PRESET", arity = "1..*", description = "Names or files.")
          List<String> names) {
    int code = ExitCode.OK;
    for (String name : names) {
      try {
        PresetBank.Entry entry = Installation.presets().find(name);
        Model model = Installation.load(entry);
        PresetBinder binder = new PresetBinder(entry.file().toString(), entry.preset(), model);
        binder.bind().remarks().forEach(out()::println);
        out().println(entry.file() + ": ok, \"" + entry.preset().name() + "\"");
      } catch (BadInputException e) {
        spec.commandLine().getErr().println("liminal: " + e.getMessage());
        code = ExitCode.INPUT;
      }
    }
    return code;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
