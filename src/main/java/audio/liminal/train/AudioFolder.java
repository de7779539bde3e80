package audio.liminal.train;

import audio.liminal.file.AudioFiles;
import audio.liminal.signal.BadInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/** The audio files below a folder; the folder right below it, or else itself, is a file's class. */
public final class AudioFolder {
  /** A file and the class of sound it belongs to. */
  public record Item(Path file, String soundClass) {}

  private AudioFolder() {}

  /** By their paths; throws {@link BadInputException} when there are none. */
  public static List<Item> list(Path folder) {
    return AudioFiles.below(folder).stream().map(file -> item(folder, file)).toList();
  }

  private static Item item(Path folder, Path file) {
    Path inside = folder.relativize(file);
    Path named =
        inside.getNameCount() > 1 ? inside.getName(0) : folder.toAbsolutePath().normalize();
    return new Item(file, String.valueOf(named.getFileName()));
  }

  /** Tells one choice of files from another: how many, how large, and a digest of both. */
  static String fingerprint(List<Item> items) {
    CRC32 crc = new CRC32();
    long bytes = 0;
    for (Item item : items) {
      long size = item.file().toFile().length();
      bytes += size;
      crc.update((item.file() + " " + size + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return "%d files, %d bytes, %08x".formatted(items.size(), bytes, crc.getValue());
  }
}
