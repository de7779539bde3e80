package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the chunks in front of a WAV file's samples say.
 *
 * @param floating whether samples are floating point, else integers, signed from 16 bits on
 * @param bits of one sample: 8, 16, 24 or 32 for integers, 32 or 64 for floating point
 * @param dataStart position in the file of the first sample, in bytes
 * @param lengthSamples samples of one channel
 */
record WavHeader(
    int sampleRateHz,
    int channels,
    boolean floating,
    int bits,
    long dataStart,
    long lengthSamples) {
  static final int TAG_PCM = 1;
  static final int TAG_FLOAT = 3;
  private static final int TAG_EXTENSIBLE = 0xFFFE;

  /** The size field of a chunk whose true size stands elsewhere or was never written. */
  static final long SIZE_UNKNOWN = 0xFFFF_FFFFL;

  /** What SoX tells of a stream whose end it did not know. */
  private static final long SIZE_OF_PIPE = 0x7FFF_F000L;

  private static final int FMT_BYTES = 16;
  private static final int EXTENSIBLE_BYTES = 40;

  /** Bytes in front of the samples of a file written here, in which RF64 has its place as well. */
  static final int WRITTEN_BYTES = 12 + 36 + 8 + 18 + 12 + 8;

  private static final int WRITTEN_FMT_BYTES = 18;

  private static final int WIDE_BYTES = 28;

  /** Bytes that one sample of all channels takes. */
  int bytesPerSample() {
    return channels * bits / 8;
  }

  /** Reads RIFF or RF64 (EBU Tech 3306); unknown chunks are passed over. */
  static WavHeader read(String what, FileChannel file) throws IOException {
    long size = file.size();
    ByteBuffer fmt = null;
    long wideDataBytes = -1;
    long at = 12;
    while (at + 8 <= size) {
      ByteBuffer chunk = bytes(file, at, 8);
      String id = id(chunk);
      long chunkBytes = Integer.toUnsignedLong(chunk.getInt());
      long body = at + 8;
      if (id.equals("fmt ")) {
        fmt = fmt(what, file, body, Math.min(chunkBytes, size - body));
      } else if (id.equals("ds64") && body + 16 <= size) {
        wideDataBytes = bytes(file, body, 16).getLong(8);
      } else if (id.equals("data")) {
        if (fmt == null) {
          throw new BadInputException(what, "fmt", "missing", "a fmt chunk before data");
        }
        long told = chunkBytes == SIZE_UNKNOWN && wideDataBytes >= 0 ? wideDataBytes : chunkBytes;
        return of(what, fmt, body, told, size - body);
      }
      at = body + chunkBytes + (chunkBytes & 1);
    }
    throw new BadInputException(
        what, "header", "truncated at byte " + size, "fmt and data chunks before the end");
  }

  private static ByteBuffer fmt(String what, FileChannel file, long at, long count)
      throws IOException {
    if (count < FMT_BYTES) {
      throw new BadInputException(
          what, "fmt", count + " bytes", "at least " + FMT_BYTES + " bytes");
    }
    return bytes(file, at, (int) Math.min(count, EXTENSIBLE_BYTES));
  }

  private static WavHeader of(String what, ByteBuffer fmt, long start, long told, long present) {
    int tag = Short.toUnsignedInt(fmt.getShort(0));
    if (tag == TAG_EXTENSIBLE && fmt.limit() == EXTENSIBLE_BYTES) {
      tag = Short.toUnsignedInt(fmt.getShort(24));
    }
    int channels = Short.toUnsignedInt(fmt.getShort(2));
    int bits = Short.toUnsignedInt(fmt.getShort(14));
    boolean floating = tag == TAG_FLOAT;
    checkEncoding(what, tag, bits);
    int align = Short.toUnsignedInt(fmt.getShort(12));
    if (align != channels * bits / 8 || align == 0) {
      throw new BadInputException(
          what, "blockAlign", align, channels + " channels of " + bits + " bits");
    }
    long dataBytes =
        told == SIZE_UNKNOWN || told == SIZE_OF_PIPE ? present - present % align : told;
    if (dataBytes < 0 || dataBytes > present) {
      throw new BadInputException(
          what, "data", present + " bytes", dataBytes + " bytes as its header tells");
    }
    if (dataBytes % align != 0) {
      throw new BadInputException(what, "data", dataBytes + " bytes", "a multiple of " + align);
    }
    return new WavHeader(fmt.getInt(4), channels, floating, bits, start, dataBytes / align);
  }

  private static void checkEncoding(String what, int tag, int bits) {
    if (tag != TAG_PCM && tag != TAG_FLOAT) {
      throw new BadInputException(
          what, "codec", codecName(tag), "PCM (0x0001) or floating point (0x0003)");
    }
    boolean known =
        tag == TAG_PCM ? List.of(8, 16, 24, 32).contains(bits) : bits == 32 || bits == 64;
    if (!known) {
      String expected = tag == TAG_PCM ? "8, 16, 24 or 32 for PCM" : "32 or 64 for floating point";
      throw new BadInputException(what, "bitsPerSample", bits, expected);
    }
  }

  private static String codecName(int tag) {
    String name =
        switch (tag) {
          case 0x0002 -> " (Microsoft ADPCM)";
          case 0x0006 -> " (A-law)";
          case 0x0007 -> " (mu-law)";
          case 0x0011 -> " (IMA ADPCM)";
          case 0x0031 -> " (GSM 6.10)";
          case 0x0055 -> " (MP3)";
          case 0x00FF -> " (AAC)";
          default -> "";
        };
    return String.format("0x%04X%s", tag, name);
  }

  private static ByteBuffer bytes(FileChannel file, long at, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("ends at byte " + (at + buffer.position()));
      }
    }
    return buffer.flip();
  }

  private static String id(ByteBuffer chunk) {
    byte[] id = new byte[4];
    chunk.get(id);
    return new String(id, StandardCharsets.US_ASCII);
  }

  /**
   * The chunks in front of a written file's samples.
   *
   * @param widest the size from which on sizes are told as RF64 does
   */
  static ByteBuffer written(StreamSpec spec, SampleFormat format, long lengthSamples, long widest) {
    int align = spec.channels() * format.bits() / 8;
    long dataBytes = lengthSamples * align;
    long riffBytes = WRITTEN_BYTES - 8 + dataBytes + (dataBytes & 1);
    boolean wide = riffBytes >= widest;
    ByteBuffer out = ByteBuffer.allocate(WRITTEN_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    put(out, wide ? "RF64" : "RIFF", wide ? SIZE_UNKNOWN : riffBytes);
    out.put("WAVE".getBytes(StandardCharsets.US_ASCII));
    put(out, wide ? "ds64" : "JUNK", WIDE_BYTES);
    out.putLong(wide ? riffBytes : 0).putLong(wide ? dataBytes : 0);
    out.putLong(wide ? lengthSamples : 0).putInt(0);
    put(out, "fmt ", WRITTEN_FMT_BYTES);
    out.putShort((short) (format.isInteger() ? TAG_PCM : TAG_FLOAT));
    out.putShort((short) spec.channels());
    out.putInt(spec.sampleRateHz()).putInt(spec.sampleRateHz() * align);
    out.putShort((short) align).putShort((short) format.bits()).putShort((short) 0);
    put(out, "fact", Integer.BYTES);
    out.putInt((int) Math.min(lengthSamples, SIZE_UNKNOWN));
    put(out, "data", wide ? SIZE_UNKNOWN : dataBytes);
    return out.flip();
  }

  private static void put(ByteBuffer out, String id, long chunkBytes) {
    out.put(id.getBytes(StandardCharsets.US_ASCII)).putInt((int) chunkBytes);
  }
}
