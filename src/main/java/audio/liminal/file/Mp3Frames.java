package audio.liminal.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The frames of an MPEG audio file, without the tags before, between and behind them. Up to 64 KiB
 * of what is neither frame, tag nor zeros are passed over before the first and behind the last; in
 * between that is an error, as is a frame of another format.
 */
final class Mp3Frames extends InputStream {
  private static final int TAG_BYTES = 128;
  private static final int APE_HEADER_BYTES = 32;
  private static final int APE_SIZE_AT = 12;
  private static final int MOST_STRAY_BYTES = 1 << 16;

  private final BufferedInputStream in;
  private Mp3Header like;
  private byte[] frame = new byte[0];
  private int taken;
  private long position;

  private Mp3Frames(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  static Mp3Frames open(Path path) throws IOException {
    return new Mp3Frames(Files.newInputStream(path));
  }

  /** The next frame whole, header and all; null at the end, also where that cuts a frame. */
  byte[] next() throws IOException {
    long strayFrom = position;
    int stray = 0;
    byte[] head = peek(Mp3Header.BYTES);
    while (head.length == Mp3Header.BYTES) {
      Mp3Header header = frameHeader(head);
      if (header != null && like != null && stray > 0) {
        throw new IOException("no frame at byte " + strayFrom);
      } else if (header != null) {
        like = header;
        byte[] whole = take(header.bytes());
        return whole.length < header.bytes() ? null : whole;
      } else if (like != null && stray == 0 && Mp3Header.of(head) != null) {
        throw new IOException("format changes at byte " + position);
      } else if (!skipTag(head)) {
        stray += take(1)[0] == 0 ? 0 : 1;
        if (stray > MOST_STRAY_BYTES) {
          throw new IOException("no frame in 64 KiB from byte " + strayFrom);
        }
      }
      head = peek(Mp3Header.BYTES);
    }
    return null;
  }

  /** The header of a frame that fits those before; the first must be followed by one alike. */
  private Mp3Header frameHeader(byte[] head) throws IOException {
    Mp3Header header = Mp3Header.of(head);
    if (header == null || like != null) {
      return header == null || header.isLike(like) ? header : null;
    }
    byte[] both = peek(header.bytes() + Mp3Header.BYTES);
    byte[] after = Arrays.copyOfRange(both, Math.min(both.length, header.bytes()), both.length);
    Mp3Header second = after.length < Mp3Header.BYTES ? header : Mp3Header.of(after);
    return AudioFormats.starts(after, 0, "TAG") || (second != null && second.isLike(header))
        ? header
        : null;
  }

  private boolean skipTag(byte[] head) throws IOException {
    if (AudioFormats.starts(head, 0, "TAG")) {
      take(TAG_BYTES);
    } else if (AudioFormats.starts(head, 0, "ID3")) {
      take(AudioFormats.id3Bytes(peek(AudioFormats.ID3_HEADER_BYTES)));
    } else if (AudioFormats.starts(head, 0, "APET")) {
      byte[] tag = Arrays.copyOf(peek(APE_HEADER_BYTES), APE_HEADER_BYTES);
      long size = 0;
      for (int i = 3; i >= 0; i--) {
        size = size << 8 | (tag[APE_SIZE_AT + i] & 0xFF);
      }
      take(APE_HEADER_BYTES + size);
    } else {
      return false;
    }
    return true;
  }

  private byte[] peek(int count) throws IOException {
    in.mark(count);
    byte[] head = in.readNBytes(count);
    in.reset();
    return head;
  }

  private byte[] take(long count) throws IOException {
    byte[] bytes = in.readNBytes((int) Math.min(count, Integer.MAX_VALUE));
    position += bytes.length;
    return bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (taken == frame.length) {
      byte[] following = next();
      if (following == null) {
        return -1;
      }
      frame = following;
      taken = 0;
    }
    int n = Math.min(count, frame.length - taken);
    System.arraycopy(frame, taken, bytes, offset, n);
    taken += n;
    return n;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
