package audio.liminal.cli;

/** What a finished command tells the shell. */
final class ExitCode {
  static final int OK = 0;
  static final int USAGE = 1;
  static final int INPUT = 2;
  static final int ENGINE = 3;

  private ExitCode() {}
}
