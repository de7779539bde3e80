package audio.liminal.cli;

import audio.liminal.model.Model;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Which files of a folder are a batch's, and what they were made from: one line each before the
 * file is made and when it is whole. A line that a killed program left unfinished is none.
 *
 * <p>Any thread may ask and write. While it is open no other process can open it.
 */
final class BatchJournal implements AutoCloseable {
  static final String FILE_NAME = ".liminal-batch";
  private static final int WORDS = 4;
  private static final String NONE = "-";

  private final Path folder;
  private final FileChannel file;
  private final Map<String, Entry> entries = new HashMap<>();

  /**
   * What a finished file was made from.
   *
   * @param recipe digest of all that was done to the input
   * @param input digest
   * @param output digest, or {@value #NONE} while it is made
   */
  private record Entry(String recipe, String input, String output) {}

  private static final Entry FORGOTTEN = new Entry(NONE, NONE, NONE);

  private BatchJournal(Path folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /** Opens a folder's journal, and begins one where there is none. */
  static BatchJournal open(Path folder) {
    Path path = folder.resolve(FILE_NAME);
    try {
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      BatchJournal journal = new BatchJournal(folder, file);
      if (!journal.lock()) {
        file.close();
        throw new BadInputException(
            folder.toString(), "folder", "in use by another batch", "one that has ended");
      }
      journal.read(Files.readString(path));
      return journal;
    } catch (IOException e) {
      throw new BadInputException(path.toString(), "file", "unreadable", "a batch's journal", e);
    }
  }

  private boolean lock() throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void read(String text) throws IOException {
    int end = text.lastIndexOf('\n') + 1;
    for (String line : text.substring(0, end).lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words.length == WORDS) {
        Entry entry = new Entry(words[0], words[1], words[2]);
        keep(URLDecoder.decode(words[3], StandardCharsets.UTF_8), entry);
      }
    }
    file.position(text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
    file.truncate(file.position());
  }

  /**
   * Whether a file is there, whole, and made from this.
   *
   * @param output relative to the folder
   */
  boolean isFinished(Path output, String recipe, String inputDigest) {
    Entry entry;
    synchronized (this) {
      entry = entries.get(output.toString());
    }
    return entry != null
        && entry.recipe.equals(recipe)
        && entry.input.equals(inputDigest)
        && Files.isRegularFile(folder.resolve(output))
        && entry.output.equals(Model.sha256(folder.resolve(output)));
  }

  /** Whether a file is this folder's batches' own, finished or not. */
  synchronized boolean knows(Path output) {
    return entries.containsKey(output.toString());
  }

  /** Notes that a file is about to be made. */
  void begin(Path output, String recipe, String inputDigest) {
    note(output, new Entry(recipe, inputDigest, NONE));
  }

  /** Notes that a file could not be made. */
  void forget(Path output) {
    note(output, FORGOTTEN);
  }

  /** Notes that a file is whole. */
  void finish(Path output, String recipe, String inputDigest) {
    note(output, new Entry(recipe, inputDigest, Model.sha256(folder.resolve(output))));
  }

  private void keep(String output, Entry entry) {
    if (entry.equals(FORGOTTEN)) {
      entries.remove(output);
    } else {
      entries.put(output, entry);
    }
  }

  private void note(Path output, Entry entry) {
    String name = URLEncoder.encode(output.toString(), StandardCharsets.UTF_8);
    String line = String.join(" ", entry.recipe, entry.input, entry.output, name) + "\n";
    synchronized (this) {
      keep(output.toString(), entry);
      try {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      } catch (IOException e) {
        throw EngineException.writing(folder.resolve(FILE_NAME), e);
      }
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new EngineException(
          folder.resolve(FILE_NAME) + ": closing failed: " + e.getMessage(), e);
    }
  }
}
