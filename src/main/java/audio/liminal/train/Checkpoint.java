package audio.liminal.train;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.WholeFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A training run's {@link TrainingState} in a file, replaced as a whole, so that a run killed at
 * any moment finds a complete one.
 *
 * <p>Big-endian: magic, what the run was started with, the state, a CRC-32 of all before it.
 */
final class Checkpoint {
  private static final int MAGIC = 0x4C4D4333;

  private final Path file;
  private final Map<String, String> run;

  /**
   * Names a run.
   *
   * @param run what must be the same for the run to go on: options and data, by their names
   */
  Checkpoint(Path file, Map<String, String> run) {
    this.file = file;
    this.run = new LinkedHashMap<>(run);
  }

  boolean exists() {
    return Files.exists(file);
  }

  void save(TrainingState state) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(MAGIC);
      out.writeInt(run.size());
      for (Map.Entry<String, String> entry : run.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeUTF(entry.getValue());
      }
      state.write(out);
      CRC32 crc = new CRC32();
      crc.update(bytes.toByteArray());
      out.writeLong(crc.getValue());
      replace(bytes.toByteArray());
    } catch (IOException e) {
      throw EngineException.writing(file, e);
    }
  }

  private void replace(byte[] bytes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFile.write(file, bytes);
  }

  /**
   * Throws {@link BadInputException} unless there is a run to go on with, started as this one is.
   */
  void expectSameRun() {
    if (!exists()) {
      throw new BadInputException(
          "--resume", "unfinished run", "none at " + file, "one of the same --name and --out");
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      compare(in);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Throws {@link BadInputException} when there is an unfinished run, which would be lost. */
  void expectNone() {
    if (exists()) {
      throw new BadInputException(
          file.toString(),
          "unfinished run",
          "there",
          "--resume to go on with it, another --name, or no such file (delete it to start over)");
    }
  }

  /** Takes the state up where it was saved. */
  void restore(TrainingState state) {
    CRC32 crc = new CRC32();
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), crc))) {
      compare(in);
      state.read(in);
      long found = crc.getValue();
      if (in.readLong() != found) {
        throw new IOException("its checksum differs");
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private void compare(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("not a checkpoint");
    }
    int entries = in.readInt();
    for (int i = 0; i < entries; i++) {
      String name = in.readUTF();
      String value = in.readUTF();
      if (!value.equals(run.get(name))) {
        throw new BadInputException(
            "--resume", name, run.get(name), value + ", as the run was started with");
      }
    }
  }

  private BadInputException broken(IOException e) {
    return new BadInputException(
        file.toString(), "checkpoint", e.getMessage(), "one that a training run wrote", e);
  }
}
