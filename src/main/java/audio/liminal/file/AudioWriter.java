package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.StreamSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A WAV file that appears under its name only when it is whole.
 *
 * <p>Samples go to a hidden {@code .NAME.PROCESS-NUMBER.part} beside the target; {@link #commit}
 * renames it over the target, {@link #close} without a commit deletes it. A file of 4 GB or more
 * becomes RF64 (EBU Tech 3306). Integer formats get triangular dither of two steps' width.
 */
public final class AudioWriter implements Closeable {
  private static final AtomicInteger PARTS = new AtomicInteger();
  private static final int BUFFER_BYTES = 1 << 16;

  /** Characters of the target's name in the part's, which file systems allow 255 bytes. */
  private static final int MOST_NAMED = 48;

  private final Path target;
  private final Path part;
  private final FileChannel file;
  private final StreamSpec spec;
  private final SampleFormat format;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final SplittableRandom dither;
  private final Thread abandon = new Thread(this::deletePart, "abandon");
  private long lengthSamples;
  private long clippedSamples;
  private volatile boolean committed;

  private AudioWriter(
      Path target,
      Path part,
      FileChannel file,
      StreamSpec spec,
      SampleFormat format,
      long ditherSeed) {
    this.target = target;
    this.part = part;
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
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      String found = Files.isDirectory(target) ? "a directory" : "a device";
      throw new BadInputException(what, "file", found, "the name of a file to write");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new BadInputException(what, "directory", folder, "a directory that exists");
    }
    try {
      Path whole = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
      deleteStaleParts(whole);
      Path part = part(whole);
      FileChannel file =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      file.position(WavHeader.WRITTEN_BYTES);
      return new AudioWriter(whole, part, file, spec, format, ditherSeed);
    } catch (IOException e) {
      throw new BadInputException(what, "directory", folder, "a directory to write in", e);
    }
  }

  private static Path part(Path whole) {
    String name =
        "%s.%d-%d.part"
            .formatted(hidden(whole), ProcessHandle.current().pid(), PARTS.incrementAndGet());
    return whole.resolveSibling(name);
  }

  /** Begins the name of a part; a name too long to be added to is cut. */
  private static String hidden(Path whole) {
    String name = whole.getFileName().toString();
    int characters = Math.min(name.codePointCount(0, name.length()), MOST_NAMED);
    return "." + name.substring(0, name.offsetByCodePoints(0, characters));
  }

  /** Removes what killed processes left of this file. */
  private static void deleteStaleParts(Path whole) throws IOException {
    Pattern stale = Pattern.compile(Pattern.quote(hidden(whole)) + "\\.(\\d{1,18})-\\d+\\.part");
    try (Stream<Path> beside = Files.list(whole.getParent())) {
      for (Path file : beside.toList()) {
        Matcher name = stale.matcher(file.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
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
      file.write(buffer);
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
      file.write(WavHeader.written(spec, format, lengthSamples, WavHeader.SIZE_UNKNOWN), 0);
      file.force(true);
      file.close();
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      committed = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private EngineException failed(IOException cause) {
    return EngineException.writing(target, cause);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw failed(e);
    }
    deletePart();
    try {
      Runtime.getRuntime().removeShutdownHook(abandon);
    } catch (IllegalStateException e) {
      // the machine is shutting down already and runs the hook itself
      return;
    }
  }

  /** Also what an interrupted program does last. */
  private void deletePart() {
    try {
      if (!committed) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
