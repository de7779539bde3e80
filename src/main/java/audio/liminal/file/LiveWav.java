package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.StreamSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A floating-point WAV file that can be read at any time while it grows: samples are written first,
 * then the header that tells of them.
 */
public final class LiveWav implements Closeable {
  private final Path path;
  private final FileChannel file;
  private final StreamSpec spec;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long lengthSamples;

  private LiveWav(Path path, FileChannel file, StreamSpec spec) {
    this.path = path;
    this.file = file;
    this.spec = spec;
  }

  /** Begins a file; one that is there is refused. */
  public static LiveWav create(Path path, StreamSpec spec) {
    try {
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      LiveWav wav = new LiveWav(path, file, spec);
      wav.writeHeader();
      file.position(WavHeader.WRITTEN_BYTES);
      return wav;
    } catch (FileAlreadyExistsException e) {
      throw new BadInputException(path.toString(), "file", "there already", "a new one", e);
    } catch (IOException e) {
      throw new BadInputException(path.toString(), "file", "unwritable", "a file to write", e);
    }
  }

  /** Appends {@code count} samples of every channel; once this returns, the file tells of them. */
  public void write(float[][] channels, int count) {
    int bytes = count * spec.channels() * Float.BYTES;
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
    buffer.clear();
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < spec.channels(); c++) {
        buffer.putFloat(channels[c][n]);
      }
    }
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
      lengthSamples += count;
      writeHeader();
    } catch (IOException e) {
      throw EngineException.writing(path, e);
    }
  }

  private void writeHeader() throws IOException {
    file.write(
        WavHeader.written(spec, SampleFormat.FLOAT32, lengthSamples, WavHeader.SIZE_UNKNOWN), 0);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw EngineException.writing(path, e);
    }
  }
}
