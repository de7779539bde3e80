package audio.liminal.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What ends a command whose options are wrong. */
final class UsageError {
  private UsageError() {}

  /** Names the option, what was found and what was expected. */
  static ParameterException of(CommandSpec spec, String option, Object value, String expected) {
    return new ParameterException(
        spec.commandLine(), option + ": value=" + value + ", expected " + expected);
  }
}
