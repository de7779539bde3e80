package audio.liminal.file;

import java.io.IOException;
import java.io.InputStream;

/** A source whose decoder gives a packet of samples at a time, kept here until asked for. */
abstract class PacketSource implements SampleSource {
  private final InputStream in;
  private float[][] packet = new float[0][];
  private int taken;
  private int size;

  PacketSource(InputStream in) {
    this.in = in;
  }

  /**
   * Decodes the next packet through {@link #packet}; returns its samples, 0 for none in this one,
   * -1 at the end.
   */
  abstract int decode() throws IOException;

  /** Room for {@code samples} samples of every channel, to be filled by {@link #decode}. */
  final float[][] packet(int samples) {
    if (packet.length == 0 || packet[0].length < samples) {
      packet = new float[channels()][samples];
    }
    return packet;
  }

  @Override
  public final int read(float[][] channels, int offset, int count) throws IOException {
    while (taken == size) {
      int decoded = decode();
      if (decoded < 0) {
        return -1;
      }
      taken = 0;
      size = decoded;
    }
    int n = Math.min(count, size - taken);
    for (int c = 0; c < packet.length; c++) {
      System.arraycopy(packet[c], taken, channels[c], offset, n);
    }
    taken += n;
    return n;
  }

  @Override
  public final void close() throws IOException {
    in.close();
  }
}
