package audio.liminal.file;

import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lies in a folder and below it; links are followed, hidden files and folders left out.
 *
 * @param files whose names end as audio does, sorted
 * @param others how many files there are beside
 * @param troubles why a folder or file could not be looked at
 */
public record AudioTree(List<Path> files, int others, Map<Path, String> troubles) {
  /** Looks through all of a folder, whatever is wrong inside it. */
  static AudioTree of(Path folder) {
    return of(folder, null);
  }

  /**
   * Looks through a folder, whatever is wrong inside it.
   *
   * @param except a folder that is left out, with all below it, or null
   * @throws BadInputException when there is no such folder
   */
  public static AudioTree of(Path folder, Path except) {
    AudioFiles.expectFolder(folder);
    Visitor visitor = new Visitor(folder, except);
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw new BadInputException(
          folder.toString(), "folder", "unreadable", "a folder that may be read", e);
    }
    return new AudioTree(
        visitor.files.stream().sorted().toList(), visitor.others, visitor.troubles);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Path except;
    private final List<Path> files = new ArrayList<>();
    private final Map<Path, String> troubles = new TreeMap<>();
    private int others;

    Visitor(Path root, Path except) {
      this.root = root;
      this.except = except;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      boolean left = except != null && Files.exists(except) && Files.isSameFile(folder, except);
      boolean seen = folder.equals(root) || !AudioFiles.isHidden(folder);
      return left || !seen ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (AudioFiles.isAudio(file)) {
        files.add(file);
      } else if (!AudioFiles.isHidden(file)) {
        others++;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
      String reason =
          cause instanceof FileSystemLoopException
              ? "a link in a circle"
              : "unreadable (" + cause.getClass().getSimpleName() + ")";
      if (file.equals(root) || !AudioFiles.isHidden(file)) {
        troubles.put(file, reason);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException cause) {
      if (cause != null) {
        troubles.put(folder, "unreadable (" + cause.getClass().getSimpleName() + ")");
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
