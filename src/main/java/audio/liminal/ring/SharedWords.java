package audio.liminal.ring;

import audio.liminal.signal.RealTime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Words of memory that another process reads and writes at the same time, by their byte offsets.
 *
 * <p>Reads acquire and writes release, unless said otherwise. No value read is to be trusted.
 */
final class SharedWords {
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer bytes;

  SharedWords(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  @RealTime
  int getInt(int offset) {
    return (int) INT.getAcquire(bytes, offset);
  }

  /** In one order with {@link #bump} for all threads. */
  @RealTime
  int getIntInOrder(int offset) {
    return (int) INT.getVolatile(bytes, offset);
  }

  @RealTime
  void setInt(int offset, int value) {
    INT.setRelease(bytes, offset, value);
  }

  /** Counts on by one. */
  @RealTime
  void bump(int offset) {
    int unused = (int) INT.getAndAdd(bytes, offset, 1);
  }

  @RealTime
  long getLong(int offset) {
    return (long) LONG.getAcquire(bytes, offset);
  }

  @RealTime
  void setLong(int offset, long value) {
    LONG.setRelease(bytes, offset, value);
  }

  @RealTime
  float getFloat(int offset) {
    return Float.intBitsToFloat(getInt(offset));
  }

  @RealTime
  void setFloat(int offset, float value) {
    setInt(offset, Float.floatToRawIntBits(value));
  }

  @RealTime
  double getDouble(int offset) {
    return Double.longBitsToDouble(getLong(offset));
  }

  byte[] bytes(int offset, int count) {
    byte[] copy = new byte[count];
    bytes.get(offset, copy);
    return copy;
  }

  void put(int offset, byte[] text) {
    bytes.put(offset, text);
  }
}
