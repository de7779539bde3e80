package audio.liminal.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The keyboard, key by key, through {@code stty}; in the background, without a terminal, or {@code
 * stty}, no key is ever pressed.
 */
final class Terminal implements AutoCloseable {
  static final int NO_KEY = -1;
  static final int UP = -2;
  static final int DOWN = -3;
  static final int RIGHT = -4;
  static final int LEFT = -5;
  private static final int ESCAPE = 27;

  private final String before;

  private Terminal(String before) {
    this.before = before;
  }

  /** Lets keys be read without Enter and without echo, until closed. */
  static Terminal open() {
    String before = inForeground() ? stty("-g") : null;
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
      if (!hasKeys() || System.in.available() == 0 || !inForeground()) {
        return NO_KEY;
      }
      int key = System.in.read();
      return key == ESCAPE && System.in.available() >= 2 ? arrow() : key;
    } catch (IOException e) {
      return NO_KEY;
    }
  }

  /** What follows an escape: {@code [} or {@code O}, and a letter. */
  private static int arrow() throws IOException {
    System.in.skipNBytes(1);
    return switch (System.in.read()) {
      case 'A' -> UP;
      case 'B' -> DOWN;
      case 'C' -> RIGHT;
      case 'D' -> LEFT;
      default -> ESCAPE;
    };
  }

  /** Gives the terminal back as it was. */
  @Override
  public void close() {
    if (hasKeys() && inForeground()) {
      stty(before);
    }
  }

  /** A program in the background that reads keys, or sets the terminal, would be stopped. */
  private static boolean inForeground() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 7);
      String group = afterName[2];
      String terminalsGroup = afterName[5];
      return group.equals(terminalsGroup);
    } catch (IOException e) {
      return true; // a system that does not tell
    }
  }

  /** Whether standard error is a terminal's screen. */
  static boolean showsErrors() {
    try {
      String leadsTo = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return leadsTo.startsWith("/dev/pts/") || leadsTo.startsWith("/dev/tty");
    } catch (IOException e) {
      return true; // a system that does not tell
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
