package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.StreamSpec;
import audio.liminal.signal.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A WAV file that appears under its name only when it is whole, as {@link WholeFile} says, also
 * when the program is interrupted. A file of 4 GB or more becomes RF64 (EBU Tech 3306). Integer
 * formats get triangular dither of two steps' width.
 */
public final class AudioWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path target;
  private final WholeFile file;
  private final StreamSpec spec;
  private final SampleFormat format;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final SplittableRandom dither;
  private final Thread abandon = new Thread(this::abandon, "abandon");
  private long lengthSamples;
  private long clippedSamples;

  private AudioWriter(
      Path target, WholeFile file, StreamSpec spec, SampleFormat format, long ditherSeed) {
    this.target = target;
    this.file = file;
    this.spec = spec;
    this.format = format;
    this.dither = new SplittableRandom(ditherSeed);
    Runtime.getRuntime().addShutdownHook(abandon);
  }

  /** Begins a file; throws {@link BadInputException} where nothing can be written. */
  public static AudioWriter create(
      Path target, StreamSpec spec, SampleFormat format, long ditherSeed) {
    String what = target.toString();
    if (WholeFile.isDevice(target)) {
      throw new BadInputException(what, "file", "a device", "the name of a file to write");
    }
    WholeFile.expectWritable(target);
    try {
      WholeFile file = WholeFile.begin(target);
      file.content().position(WavHeader.WRITTEN_BYTES);
      return new AudioWriter(target, file, spec, format, ditherSeed);
    } catch (IOException e) {
      Path folder = target.toAbsolutePath().getParent();
      throw new BadInputException(what, "directory", folder, "a directory to write in", e);
    }
  }

  /** Appends {@code count} samples of every channel, full scale at 1, from {@code offset} on. */
  public void write(float[][] channels, int offset, int count) {
    try {
      for (int n = offset; n < offset + count; n++) {
        if (buffer.remaining() < spec.channels() * Float.BYTES) {
          flush();
        }
        for (int c = 0; c < spec.channels(); c++) {
          put(channels[c][n]);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
    lengthSamples += count;
  }

  private void put(float sample) {
    if (!format.isInteger()) {
      buffer.putFloat(sample);
      return;
    }
    if (sample > 1 || sample < -1) {
      clippedSamples++;
    }
    double fullScale = 1L << (format.bits() - 1);
    double noise = dither.nextDouble() + dither.nextDouble() - 1;
    double steps = Math.rint(sample * fullScale + noise);
    int value = (int) Math.max(-fullScale, Math.min(fullScale - 1, steps));
    if (format == SampleFormat.PCM24) {
      buffer.put((byte) value);
      value >>= 8;
    }
    buffer.putShort((short) value);
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.content().write(buffer);
    }
    buffer.clear();
  }

  /** Samples beyond full scale so far, over all channels; always 0 for floating point. */
  public long clippedSamples() {
    return clippedSamples;
  }

  /** Finishes the file and puts it under its name, in place of any that was there. */
  public void commit() {
    try {
      long dataBytes = lengthSamples * spec.channels() * format.bits() / 8;
      if (dataBytes % 2 == 1) {
        buffer.put((byte) 0);
      }
      flush();
      file.content()
          .write(WavHeader.written(spec, format, lengthSamples, WavHeader.SIZE_UNKNOWN), 0);
      file.commit();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private EngineException failed(IOException cause) {
    return EngineException.writing(target, cause);
  }

  @Override
  public void close() {
    abandon();
    try {
      Runtime.getRuntime().removeShutdownHook(abandon);
    } catch (IllegalStateException e) {
      // the machine is shutting down already and runs the hook itself
      return;
    }
  }

  /** Also what an interrupted program does last. */
  private void abandon() {
    try {
      file.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
