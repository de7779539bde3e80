package audio.liminal.train;

import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The audio files below a folder; the folder right below it is a file's class. */
final class AudioFolder {
  /** A file and the class of sound it belongs to, empty when it lies in no sub-folder. */
  record Item(Path file, String soundClass) {}

  private AudioFolder() {}

  /** In the order of their paths; throws {@link BadInputException} when there are none. */
  static List<Item> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(folder.toString(), "folder", "missing", "a folder of audio");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Item> items =
          files.filter(AudioFolder::isAudio).sorted().map(f -> item(folder, f)).toList();
      if (items.isEmpty()) {
        throw new BadInputException(
            folder.toString(), "audio files", 0, "at least one of .wav, .flac, .ogg, .mp3");
      }
      return items;
    } catch (IOException e) {
      throw new BadInputException(folder.toString(), "folder", "unreadable", "a folder", e);
    }
  }

  private static boolean isAudio(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".wav")
        || name.endsWith(".flac")
        || name.endsWith(".ogg")
        || name.endsWith(".mp3");
  }

  private static Item item(Path folder, Path file) {
    Path inside = folder.relativize(file);
    return new Item(file, inside.getNameCount() > 1 ? inside.getName(0).toString() : "");
  }
}
