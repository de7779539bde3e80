package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A whole sound in memory.
 *
 * @param samples one array for each channel, all of one length, full scale at 1
 */
public record AudioClip(int sampleRateHz, float[][] samples) {
  private static final int LEAST_RATE_HZ = 8000;
  private static final int FIRST_ROOM = 1 << 16;
  private static final int MAX_LENGTH = 1 << 29;

  /** Floats of a sound at 64 kbit a second, for each of its bytes. */
  private static final long MOST_COMPRESSED = 48;

  /** Reads a whole file whose rate a stream may have. */
  public static AudioClip read(Path file) {
    try (AudioReader reader = AudioReader.open(file)) {
      return read(file, reader);
    }
  }

  /** Reads a whole file, of a rate from {@value #LEAST_RATE_HZ} Hz on. */
  public static AudioClip readOfAnyRate(Path file) {
    try (AudioReader reader = AudioReader.open(file, LEAST_RATE_HZ)) {
      return read(file, reader);
    }
  }

  /** Whether {@link #readOfAnyRate} could begin to read. */
  public static boolean isReadable(Path file) {
    try (AudioReader reader = AudioReader.open(file, LEAST_RATE_HZ)) {
      return reader.channels() > 0;
    } catch (BadInputException e) {
      return false;
    }
  }

  /**
   * About how many bytes a file's samples take once read; 0 for one that can't be.
   *
   * @see #readOfAnyRate
   */
  public static long bytes(Path file) {
    try (AudioReader reader = AudioReader.open(file, LEAST_RATE_HZ)) {
      long samples = reader.lengthSamples();
      return samples < 0
          ? MOST_COMPRESSED * file.toFile().length()
          : samples * reader.channels() * Float.BYTES;
    } catch (BadInputException e) {
      return 0;
    }
  }

  private static AudioClip read(Path file, AudioReader reader) {
    float[][] samples = new float[reader.channels()][FIRST_ROOM];
    int length = 0;
    int n = 0;
    while (n >= 0) {
      length += n;
      if (length == samples[0].length) {
        resize(samples, roomAfter(file, length, reader.lengthSamples()));
      }
      n = reader.read(samples, length, samples[0].length - length);
    }
    resize(samples, length);
    return new AudioClip(reader.sampleRateHz(), samples);
  }

  private static int roomAfter(Path file, int length, long told) {
    if (length > MAX_LENGTH / 2) {
      throw new BadInputException(
          file.toString(), "samples", "over " + length, "a clip of at most " + MAX_LENGTH);
    }
    boolean nearTheEnd = told >= length && told < 2L * length;
    return nearTheEnd ? (int) told + 1 : 2 * length; // one more, in which the end shows
  }

  private static void resize(float[][] samples, int length) {
    for (int c = 0; c < samples.length; c++) {
      samples[c] = Arrays.copyOf(samples[c], length);
    }
  }

  public int channels() {
    return samples.length;
  }

  /** Samples of one channel. */
  public int lengthSamples() {
    return samples[0].length;
  }

  /** The mean of the channels. */
  public float[] mono() {
    float[] mono = samples[0].clone();
    for (int c = 1; c < samples.length; c++) {
      for (int n = 0; n < mono.length; n++) {
        mono[n] += samples[c][n];
      }
    }
    for (int n = 0; n < mono.length; n++) {
      mono[n] /= samples.length;
    }
    return mono;
  }

  /**
   * A part of this sound.
   *
   * @param from the first sample
   * @param to after the last one; beyond the sound's end lies silence
   */
  public AudioClip part(int from, int to) {
    float[][] part = new float[samples.length][];
    for (int c = 0; c < samples.length; c++) {
      part[c] = Arrays.copyOfRange(samples[c], from, to);
    }
    return new AudioClip(sampleRateHz, part);
  }

  /** This sound, with silence behind it if it is shorter. */
  public AudioClip atLeast(int length) {
    return lengthSamples() < length ? part(0, length) : this;
  }

  /** This sound at another sample rate. */
  public AudioClip at(int rateHz) {
    if (rateHz == sampleRateHz) {
      return this;
    }
    Resampler resampler = new Resampler(sampleRateHz, rateHz);
    float[][] resampled = new float[samples.length][];
    for (int c = 0; c < samples.length; c++) {
      resampled[c] = resampler.resample(samples[c]);
    }
    return new AudioClip(rateHz, resampled);
  }
}
