package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** Tells a file's format by its first bytes, whatever its name says. */
final class AudioFormats {
  private static final String EXPECTED = "WAV, FLAC, MP3 or Ogg Vorbis";
  private static final int PROBE_BYTES = 64;
  private static final int OGG_PACKET_AT = 28;
  static final int ID3_HEADER_BYTES = 10;

  private AudioFormats() {}

  static SampleSource open(String what, Path path) throws IOException {
    byte[] head = head(path, 0);
    if (starts(head, 0, "RIFF") || starts(head, 0, "RF64")) {
      return openRiff(what, path, head);
    }
    if (starts(head, 0, "OggS")) {
      checkVorbis(what, head);
      return open(path, 0, VorbisSource::new);
    }
    long tagBytes = starts(head, 0, "ID3") ? id3Bytes(head) : 0;
    byte[] behindTag = tagBytes > 0 ? head(path, tagBytes) : head;
    if (starts(behindTag, 0, "fLaC")) {
      return open(path, tagBytes, in -> new FlacSource(what, in));
    }
    if (tagBytes > 0 || (head.length >= Mp3Header.BYTES && Mp3Header.of(head) != null)) {
      return Mp3Source.open(path);
    }
    String bytes = HexFormat.of().formatHex(head, 0, Math.min(4, head.length));
    throw new BadInputException(what, "format", "unknown (starts with 0x" + bytes + ")", EXPECTED);
  }

  private static SampleSource openRiff(String what, Path path, byte[] head) throws IOException {
    if (head.length < 12) {
      throw new BadInputException(
          what, "header", "truncated at byte " + head.length, "fmt and data chunks before the end");
    }
    if (!starts(head, 8, "WAVE")) {
      throw new BadInputException(
          what, "format", "RIFF " + HexFormat.of().formatHex(head, 8, 12), EXPECTED);
    }
    return WavSource.open(what, path);
  }

  private static void checkVorbis(String what, byte[] head) {
    String codec = null;
    if (starts(head, OGG_PACKET_AT, "OpusHead")) {
      codec = "Opus";
    } else if (starts(head, OGG_PACKET_AT + 1, "FLAC")) {
      codec = "FLAC in Ogg";
    } else if (starts(head, OGG_PACKET_AT, "Speex")) {
      codec = "Speex";
    } else if (starts(head, OGG_PACKET_AT + 1, "theora")) {
      codec = "Theora";
    }
    if (codec != null) {
      throw new BadInputException(what, "codec", codec, "Vorbis");
    }
  }

  /** Opens a decoder on a stream. */
  private interface Opener {
    SampleSource open(InputStream in) throws IOException;
  }

  private static SampleSource open(Path path, long from, Opener opener) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path));
    try {
      in.skipNBytes(from);
      return opener.open(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static byte[] head(Path path, long at) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(Math.min(at, Files.size(path)));
      return in.readNBytes(PROBE_BYTES);
    }
  }

  static boolean starts(byte[] head, int at, String text) {
    byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
    return head.length >= at + expected.length
        && Arrays.equals(head, at, at + expected.length, expected, 0, expected.length);
  }

  /** Length of an ID3v2 tag with header and footer: four bytes of seven bits each. */
  static long id3Bytes(byte[] head) {
    if (head.length < ID3_HEADER_BYTES) {
      return head.length;
    }
    int size = 0;
    for (int i = 6; i < 10; i++) {
      size = size << 7 | (head[i] & 0x7F);
    }
    boolean hasFooter = (head[5] & 0x10) != 0;
    return (hasFooter ? 2L : 1L) * ID3_HEADER_BYTES + size;
  }
}
