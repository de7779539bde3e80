package audio.liminal.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.Obuffer;

/** An MP3 file in full precision, without the silence that its encoder says it put around it. */
final class Mp3Source extends PacketSource {
  /** What the decoder gives at full scale. */
  private static final float FULL_SCALE = 32_700f;

  private final Bitstream bits;
  private final Decoder decoder = new Decoder();
  private final Collector collector = new Collector();
  private final Mp3Layout layout;
  private int lead;
  private long left;

  private Mp3Source(Mp3Layout layout, Mp3Frames frames) throws IOException {
    super(frames);
    this.layout = layout;
    this.lead = layout.leadSamples();
    this.left = layout.lengthSamples();
    if (layout.described()) {
      frames.next();
    }
    bits = new Bitstream(frames);
    decoder.setOutputBuffer(collector);
  }

  static Mp3Source open(Path path) throws IOException {
    Mp3Layout layout = Mp3Layout.of(path);
    Mp3Frames frames = Mp3Frames.open(path);
    try {
      return new Mp3Source(layout, frames);
    } catch (IOException e) {
      frames.close();
      throw e;
    }
  }

  @Override
  public int sampleRateHz() {
    return layout.header().sampleRateHz();
  }

  @Override
  public int channels() {
    return layout.header().channels();
  }

  @Override
  public long lengthSamples() {
    return layout.lengthSamples();
  }

  @Override
  int decode() throws IOException {
    if (left == 0) {
      return -1;
    }
    Header next = readHeader();
    if (next == null) {
      throw new IOException(left + " samples are missing");
    }
    int size = layout.header().samples();
    float[][] packet = packet(size);
    for (float[] channel : packet) {
      Arrays.fill(channel, 0);
    }
    collector.start(packet);
    try {
      decoder.decodeFrame(next, bits);
    } catch (JavaLayerException e) {
      throw new IOException(e.getMessage(), e);
    }
    bits.closeFrame();
    int dropped = Math.min(lead, size);
    int kept = (int) Math.min(left, size - dropped);
    for (float[] channel : packet) {
      System.arraycopy(channel, dropped, channel, 0, kept);
    }
    lead -= dropped;
    left -= kept;
    return kept;
  }

  private Header readHeader() throws IOException {
    try {
      return bits.readFrame();
    } catch (JavaLayerException e) {
      throw new IOException(e.getMessage(), e);
    }
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
