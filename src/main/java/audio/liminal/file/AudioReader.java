package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A WAV, FLAC, MP3 or Ogg Vorbis file of one or two channels, read in pieces.
 *
 * <p>Whatever is wrong with the file becomes a {@link BadInputException} that names it, on opening
 * or, where it shows later, on reading.
 */
public final class AudioReader implements Closeable {
  private static final int COUNTED_SAMPLES = 1 << 14;

  private final String what;
  private final SampleSource source;
  private long position;

  private AudioReader(String what, SampleSource source) {
    this.what = what;
    this.source = source;
  }

  /** Opens a file whose rate a stream may have. */
  public static AudioReader open(Path file) {
    return open(file, StreamSpec.MIN_RATE_HZ);
  }

  static AudioReader open(Path file, int leastRateHz) {
    String what = file.toString();
    checkFile(what, file);
    SampleSource source;
    try {
      source = AudioFormats.open(what, file);
    } catch (BadInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw corrupt(what, e);
    }
    AudioReader reader = new AudioReader(what, source);
    try {
      reader.checkFormat(leastRateHz);
      return reader;
    } catch (BadInputException e) {
      reader.close();
      throw e;
    }
  }

  private static void checkFile(String what, Path file) {
    String expected = "an audio file";
    if (!Files.exists(file)) {
      throw new BadInputException(what, "file", "missing", expected);
    }
    if (!Files.isRegularFile(file)) {
      String found = Files.isDirectory(file) ? "a directory" : "a device";
      throw new BadInputException(what, "file", found, expected);
    }
    if (!Files.isReadable(file)) {
      throw new BadInputException(what, "file", "unreadable", "read permission");
    }
    try {
      if (Files.size(file) == 0) {
        throw new BadInputException(what, "bytes", 0, expected);
      }
    } catch (IOException e) {
      throw new BadInputException(what, "file", "unreadable", expected, e);
    }
  }

  private void checkFormat(int leastRateHz) {
    int rate = source.sampleRateHz();
    if (rate < leastRateHz || rate > StreamSpec.MAX_RATE_HZ) {
      throw new BadInputException(
          what,
          "sampleRateHz",
          Integer.toUnsignedString(rate),
          leastRateHz + " to " + StreamSpec.MAX_RATE_HZ);
    }
    if (source.channels() != 1 && source.channels() != 2) {
      throw new BadInputException(what, "channels", source.channels(), "1 or 2");
    }
    if (source.lengthSamples() == 0) {
      throw noSamples();
    }
  }

  private BadInputException noSamples() {
    return new BadInputException(what, "samples", 0, "at least 1");
  }

  private static BadInputException corrupt(String what, Exception cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String found = "corrupt (" + reason.replaceAll("\\s+", " ") + ")";
    return new BadInputException(what, "audio", found, "an intact file", cause);
  }

  public int sampleRateHz() {
    return source.sampleRateHz();
  }

  public int channels() {
    return source.channels();
  }

  /** Samples of one channel; -1 when the format does not tell, as Ogg Vorbis. */
  public long lengthSamples() {
    return source.lengthSamples();
  }

  /** How long a file plays; reads all of it where its format does not tell. */
  public static double seconds(Path file) {
    try (AudioReader reader = open(file)) {
      long samples = reader.lengthSamples();
      if (samples < 0) {
        float[][] block = new float[reader.channels()][COUNTED_SAMPLES];
        while (reader.read(block, 0, COUNTED_SAMPLES) > 0) {
          samples = reader.position;
        }
      }
      return (double) samples / reader.sampleRateHz();
    }
  }

  /**
   * Reads up to {@code count} samples of every channel, full scale at 1.
   *
   * @param channels {@link #channels()} arrays, written from {@code offset} on
   * @return samples of one channel read, at least 1; -1 at the end
   */
  public int read(float[][] channels, int offset, int count) {
    int n;
    try {
      n = source.read(channels, offset, count);
    } catch (IOException | RuntimeException e) {
      throw corrupt(what, e);
    }
    if (n < 0 && position == 0) {
      throw noSamples();
    }
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < source.channels(); c++) {
        if (!Float.isFinite(channels[c][offset + i])) {
          String name = "sample[" + (position + i) + "] of channel " + c;
          throw new BadInputException(what, name, channels[c][offset + i], "a finite number");
        }
      }
    }
    position += Math.max(0, n);
    return n;
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw new BadInputException(what, "file", "lost", "a file that can be closed", e);
    }
  }
}
