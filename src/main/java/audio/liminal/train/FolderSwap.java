package audio.liminal.train;

import audio.liminal.model.ModelCard;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Makes a folder beside the one it will replace, so that the old one stays whole until then. */
final class FolderSwap {
  private final Path folder;
  private final Path next;
  private final Path previous;

  FolderSwap(Path folder) {
    this.folder = folder;
    this.next = folder.resolveSibling("." + folder.getFileName() + ".next");
    this.previous = folder.resolveSibling("." + folder.getFileName() + ".previous");
  }

  /** Puts the old folder back if an earlier swap was killed between its two moves. */
  void recover() throws IOException {
    if (Files.exists(previous) && !Files.exists(folder)) {
      Files.move(previous, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Throws {@link BadInputException} where anything but a model would be replaced, or a folder in
   * which the audio lies.
   */
  void expectReplaceable(Path audio) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    String expected = "another --name or --out, as the model's folder replaces it";
    if (Files.exists(audio) && audio.toRealPath().startsWith(folder.toRealPath())) {
      throw new BadInputException(folder.toString(), "folder", "the audio's own", expected);
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (!Files.exists(folder.resolve(ModelCard.FILE_NAME)) && files.findAny().isPresent()) {
        throw new BadInputException(folder.toString(), "folder", "no model in it", expected);
      }
    }
  }

  /** Throws {@link BadInputException} unless folders can be made there. */
  void expectWritable() {
    try {
      Files.delete(open());
    } catch (IOException | UncheckedIOException e) {
      throw new BadInputException(
          String.valueOf(folder.toAbsolutePath().getParent()),
          "folder",
          "not writable (" + e + ")",
          "one to make the model's folder in; see --out",
          e);
    }
  }

  /** An empty folder to write to. */
  Path open() throws IOException {
    delete(next);
    return Files.createDirectories(next);
  }

  /** Puts what was written in the folder's place. */
  void commit() throws IOException {
    delete(previous);
    if (Files.exists(folder)) {
      Files.move(folder, previous, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
    delete(previous);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(FolderSwap::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
