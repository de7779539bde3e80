package audio.liminal.ring;

import audio.liminal.signal.BadInputException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * All of the memory that a plugin's process and this one share: a header and a slot for each
 * plugin. Mapped for the rest of the process's life.
 */
public final class RingSegment {
  private static final String WHAT = "shared memory";
  private static final int WAIT_MS = 20;

  private final MappedByteBuffer bytes;
  private final SharedWords header;
  private final long address;
  private final Futex attention;

  private RingSegment(MappedByteBuffer bytes) {
    this.bytes = bytes;
    this.header = new SharedWords(bytes.slice(0, RingLayout.HEADER_BYTES));
    this.address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
    this.attention = new Futex(address + RingLayout.HEADER_ATTENTION, WAIT_MS);
  }

  /** Maps the file that the plugin's process handed down. */
  public static RingSegment inherited() {
    MemorySeals.check(RingLayout.SEGMENT_DESCRIPTOR);
    return map(Path.of("/proc/self/fd/" + RingLayout.SEGMENT_DESCRIPTOR));
  }

  /**
   * Maps a file of the right size, which must never shrink.
   *
   * @throws BadInputException when it is not what {@link RingLayout} says
   */
  public static RingSegment map(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      expect("bytes", channel.size(), RingLayout.SEGMENT_BYTES);
      RingSegment segment =
          new RingSegment(channel.map(FileChannel.MapMode.READ_WRITE, 0, RingLayout.SEGMENT_BYTES));
      expect("magic", segment.header.getInt(RingLayout.HEADER_MAGIC), RingLayout.MAGIC);
      expect("version", segment.header.getInt(RingLayout.HEADER_VERSION), RingLayout.VERSION);
      return segment;
    } catch (IOException e) {
      throw new BadInputException(
          WHAT, "file", e.getMessage(), "what the plugin hands to its engine", e);
    }
  }

  private static void expect(String name, long found, long expected) {
    if (found != expected) {
      throw new BadInputException(WHAT, name, found, String.valueOf(expected));
    }
  }

  /**
   * One plugin's part.
   *
   * @param index 0 to {@link RingLayout#SLOTS} - 1
   */
  public RingSlot slot(int index) {
    int offset = RingLayout.HEADER_BYTES + index * RingLayout.SLOT_BYTES;
    ByteBuffer slot = bytes.slice(offset, RingLayout.SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return new RingSlot(slot, address + offset);
  }

  /** Tells the plugin that this side is up and what it speaks. */
  public void announce() {
    header.setInt(RingLayout.HEADER_ENGINE_VERSION, RingLayout.VERSION);
  }

  /** Shows that this side is well. */
  public void beat() {
    header.setLong(RingLayout.HEADER_HEARTBEAT, header.getLong(RingLayout.HEADER_HEARTBEAT) + 1);
  }

  /** A number that is another one after each change of a request. */
  public int attention() {
    return header.getInt(RingLayout.HEADER_ATTENTION);
  }

  /**
   * Waits for a change, at most {@value #WAIT_MS} ms.
   *
   * @param seen what {@link #attention} was before the requests were looked at
   */
  public void awaitAttention(int seen) {
    attention.await(seen);
  }
}
