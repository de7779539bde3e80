package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import org.jflac.ChannelData;
import org.jflac.FLACDecoder;
import org.jflac.FrameListener;
import org.jflac.frame.Frame;
import org.jflac.metadata.Metadata;
import org.jflac.metadata.StreamInfo;

/** A FLAC file of up to 24 bits, each packet held against its checksum. */
final class FlacSource extends PacketSource {
  private static final int MAX_BITS = 24;
  private static final int MARKER_BYTES = 4;
  private static final int BLOCK_HEADER_BYTES = 4;
  private static final int STREAM_INFO_BYTES = 34;
  private static final int LAST_BLOCK = 0x80;

  private final FLACDecoder decoder;
  private final StreamInfo info;
  private long decoded;

  FlacSource(String what, InputStream in) throws IOException {
    super(in);
    InputStream header = new ByteArrayInputStream(streamInfo(in));
    decoder = new FLACDecoder(new SequenceInputStream(header, in));
    decoder.addFrameListener(new ErrorListener());
    decoder.readMetadata();
    info = decoder.getStreamInfo();
    if (info == null) {
      throw new IOException("no stream info");
    }
    if (info.getBitsPerSample() > MAX_BITS) {
      throw new BadInputException(
          what, "bitsPerSample", info.getBitsPerSample(), "at most " + MAX_BITS);
    }
  }

  /**
   * Reads up to the first sound and returns the stream info block alone: the decoder would trust
   * whatever lengths a comment block claims.
   */
  private static byte[] streamInfo(InputStream in) throws IOException {
    byte[] head = in.readNBytes(MARKER_BYTES + BLOCK_HEADER_BYTES + STREAM_INFO_BYTES);
    if (head.length < MARKER_BYTES + BLOCK_HEADER_BYTES + STREAM_INFO_BYTES) {
      throw new IOException("header truncated at byte " + head.length);
    }
    if ((head[MARKER_BYTES] & 0x7F) != 0 || head[MARKER_BYTES + 3] != STREAM_INFO_BYTES) {
      throw new IOException("first block is not stream info");
    }
    boolean last = (head[MARKER_BYTES] & LAST_BLOCK) != 0;
    while (!last) {
      byte[] block = in.readNBytes(BLOCK_HEADER_BYTES);
      if (block.length < BLOCK_HEADER_BYTES) {
        throw new IOException("header truncated");
      }
      last = (block[0] & LAST_BLOCK) != 0;
      in.skipNBytes((block[1] & 0xFF) << 16 | (block[2] & 0xFF) << 8 | (block[3] & 0xFF));
    }
    head[MARKER_BYTES] = (byte) LAST_BLOCK;
    return head;
  }

  @Override
  public int sampleRateHz() {
    return info.getSampleRate();
  }

  @Override
  public int channels() {
    return info.getChannels();
  }

  @Override
  public long lengthSamples() {
    return info.getTotalSamples() > 0 ? info.getTotalSamples() : -1;
  }

  @Override
  int decode() throws IOException {
    if (decoded == lengthSamples()) {
      return -1;
    }
    // the decoder prints a line on escape-coded residuals
    Frame frame = Hush.standardOutput(decoder::readNextFrame);
    if (decoder.getBadFrames() > 0) {
      throw new IOException("undecodable after sample " + decoded);
    }
    if (frame == null) {
      if (decoded < lengthSamples()) {
        throw new IOException("ends at sample " + decoded + " of " + lengthSamples());
      }
      return -1;
    }
    if (frame.header.channels != channels() || frame.header.sampleRate != sampleRateHz()) {
      throw new IOException("format changes after sample " + decoded);
    }
    copy(frame.header.blockSize, frame.header.bitsPerSample);
    decoded += frame.header.blockSize;
    return frame.header.blockSize;
  }

  private void copy(int samples, int bits) {
    float scale = 1f / (1 << (bits - 1));
    float[][] out = packet(samples);
    ChannelData[] data = decoder.getChannelData();
    for (int c = 0; c < channels(); c++) {
      int[] values = data[c].getOutput();
      for (int n = 0; n < samples; n++) {
        out[c][n] = values[n] * scale;
      }
    }
  }

  /** Stops the decoder at its first error, which it would else pass over, at times for ever. */
  private final class ErrorListener implements FrameListener {
    @Override
    public void processMetadata(Metadata metadata) {}

    @Override
    public void processFrame(Frame frame) {}

    @Override
    public void processError(String message) {
      String where = message + " after sample " + decoded;
      throw new UncheckedIOException(where, new IOException(where));
    }
  }
}
