package audio.liminal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How much sound an MPEG audio file holds, found by going through all of it, and what its encoder
 * put around it, by the frame of its own that it may have written first (Xing's, with LAME's
 * extension).
 *
 * @param header the first frame's
 * @param described whether the first frame holds that instead of sound
 * @param leadSamples of each channel before the sound, the decoder's delay among them
 * @param lengthSamples of the sound
 */
record Mp3Layout(Mp3Header header, boolean described, int leadSamples, long lengthSamples) {
  /** By which the usual decoders are late. */
  private static final int DECODER_DELAY = 529;

  private static final int HAS_COUNT = 1;
  private static final int[] OPTIONAL_BYTES = {4, 4, 100, 4};
  private static final int DELAYS_AT = 21;

  /** Throws {@link IOException} where frames are missing. */
  static Mp3Layout of(Path path) throws IOException {
    try (Mp3Frames all = Mp3Frames.open(path)) {
      byte[] first = all.next();
      if (first == null) {
        throw new IOException("no audio");
      }
      Mp3Header header = Mp3Header.of(first);
      long frames = 0;
      while (all.next() != null) {
        frames++;
      }
      ByteBuffer told = description(header, first);
      return told == null
          ? new Mp3Layout(header, false, 0, (frames + 1) * header.samples())
          : described(header, told, frames);
    }
  }

  /** What follows the magic word, or null without. */
  private static ByteBuffer description(Mp3Header header, byte[] frame) {
    int side = header.version() == 1 ? 32 : 17;
    int monoSide = header.version() == 1 ? 17 : 9;
    int at = Mp3Header.BYTES + (header.channels() == 1 ? monoSide : side);
    if (header.layer() != 3 || frame.length < at + 8) {
      return null;
    }
    String magic = new String(frame, at, 4, StandardCharsets.ISO_8859_1);
    boolean known = magic.equals("Xing") || magic.equals("Info");
    return known ? ByteBuffer.wrap(Arrays.copyOfRange(frame, at + 4, frame.length)) : null;
  }

  private static Mp3Layout described(Mp3Header header, ByteBuffer told, long frames)
      throws IOException {
    int flags = told.getInt();
    long count = (flags & HAS_COUNT) != 0 && told.remaining() >= 4 ? told.getInt(4) : frames;
    if (frames + 1 < count) { // some count the frame that says so
      throw new IOException("ends after frame " + frames + " of " + count);
    }
    int lame = 4;
    for (int i = 0; i < OPTIONAL_BYTES.length; i++) {
      lame += (flags >> i & 1) * OPTIONAL_BYTES[i];
    }
    int lead = 0;
    int rest = 0;
    if (told.limit() >= lame + DELAYS_AT + 3 && told.get(lame) != 0) {
      int both = told.getInt(lame + DELAYS_AT - 1) & 0xFFFFFF;
      lead = (both >> 12) + DECODER_DELAY;
      rest = frames != count ? 0 : Math.max(0, (both & 0xFFF) - DECODER_DELAY);
    }
    long length = Math.max(0, frames * header.samples() - lead - rest);
    return new Mp3Layout(header, true, lead, length);
  }
}
