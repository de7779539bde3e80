package audio.liminal.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The keyboard, key by key, through {@code stty}; without a terminal, or {@code stty}, no key is
 * ever pressed.
 */
final class Terminal implements AutoCloseable {
  static final int NO_KEY = -1;

  private final String before;

  private Terminal(String before) {
    this.before = before;
  }

  /** Lets keys be read without Enter and without echo, until closed. */
  static Terminal open() {
    String before = stty("-g");
    boolean raw = before != null && stty("-icanon", "-echo", "min", "0") != null;
    return new Terminal(raw ? before : null);
  }

  /** Whether there is a keyboard. */
  boolean hasKeys() {
    return before != null;
  }

  /** The next key pressed, or {@link #NO_KEY}; never waits. */
  int key() {
    try {
      return hasKeys() && System.in.available() > 0 ? System.in.read() : NO_KEY;
    } catch (IOException e) {
      return NO_KEY;
    }
  }

  /** Gives the terminal back as it was. */
  @Override
  public void close() {
    if (hasKeys()) {
      stty(before);
    }
  }

  /** What {@code stty} prints, or null when it fails. */
  private static String stty(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "stty";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0 ? out : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
