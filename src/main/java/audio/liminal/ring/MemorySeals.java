package audio.liminal.ring;

import audio.liminal.signal.BadInputException;
import com.sun.jna.Native;

/** What a memory file promises, see memfd_create(2): above all, never to shrink under a mapping. */
final class MemorySeals {
  private static final int GET_SEALS = 1034;
  private static final int SHRINK = 2;

  static {
    Native.register("c");
  }

  private MemorySeals() {}

  private static native int fcntl(int descriptor, int command);

  /** Throws {@link BadInputException} when the memory might shrink. */
  static void check(int descriptor) {
    int seals = fcntl(descriptor, GET_SEALS);
    if (seals < 0 || (seals & SHRINK) == 0) {
      throw new BadInputException(
          "shared memory",
          "seals of descriptor " + descriptor,
          seals < 0 ? "none" : Integer.toString(seals),
          "a sealed one from the plugin, which alone starts this command");
    }
  }
}
