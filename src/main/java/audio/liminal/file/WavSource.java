package audio.liminal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A WAV file's samples, read in pieces. */
final class WavSource implements SampleSource {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel file;
  private final WavHeader header;
  private final ByteBuffer buffer;
  private long position;

  private WavSource(FileChannel file, WavHeader header) {
    this.file = file;
    this.header = header;
    int align = header.bytesPerSample();
    int bytes = Math.max(1, BUFFER_BYTES / align) * align;
    this.buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static WavSource open(String what, Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new WavSource(file, WavHeader.read(what, file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public int sampleRateHz() {
    return header.sampleRateHz();
  }

  @Override
  public int channels() {
    return header.channels();
  }

  @Override
  public long lengthSamples() {
    return header.lengthSamples();
  }

  @Override
  public int read(float[][] channels, int offset, int count) throws IOException {
    long left = header.lengthSamples() - position;
    if (left == 0) {
      return -1;
    }
    int align = header.bytesPerSample();
    int n = (int) Math.min(left, Math.min(count, buffer.capacity() / align));
    buffer.clear().limit(n * align);
    long start = header.dataStart() + position * align;
    while (buffer.hasRemaining()) {
      if (file.read(buffer, start + buffer.position()) < 0) {
        throw new IOException("file became shorter while it was read");
      }
    }
    buffer.flip();
    for (int i = offset; i < offset + n; i++) {
      for (float[] channel : channels) {
        channel[i] = next();
      }
    }
    position += n;
    return n;
  }

  private float next() {
    if (header.floating()) {
      return header.bits() == 32 ? buffer.getFloat() : (float) buffer.getDouble();
    }
    return switch (header.bits()) {
      case 8 -> (Byte.toUnsignedInt(buffer.get()) - 128) * 0x1p-7f;
      case 16 -> buffer.getShort() * 0x1p-15f;
      case 24 -> (Short.toUnsignedInt(buffer.getShort()) | buffer.get() << 16) * 0x1p-23f;
      default -> buffer.getInt() * 0x1p-31f;
    };
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
