package audio.liminal.ring;

import audio.liminal.signal.EngineException;
import audio.liminal.signal.RealTime;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.concurrent.TimeUnit;

/**
 * A word of shared memory that threads of any process can wait for, see futex(2).
 *
 * <p>Neither call allocates. One object waits for one thread at a time; any may wake.
 */
final class Futex {
  private static final int WAIT = 0;
  private static final int WAKE = 1;
  private static final int ALL = Integer.MAX_VALUE;
  private static final long NUMBER = Platform.isARM() ? 98 : 202;

  static {
    if (!Platform.isLinux() || !Platform.is64Bit()) {
      throw new EngineException("the plugin's engine needs Linux of 64 bits", null);
    }
    Native.register("c");
  }

  private final long address;
  private final Memory limit;
  private final long limitAddress;

  /**
   * @param address of a word of 32 bits, mapped for as long as this is used
   * @param limitMs how long {@link #await} waits at most
   */
  Futex(long address, int limitMs) {
    this.address = address;
    this.limit = new Memory(2L * Long.BYTES);
    this.limitAddress = Pointer.nativeValue(limit);
    limit.setLong(0, limitMs / 1000);
    limit.setLong(Long.BYTES, TimeUnit.MILLISECONDS.toNanos(limitMs % 1000));
  }

  private static native long syscall(
      long number, long address, int operation, int value, long limit, long address2, int value3);

  /** Waits while the word has this value, until woken, interrupted by a signal, or too long. */
  void await(int value) {
    syscall(NUMBER, address, WAIT, value, limitAddress, 0, 0);
  }

  /** Wakes all that wait. */
  @RealTime
  void wake() {
    syscall(NUMBER, address, WAKE, ALL, 0, 0, 0);
  }
}
