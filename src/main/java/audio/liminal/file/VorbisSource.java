package audio.liminal.file;

import com.jcraft.jogg.Packet;
import com.jcraft.jogg.Page;
import com.jcraft.jogg.StreamState;
import com.jcraft.jogg.SyncState;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import java.io.IOException;
import java.io.InputStream;

/** An Ogg file holding one Vorbis stream, each page held against its checksum. */
final class VorbisSource extends PacketSource {
  private static final int READ_BYTES = 4096;
  private static final int HEADER_PACKETS = 3;
  private static final int COMMENT_PACKET = 1;

  /** Stands in for the file's comments, whose lengths the decoder would trust. */
  private static final byte[] NO_COMMENT = {
    3, 'v', 'o', 'r', 'b', 'i', 's', 0, 0, 0, 0, 0, 0, 0, 0, 1
  };

  private final InputStream in;
  private final SyncState sync = new SyncState();
  private final StreamState stream = new StreamState();
  private final Page page = new Page();
  private final Packet packet = new Packet();
  private final Info info = new Info();
  private final DspState dsp = new DspState();
  private final Block block = new Block(dsp);
  private final float[][][] decoded = new float[1][][];
  private int[] starts = new int[0];
  private boolean ended;
  private long position;

  /** Known from the last page on, whose last packet is longer than the sound. */
  private long endSample = Long.MAX_VALUE;

  VorbisSource(InputStream in) throws IOException {
    super(in);
    this.in = in;
    sync.init();
    info.init();
    if (!readPage()) {
      throw new IOException("no page");
    }
    stream.init(page.serialno());
    takePage();
    Comment comment = new Comment();
    comment.init();
    for (int i = 0; i < HEADER_PACKETS; i++) {
      boolean present = nextPacket();
      if (i == COMMENT_PACKET) {
        packet.packet_base = NO_COMMENT;
        packet.packet = 0;
        packet.bytes = NO_COMMENT.length;
      }
      if (!present || info.synthesis_headerin(comment, packet) < 0) {
        throw new IOException("header packet " + i);
      }
    }
    dsp.synthesis_init(info);
    block.init(dsp);
    starts = new int[info.channels];
  }

  @Override
  public int sampleRateHz() {
    return info.rate;
  }

  @Override
  public int channels() {
    return info.channels;
  }

  @Override
  public long lengthSamples() {
    return -1;
  }

  @Override
  int decode() throws IOException {
    if (!nextPacket()) {
      return -1;
    }
    if (packet.bytes > 0) {
      if (block.synthesis(packet) != 0) {
        throw new IOException("not an audio packet");
      }
      dsp.synthesis_blockin(block);
    }
    int samples = (int) Math.min(endSample - position, dsp.synthesis_pcmout(decoded, starts));
    if (samples <= 0) {
      return 0;
    }
    float[][] out = packet(samples);
    for (int c = 0; c < channels(); c++) {
      System.arraycopy(decoded[0][c], starts[c], out[c], 0, samples);
    }
    dsp.synthesis_read(samples);
    position += samples;
    return samples;
  }

  private boolean nextPacket() throws IOException {
    int got = stream.packetout(packet);
    while (got == 0) {
      boolean more = readPage();
      if (ended && !more) {
        return false;
      }
      if (ended || !more) {
        throw new IOException(ended ? "a second stream follows" : "ends before its last page");
      }
      takePage();
      got = stream.packetout(packet);
    }
    if (got < 0) {
      throw new IOException("a page is missing");
    }
    return true;
  }

  private boolean readPage() throws IOException {
    int got = sync.pageout(page);
    while (got == 0) {
      int at = sync.buffer(READ_BYTES);
      int count = in.read(sync.data, at, READ_BYTES);
      if (count < 0) {
        return false;
      }
      sync.wrote(count);
      got = sync.pageout(page);
    }
    if (got < 0) {
      throw new IOException("page checksum differs");
    }
    return true;
  }

  private void takePage() throws IOException {
    if (stream.pagein(page) < 0) {
      throw new IOException("pages of several streams");
    }
    ended = page.eos() != 0;
    if (ended) {
      endSample = page.granulepos();
    }
  }
}
