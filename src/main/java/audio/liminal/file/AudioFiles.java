package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
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
   * All files below a folder whose names end as audio does, by their paths; links are followed,
   * hidden files and folders left out.
   *
   * @throws BadInputException when there is no such folder, or nothing in it
   */
  public static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(folder.toString(), "folder", "missing", "a folder of audio");
    }
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          all.filter(AudioFiles::isAudio)
              .filter(file -> !Files.isDirectory(file) && !isHidden(folder.relativize(file)))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new BadInputException(
            folder.toString(), "audio files", 0, "at least one of " + String.join(", ", ENDINGS));
      }
      return files;
    } catch (IOException e) {
      throw unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw unreadable(folder, e.getCause());
    }
  }

  private static BadInputException unreadable(Path folder, IOException cause) {
    return new BadInputException(
        folder.toString(),
        "folder",
        "unreadable (" + cause.getMessage() + ")",
        "folders that may be read, without links in a circle",
        cause);
  }

  private static boolean isHidden(Path inside) {
    for (Path name : inside) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  static boolean isAudio(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }
}
