package audio.liminal.train;

import audio.liminal.model.ModelCard;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Makes a folder beside the one it will replace, so that the old one stays whole until then. */
final class FolderSwap {
  private final Path folder;
  private final Path spent;
  private final Path next;
  private final Path previous;

  /**
   * Names what will be made.
   *
   * @param spent a file beside the folder that is of no use once the folder is there
   */
  FolderSwap(Path folder, Path spent) {
    this.folder = folder;
    this.spent = spent;
    this.next = folder.resolveSibling("." + folder.getFileName() + ".next");
    this.previous = folder.resolveSibling("." + folder.getFileName() + ".previous");
  }

  /** Says, until closed, that the folder is being made. */
  interface Lock extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /**
   * Keeps every other run, in this process or another, from making the same folder.
   *
   * @throws BadInputException when one does, or where nothing can be written
   */
  Lock lock() {
    Path file = folder.resolveSibling("." + folder.getFileName() + ".lock");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isOurs(channel)) {
        channel.close();
        throw new BadInputException(
            folder.toString(),
            "folder",
            "being made by another run",
            "another --name, or that run to have ended");
      }
      return () -> {
        Files.deleteIfExists(file);
        channel.close();
      };
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /** Whether the lock was free; what is killed leaves the file, but no lock. */
  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Undoes or completes an earlier swap that was killed in the middle. */
  void recover() throws IOException {
    if (Files.exists(previous) && !Files.exists(folder)) {
      Files.move(previous, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    if (Files.exists(within(next))) {
      Files.move(within(next), spent, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.deleteIfExists(within(folder));
  }

  private Path within(Path made) {
    return made.resolve(spent.getFileName());
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
      throw notWritable(e);
    }
  }

  private BadInputException notWritable(Exception e) {
    return new BadInputException(
        String.valueOf(folder.toAbsolutePath().getParent()),
        "folder",
        "not writable (" + e + ")",
        "one to make the model's folder in; see --out",
        e);
  }

  /** An empty folder to write to. */
  Path open() throws IOException {
    delete(next);
    return Files.createDirectories(next);
  }

  /**
   * Puts what was written in the folder's place and deletes what is spent: when killed, both or
   * none, for the file goes where the folder goes.
   */
  void commit() throws IOException {
    delete(previous);
    if (Files.exists(spent)) {
      Files.move(spent, within(next), StandardCopyOption.ATOMIC_MOVE);
    }
    if (Files.exists(folder)) {
      Files.move(folder, previous, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(within(folder));
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
