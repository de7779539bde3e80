package audio.liminal.host;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The C library's functions, by their names. */
final class CLibrary {
  static {
    Native.register("c");
  }

  private CLibrary() {}

  static native int sched_setscheduler(int thread, int policy, Pointer priority);

  static native int mlockall(int flags);

  static native int alarm(int seconds);
}
