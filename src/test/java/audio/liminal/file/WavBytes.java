package audio.liminal.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WAV files put together by hand, right and wrong ones. */
final class WavBytes {
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

  WavBytes() {
    id("RIFF").put32(-1).id("WAVE");
  }

  WavBytes id(String id) {
    bytes.put(id.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  WavBytes put32(int value) {
    bytes.putInt(value);
    return this;
  }

  WavBytes put64(long value) {
    bytes.putLong(value);
    return this;
  }

  WavBytes chunk(String id, byte[] body) {
    id(id).put32(body.length);
    bytes.put(body);
    if (body.length % 2 == 1) {
      bytes.put((byte) 0);
    }
    return this;
  }

  WavBytes fmt(int tag, int channels, int rateHz, int bits) {
    byte[] fmt = new byte[16];
    put(fmt, tag, channels, rateHz, bits);
    return chunk("fmt ", fmt);
  }

  WavBytes extensible(int tag, int channels, int rateHz, int bits) {
    byte[] fmt = new byte[40];
    put(fmt, 0xFFFE, channels, rateHz, bits).putShort((short) 22).putShort((short) bits);
    fmt[24] = (byte) tag;
    return chunk("fmt ", fmt);
  }

  private static ByteBuffer put(byte[] body, int tag, int channels, int rateHz, int bits) {
    int align = channels * bits / 8;
    ByteBuffer fmt = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    fmt.putShort((short) tag).putShort((short) channels).putInt(rateHz).putInt(rateHz * align);
    return fmt.putShort((short) align).putShort((short) bits);
  }

  byte[] done() {
    byte[] all = new byte[bytes.position()];
    bytes.get(0, all);
    return all;
  }
}
