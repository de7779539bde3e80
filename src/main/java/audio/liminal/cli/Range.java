package audio.liminal.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of numbers given as options. */
final class Range {
  private Range() {}

  /** The same for whole numbers. */
  static void check(CommandSpec spec, String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + ": value=" + value + ", expected " + least + " to " + most);
    }
  }

  /** The same in double precision. */
  static void check(CommandSpec spec, String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new ParameterException(
          spec.commandLine(), option + ": value=" + value + ", expected " + least + " to " + most);
    }
  }

  /** Ends the command with a usage error unless the value lies in the range. */
  static void check(CommandSpec spec, String option, float value, float least, float most) {
    if (!(value >= least && value <= most)) {
      throw new ParameterException(
          spec.commandLine(), option + ": value=" + value + ", expected " + least + " to " + most);
    }
  }
}
