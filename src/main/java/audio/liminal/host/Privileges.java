package audio.liminal.host;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

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

  private static volatile String realTime = "not asked for";

  private Privileges() {}

  /** The C library's functions, by their names. */
  private static final class C {
    static {
      Native.register("c");
    }

    static native int sched_setscheduler(int thread, int policy, Pointer priority);

    static native int mlockall(int flags);

    private C() {}
  }

  /** Asks for real-time priority for the calling thread. */
  static void askForRealTime() {
    if (!Platform.isLinux()) {
      realTime = "unknown on this system";
      return;
    }
    try (Memory priority = new Memory(Integer.BYTES)) {
      priority.setInt(0, PRIORITY);
      realTime =
          C.sched_setscheduler(0, SCHED_FIFO, priority) == 0
              ? "SCHED_FIFO " + PRIORITY
              : "refused (allow it with 'ulimit -r " + PRIORITY + "' or more)";
    } catch (LinkageError e) {
      realTime = "unknown on this system";
    }
  }

  /** What the last thread that asked was told. */
  public static String realTime() {
    return realTime;
  }

  /** Asks for all memory to be locked and tells the answer. */
  public static String lockMemory() {
    try {
      return Platform.isLinux() && C.mlockall(MCL_CURRENT_FUTURE_ONFAULT) == 0
          ? "locked"
          : "not locked (allow it with 'ulimit -l unlimited')";
    } catch (LinkageError e) {
      return "not locked (unknown on this system)";
    }
  }
}
