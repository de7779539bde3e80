package audio.liminal.signal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that appears under its name only when all of it is on the disk.
 *
 * <p>Its content goes to a hidden {@code .NAME.PROCESS-NUMBER.part} beside the target; {@link
 * #commit} renames it over the target, {@link #close} without a commit deletes it. What killed
 * processes left is deleted by the next that writes the same file. A link leads where it led.
 */
public final class WholeFile implements Closeable {
  private static final AtomicInteger PARTS = new AtomicInteger();

  /** Characters of the target's name in the part's, which file systems allow 255 bytes. */
  private static final int MOST_NAMED = 48;

  private final Path target;
  private final Path part;
  private final FileChannel content;
  private volatile boolean committed;

  private WholeFile(Path target, Path part) throws IOException {
    this.target = target;
    this.part = part;
    this.content = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * Refuses a place where no file can be written, before the work whose outcome it is for: the
   * folder must be there and allow it, as that is where the file is renamed.
   *
   * @throws BadInputException saying what is there
   */
  public static void expectWritable(Path file) {
    String what = file.toString();
    if (Files.isDirectory(file)) {
      throw new BadInputException(what, "file", "a directory", "the name of a file to write");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new BadInputException(what, "directory", folder, "a directory that exists");
    }
    if (isDevice(file) && !Files.isWritable(file)) {
      throw new BadInputException(what, "file", "no permission", "one to write to");
    }
    if (!isDevice(file)) {
      Path within = target(file).getParent();
      if (!Files.isWritable(within)) {
        throw new BadInputException(what, "directory", within, "a directory to write in");
      }
    }
  }

  /** Whether something is there that can't be replaced, only written to. */
  public static boolean isDevice(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /** Begins a file, in place of any that is there. */
  public static WholeFile begin(Path file) throws IOException {
    Path target = target(file);
    deleteStaleParts(target);
    String name =
        "%s.%d-%d.part"
            .formatted(hidden(target), ProcessHandle.current().pid(), PARTS.incrementAndGet());
    return new WholeFile(target, target.resolveSibling(name));
  }

  /** Where a link leads, or the file itself. */
  private static Path target(Path file) {
    try {
      return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    } catch (IOException e) {
      throw EngineException.writing(file, e);
    }
  }

  /** Writes all of a file, or leaves what was there; a device is written to as it stands. */
  public static void write(Path file, byte[] content) throws IOException {
    if (isDevice(file)) {
      Files.write(file, content);
      return;
    }
    try (WholeFile whole = begin(file)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        whole.content.write(rest);
      }
      whole.commit();
    }
  }

  /** Begins the name of a part; a name too long to be added to is cut. */
  private static String hidden(Path target) {
    String name = target.getFileName().toString();
    int characters = Math.min(name.codePointCount(0, name.length()), MOST_NAMED);
    return "." + name.substring(0, name.offsetByCodePoints(0, characters));
  }

  private static void deleteStaleParts(Path target) throws IOException {
    Pattern stale = Pattern.compile(Pattern.quote(hidden(target)) + "\\.(\\d{1,18})-\\d+\\.part");
    try (Stream<Path> beside = Files.list(target.getParent())) {
      for (Path file : beside.toList()) {
        Matcher name = stale.matcher(file.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Where the content goes. */
  public FileChannel content() {
    return content;
  }

  /** Puts what was written under its name. */
  public void commit() throws IOException {
    content.force(true);
    content.close();
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    committed = true;
  }

  /** Leaves nothing of what was not committed; any thread. */
  @Override
  public void close() throws IOException {
    content.close();
    if (!committed) {
      Files.deleteIfExists(part);
    }
  }
}
