package audio.liminal.cli;

import audio.liminal.train.TrainingView;
import com.sun.jna.Function;

/**
 * Shows training on the console: lines on standard output, what is passing on standard error, there
 * on one line that refreshes if it is a terminal, else on a line every ten seconds.
 */
final class TrainingConsole implements TrainingView, AutoCloseable {
  private static final long BETWEEN_LINES_NS = 10_000_000_000L;
  private static final int STANDARD_ERROR = 2;
  private static final String CLEAR = "\r\u001b[K";

  private final boolean terminal = isTerminal();
  private Progress bar;
  private boolean open;
  private long lastLineNs = System.nanoTime() - BETWEEN_LINES_NS;

  @Override
  public void say(String line) {
    closeBar();
    endStatus();
    System.out.println(line);
  }

  @Override
  public void reading(String what, int done, int of) {
    if (bar == null) {
      bar = new Progress("reading", of, " files", 1);
    }
    bar.reach(done);
    if (done == of) {
      closeBar();
    }
  }

  @Override
  public void status(String line) {
    if (terminal) {
      System.err.print(CLEAR + line);
      open = true;
    } else if (System.nanoTime() - lastLineNs >= BETWEEN_LINES_NS) {
      lastLineNs = System.nanoTime();
      System.err.println(line);
    }
  }

  /** Whether standard error is one, as far as this system can tell. */
  private static boolean isTerminal() {
    try {
      return Function.getFunction("c", "isatty").invokeInt(new Object[] {STANDARD_ERROR}) == 1;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  private void endStatus() {
    if (open) {
      System.err.println();
      open = false;
    }
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    closeBar();
    endStatus();
  }
}
