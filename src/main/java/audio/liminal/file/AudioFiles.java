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
    expectFolder(folder);
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          all.filter(AudioFiles::isAudio)
              .filter(file -> !Files.isDirectory(file) && !isAnyHidden(folder.relativize(file)))
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

  static void expectFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      String found = Files.exists(folder) ? "a file" : "missing";
      throw new BadInputException(folder.toString(), "folder", found, "a folder of audio");
    }
  }

  private static boolean isAnyHidden(Path inside) {
    for (Path name : inside) {
      if (isHidden(name)) {
        return true;
      }
    }
    return false;
  }

  static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  static boolean isAudio(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !isHidden(file) && ENDINGS.stream().anyMatch(name::endsWith);
  }
}
