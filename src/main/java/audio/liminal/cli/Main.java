package audio.liminal.cli;

import audio.liminal.signal.BadInputException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code liminal} command: hands the work to one class for each subcommand. */
@Command(
    name = "liminal",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Morphs sound in the latent space of a variational autoencoder.",
    subcommands = {
      DemoCommand.class,
      RenderCommand.class,
      RemixCommand.class,
      BatchCommand.class,
      PlayCommand.class,
      TakeCommand.class,
      GenerateCommand.class,
      EvaluateCommand.class,
      TrainCommand.class,
      DataCommand.class,
      PresetsCommand.class,
      CaptureCommand.class,
      ModelsCommand.class,
      InspectCommand.class,
      MapCommand.class,
      LatencyCommand.class,
      SwitchesCommand.class,
      BenchCommand.class,
      PluginEngineCommand.class
    },
    footer = "Exit codes: 0 ok, 1 usage, 2 bad input, 3 engine.")
public final class Main implements Runnable {
  static final String VERSION = "liminal 0.1.0";

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    int code;
    try {
      code = commandLine().execute(arguments);
    } catch (OutOfMemoryError e) {
      System.err.println(
          "liminal: out of memory: heap="
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB, expected more (JAVA_TOOL_OPTIONS=-Xmx4g) or shorter recordings");
      code = ExitCode.ENGINE;
    }
    System.exit(code);
  }

  static CommandLine commandLine() {
    CommandLine all = new CommandLine(new Main());
    versioned(all);
    return all.setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(110)
        .setParameterExceptionHandler(Main::usageError)
        .setExecutionExceptionHandler(Main::executionError);
  }

  /** Every command tells the program's version. */
  private static void versioned(CommandLine command) {
    command.getCommandSpec().version(VERSION);
    command.getSubcommands().values().forEach(Main::versioned);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int usageError(CommandLine.ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String meant =
        e instanceof CommandLine.UnmatchedArgumentException unmatched ? meant(unmatched) : "";
    command.getErr().println("liminal: " + oneLine(e.getMessage()) + meant);
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  /** The likest word only; those after it are hardly alike. */
  private static String meant(CommandLine.UnmatchedArgumentException e) {
    List<String> alike = e.getSuggestions();
    return alike.isEmpty() ? "" : "; did you mean " + alike.get(0) + "?";
  }

  private static int executionError(
      Exception e, CommandLine command, CommandLine.ParseResult result) {
    command.getErr().println("liminal: " + oneLine(e.getMessage()));
    return e instanceof BadInputException ? ExitCode.INPUT : ExitCode.ENGINE;
  }

  private static String oneLine(String message) {
    return message == null ? "unknown error" : message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
