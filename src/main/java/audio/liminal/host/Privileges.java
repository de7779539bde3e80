package audio.liminal.host;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What real-time audio asks of Linux: a priority before all ordinary threads, and memory that is
 * never paged out. Refusals are kept in words; nothing depends on either.
 */
public final class Privileges {
  /** Below JACK's own threads, which have 10 and, its clients', 5. */
  private static final int PRIORITY = 4;

  private static final int SCHED_FIFO = 1;

  /** Now, later, and only what has been touched. */
  private static final int MCL_CURRENT_FUTURE_ONFAULT = 1 | 2 | 4;

  /** Java's own threads that all others wait for while it stops them, as for a collection. */
  private static final Pattern STOPPING_ALL = Pattern.compile("VM Thread|GC Thread#\\d+");

  private static final Path THREADS = Path.of("/proc/self/task");

  private static volatile String realTime = "not asked for";

  private Privileges() {}

  /**
   * Asks for real-time priority for the calling thread, and for those of Java's own that could keep
   * it waiting.
   */
  static void askForRealTime() {
    if (!Platform.isLinux()) {
      realTime = "unknown on this system";
      return;
    }
    try (Memory priority = new Memory(Integer.BYTES)) {
      priority.setInt(0, PRIORITY);
      if (CLibrary.sched_setscheduler(0, SCHED_FIFO, priority) != 0) {
        realTime = "refused (allow it with 'ulimit -r " + PRIORITY + "' or more)";
        return;
      }
      for (int thread : threadsStoppingAll()) {
        CLibrary.sched_setscheduler(thread, SCHED_FIFO, priority);
      }
      realTime = "SCHED_FIFO " + PRIORITY;
    } catch (LinkageError e) {
      realTime = "unknown on this system";
    }
  }

  private static List<Integer> threadsStoppingAll() {
    List<Integer> found = new ArrayList<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        String name = Files.readString(thread.resolve("comm")).strip();
        if (STOPPING_ALL.matcher(name).matches()) {
          found.add(Integer.valueOf(thread.getFileName().toString()));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // a thread that ended meanwhile, or no such folder: what was found is what there is
      return found;
    }
    return found;
  }

  /** What the last thread that asked was told. */
  public static String realTime() {
    return realTime;
  }

  /** Asks for all memory to be locked and tells the answer. */
  public static String lockMemory() {
    try {
      return Platform.isLinux() && CLibrary.mlockall(MCL_CURRENT_FUTURE_ONFAULT) == 0
          ? "locked"
          : "not locked (allow it with 'ulimit -l unlimited')";
    } catch (LinkageError e) {
      return "not locked (unknown on this system)";
    }
  }
}
