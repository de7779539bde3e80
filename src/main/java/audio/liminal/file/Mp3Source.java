package audio.liminal.file;

import java.io.IOException;
import java.io.InputStream;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.Obuffer;

/** An MP3 file in full precision; the silence that its encoder put around the sound is kept. */
final class Mp3Source extends PacketSource {
  /** What the decoder gives at full scale. */
  private static final float FULL_SCALE = 32_700f;

  private static final int MAX_PACKET_SAMPLES = 1152;

  private final Bitstream bits;
  private final Decoder decoder = new Decoder();
  private final Collector collector = new Collector();
  private final int sampleRateHz;
  private final int channels;
  private Header next;

  Mp3Source(InputStream in) throws IOException {
    super(in);
    bits = new Bitstream(in);
    next = readHeader();
    if (next == null) {
      throw new IOException("no audio");
    }
    sampleRateHz = next.frequency();
    channels = channels(next);
    decoder.setOutputBuffer(collector);
  }

  @Override
  public int sampleRateHz() {
    return sampleRateHz;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public long lengthSamples() {
    return -1;
  }

  @Override
  int decode() throws IOException {
    if (next == null) {
      return -1;
    }
    if (next.frequency() != sampleRateHz || channels(next) != channels) {
      throw new IOException("format changes");
    }
    collector.start(packet(MAX_PACKET_SAMPLES));
    try {
      decoder.decodeFrame(next, bits);
    } catch (JavaLayerException e) {
      throw new IOException(e.getMessage(), e);
    }
    bits.closeFrame();
    next = readHeader();
    return collector.filled[0];
  }

  private Header readHeader() throws IOException {
    try {
      return bits.readFrame();
    } catch (JavaLayerException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static int channels(Header header) {
    return header.mode() == Header.SINGLE_CHANNEL ? 1 : 2;
  }

  /** Takes the decoder's samples before it rounds them to 16 bits. */
  private static final class Collector extends Obuffer {
    private final int[] filled = new int[MAXCHANNELS];
    private float[][] target;

    void start(float[][] packet) {
      target = packet;
      clear_buffer();
    }

    @Override
    public void appendSamples(int channel, float[] samples) {
      for (float sample : samples) {
        target[channel][filled[channel]++] = sample / FULL_SCALE;
      }
    }

    @Override
    public void append(int channel, short sample) {
      target[channel][filled[channel]++] = sample / FULL_SCALE;
    }

    @Override
    public void clear_buffer() {
      filled[0] = 0;
      filled[1] = 0;
    }

    @Override
    public void write_buffer(int unused) {}

    @Override
    public void close() {}

    @Override
    public void set_stop_flag() {}
  }
}
