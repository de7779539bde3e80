package audio.liminal.train;

import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioFiles;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/** The audio files below a folder; the folder right below it, or else itself, is a file's class. */
public final class AudioFolder {
  /** The longest analysis window: a shorter sound gets silence behind it. */
  private static final int LEAST_SAMPLES = 2048;

  private static final int BLOCK = 1 << 16;

  /**
   * A file, or a part of one, and the class of sound it belongs to.
   *
   * @param from where the part begins, as a share of the file
   * @param to where it ends
   */
  public record Item(Path file, String soundClass, double from, double to) {
    Item(Path file, String soundClass) {
      this(file, soundClass, 0, 1);
    }

    Item part(double begin, double end) {
      return new Item(file, soundClass, begin, end);
    }

    /** Whether it can be opened. */
    boolean isReadable() {
      return AudioClip.isReadable(file);
    }

    /** Whether all of it can be read, and something be heard that is not merely clipping. */
    boolean isSound() {
      try {
        Soundness soundness = Soundness.of(clip());
        return soundness.soundingSeconds() > 0 && !soundness.isSpoilt();
      } catch (BadInputException e) {
        return false; // as reading it will say
      }
    }

    /** As it was recorded. */
    AudioClip clip() {
      AudioClip whole = AudioClip.readOfAnyRate(file);
      int length = whole.lengthSamples();
      boolean isWhole = from == 0 && to == 1;
      return isWhole ? whole : whole.part((int) (from * length), (int) (to * length));
    }

    /** As a model hears it. */
    AudioClip heard() {
      return AudioFolder.heard(clip());
    }
  }

  private AudioFolder() {}

  /** By their paths; throws {@link BadInputException} when there are none. */
  public static List<Item> list(Path folder) {
    return AudioFiles.below(folder).stream().map(file -> item(folder, file)).toList();
  }

  private static Item item(Path folder, Path file) {
    Path inside = folder.relativize(file);
    Path named =
        inside.getNameCount() > 1 ? inside.getName(0) : folder.toAbsolutePath().normalize();
    return new Item(file, String.valueOf(named.getFileName()));
  }

  /** At {@link SpectrumReader#RATE_HZ}, long enough for a spectrum. */
  static AudioClip heard(AudioClip clip) {
    return clip.at(SpectrumReader.RATE_HZ).atLeast(LEAST_SAMPLES);
  }

  /**
   * Tells one choice of files from another: how many, how large, and a digest of their contents.
   */
  static String fingerprint(List<Item> items) {
    CRC32 crc = new CRC32();
    long bytes = 0;
    for (Item item : items) {
      long size = item.file().toFile().length();
      bytes += size;
      crc.update((item.file() + " " + size + "\n").getBytes(StandardCharsets.UTF_8));
      addContents(item.file(), crc);
    }
    return "%d files, %d bytes, %08x".formatted(items.size(), bytes, crc.getValue());
  }

  private static void addContents(Path file, CRC32 crc) {
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        crc.update(block, 0, count);
      }
    } catch (IOException e) {
      crc.update(0); // unreadable, as reading it will say
    }
  }
}
