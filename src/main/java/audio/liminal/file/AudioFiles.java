package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds recordings. */
public final class AudioFiles {
  private static final List<String> ENDINGS = List.of(".wav", ".flac", ".ogg", ".mp3");

  private AudioFiles() {}

  /**
   * All files below a folder whose names end as audio does, by their paths; links are followed,
   * hidden files and folders left out.
   *
   * @throws BadInputException when there is no such folder, nothing in it, or something that cannot
   *     be read
   */
  public static List<Path> below(Path folder) {
    AudioTree tree = AudioTree.of(folder);
    tree.troubles()
        .forEach(
            (path, why) -> {
              throw new BadInputException(
                  path.toString(), "file", why, "what may be read, without links in a circle");
            });
    if (tree.files().isEmpty()) {
      throw new BadInputException(
          folder.toString(), "audio files", 0, "at least one of " + String.join(", ", ENDINGS));
    }
    return tree.files();
  }

  static void expectFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      String found = Files.exists(folder) ? "a file" : "missing";
      throw new BadInputException(folder.toString(), "folder", found, "a folder of audio");
    }
  }

  static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  static boolean isAudio(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !isHidden(file) && ENDINGS.stream().anyMatch(name::endsWith);
  }
}
