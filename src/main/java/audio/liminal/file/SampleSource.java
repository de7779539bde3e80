package audio.liminal.file;

import java.io.Closeable;
import java.io.IOException;

/** One opened file of a known format, giving its samples in order. */
interface SampleSource extends Closeable {
  int sampleRateHz();

  int channels();

  /** Samples of one channel; -1 when the file does not tell. */
  long lengthSamples();

  /** Writes up to {@code count} samples of every channel; returns how many, -1 at the end. */
  int read(float[][] channels, int offset, int count) throws IOException;
}
