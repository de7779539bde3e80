package audio.liminal.ring;

import com.sun.jna.Native;
import java.nio.file.Path;

/** A memory file as the plugin makes it: without a name, and never to change its size. */
public final class SealedMemory {
  private static final int ALLOW_SEALING = 2;
  private static final int CLOSE_ON_EXEC = 1;
  private static final int ADD_SEALS = 1033;
  private static final int SHRINK_AND_GROW = 2 | 4;

  static {
    Native.register("c");
  }

  private SealedMemory() {}

  private static native int memfd_create(String name, int flags);

  private static native int ftruncate(int descriptor, long bytes);

  private static native int fcntl(int descriptor, int command, int argument);

  /** Where other processes of this user find it as long as this one lives. */
  public static Path create() {
    int descriptor = memfd_create("liminal", CLOSE_ON_EXEC | ALLOW_SEALING);
    if (descriptor < 0
        || ftruncate(descriptor, RingLayout.SEGMENT_BYTES) != 0
        || fcntl(descriptor, ADD_SEALS, SHRINK_AND_GROW) != 0) {
      throw new IllegalStateException("no memory file");
    }
    return Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor);
  }
}
