package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * The bytes of a take, all big-endian: {@code LIMTAKE} and a version (8 bytes), the model's digest
 * (32), rows a second (float64), latents and rows (int32 each), for each latent its least and its
 * step (float32 each), then row by row one uint16 for each latent, and a CRC-32 of all before.
 */
final class TakeFile {
  private static final byte[] MAGIC = "LIMTAKE".getBytes(StandardCharsets.US_ASCII);
  private static final byte VERSION = 1;
  private static final int DIGEST_BYTES = 32;
  private static final int HEADER_BYTES =
      MAGIC.length + 1 + DIGEST_BYTES + Double.BYTES + 2 * Integer.BYTES;
  private static final int CRC_BYTES = Integer.BYTES;

  /** Hours. */
  private static final int MOST_BYTES = 256 << 20;

  private static final String SIZES = "a latent take of " + HEADER_BYTES + " to " + MOST_BYTES;

  private static final float MOST = 1e6f;

  private TakeFile() {}

  static void write(Path file, LatentTake take) {
    boolean plain = !WholeFile.isDevice(file);
    check(file.toString(), "file", plain, "a device", "the name of a file to write");
    WholeFile.expectWritable(file);
    long size = sizeBytes(take.latents(), take.rows());
    check(file.toString(), "bytes", size <= MOST_BYTES, size, SIZES);
    try {
      WholeFile.write(file, bytes(take));
    } catch (IOException e) {
      throw EngineException.writing(file, e);
    }
  }

  private static byte[] bytes(LatentTake take) {
    int count = take.rows() * take.latents();
    byte[] content = new byte[(int) sizeBytes(take.latents(), take.rows())];
    ByteBuffer bytes = ByteBuffer.wrap(content);
    bytes.put(MAGIC).put(VERSION).put(HexFormat.of().parseHex(take.model()));
    bytes.putDouble(take.rowsPerSecond()).putInt(take.latents()).putInt(take.rows());
    for (int i = 0; i < take.latents(); i++) {
      bytes.putFloat(take.least(i)).putFloat(take.step(i));
    }
    for (int at = 0; at < count; at++) {
      bytes.putShort(take.level(at));
    }
    bytes.putInt(crc(content));
    return content;
  }

  private static long sizeBytes(long latents, long rows) {
    return HEADER_BYTES + latents * 2 * Float.BYTES + rows * latents * Short.BYTES + CRC_BYTES;
  }

  /** Of all but the last four bytes. */
  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length - CRC_BYTES);
    return (int) crc.getValue();
  }

  static LatentTake read(Path file) {
    String what = file.toString();
    if (!Files.isRegularFile(file)) {
      String found = Files.exists(file) ? "no regular file" : "missing";
      throw new BadInputException(what, "file", found, "a latent take");
    }
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      check(what, "bytes", size >= HEADER_BYTES && size <= MOST_BYTES, size, SIZES);
      byte[] header = in.readNBytes(HEADER_BYTES);
      checkHeader(what, ByteBuffer.wrap(header), size);
      byte[] whole = Arrays.copyOf(header, (int) size);
      in.readNBytes(whole, HEADER_BYTES, whole.length - HEADER_BYTES);
      return parsed(what, whole);
    } catch (IOException e) {
      throw new BadInputException(what, "file", "unreadable", "a latent take", e);
    }
  }

  private static void checkHeader(String what, ByteBuffer bytes, long size) {
    byte[] magic = new byte[MAGIC.length];
    bytes.get(magic);
    check(what, "magic", Arrays.equals(magic, MAGIC), "other bytes", "a latent take");
    byte version = bytes.get();
    check(what, "version", version == VERSION, version, "" + VERSION);
    bytes.position(bytes.position() + DIGEST_BYTES);
    double rowsPerSecond = bytes.getDouble();
    double most = LatentTake.MOST_ROWS_PER_SECOND;
    boolean possible = rowsPerSecond > 0 && rowsPerSecond <= most;
    check(what, "rowsPerSecond", possible, rowsPerSecond, "above 0, to " + most);
    int latents = bytes.getInt();
    int rows = bytes.getInt();
    boolean known = latents >= 1 && latents <= Controls.MAX_LATENTS;
    check(what, "latents", known, latents, "1 to " + Controls.MAX_LATENTS);
    check(what, "rows", rows >= 1, rows, "at least 1");
    long wanted = sizeBytes(latents, rows);
    check(what, "bytes", size == wanted, size, wanted + ", as its header says");
  }

  /** Reads what the header, once checked, promises. */
  private static LatentTake parsed(String what, byte[] whole) {
    ByteBuffer bytes = ByteBuffer.wrap(whole);
    int crc = bytes.getInt(whole.length - CRC_BYTES);
    check(what, "checksum", crc == crc(whole), Integer.toHexString(crc), "the content's");
    byte[] digest = new byte[DIGEST_BYTES];
    bytes.position(MAGIC.length + 1).get(digest);
    double rowsPerSecond = bytes.getDouble();
    int latents = bytes.getInt();
    int rows = bytes.getInt();
    float[] least = new float[latents];
    float[] step = new float[latents];
    for (int i = 0; i < latents; i++) {
      least[i] = bytes.getFloat();
      step[i] = bytes.getFloat();
      boolean finite = Math.abs(least[i]) <= MOST && step[i] >= 0 && step[i] <= MOST;
      check(what, "range", finite, least[i] + " by " + step[i], "up to " + MOST);
    }
    short[] levels = new short[rows * latents];
    bytes.asShortBuffer().get(levels);
    String model = HexFormat.of().formatHex(digest);
    return new LatentTake(model, rowsPerSecond, least, step, levels);
  }

  private static void check(String what, String field, boolean ok, Object found, String expected) {
    if (!ok) {
      throw new BadInputException(what, field, found, expected);
    }
  }
}
