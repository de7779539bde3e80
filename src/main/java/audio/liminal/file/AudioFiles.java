package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds recordings. */
public final class AudioFiles {
  private static final List<String> ENDINGS = List.of(".wav", ".flac", ".ogg", ".mp3");

  private AudioFiles() {}

  /**
   * All files below a folder whose names end as audio does, by their paths.
   *
   * @throws BadInputException when there is no such folder, or nothing in it
   */
  public static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(folder.toString(), "folder", "missing", "a folder of audio");
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(AudioFiles::isAudio).sorted().toList();
      if (files.isEmpty()) {
        throw new BadInputException(
            folder.toString(), "audio files", 0, "at least one of " + String.join(", ", ENDINGS));
      }
      return files;
    } catch (IOException e) {
      throw new BadInputException(folder.toString(), "folder", "unreadable", "a folder", e);
    }
  }

  private static boolean isAudio(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }
}
