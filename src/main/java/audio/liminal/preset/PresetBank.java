package audio.liminal.preset;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All presets there are: those of the installation and the user's own, which go before others of
 * their name. Files are read anew each time.
 *
 * @param factory the installation's folder
 * @param own the user's folder; need not exist until something is saved
 */
public record PresetBank(Path factory, Path own) {
  public static final String EXTENSION = ".json";
  private static final String SCHEMA = "schema.json";
  private static final long MOST_BYTES = 64L << 20;

  /**
   * A preset and where it lies.
   *
   * @param own whether it is the user's
   */
  public record Entry(Path file, Preset preset, boolean own) {
    /** Whether the word is in what people read of it, or is one of its tags. */
    public boolean mentions(String word) {
      Preset.About about = preset.about();
      String all =
          String.join(
              "\n",
              about.name(),
              about.author(),
              about.description(),
              about.feed(),
              preset.model().name());
      String wanted = word.toLowerCase(Locale.ROOT);
      return about.tags().contains(wanted) || all.toLowerCase(Locale.ROOT).contains(wanted);
    }
  }

  /**
   * What a look at both folders gave.
   *
   * @param entries in the order that numbers follow
   * @param troubles of files that are none, a line each
   */
  public record Listing(List<Entry> entries, List<String> troubles) {}

  /** Where the user's own lie: {@code $XDG_CONFIG_HOME} or {@code $HOME/.config}, and below. */
  public static Path ownFolder() {
    Path home = told("HOME").orElse(Path.of(System.getProperty("user.home")));
    Path config = told("XDG_CONFIG_HOME").orElse(home.resolve(".config"));
    return config.resolve("liminal").resolve("presets");
  }

  private static Optional<Path> told(String variable) {
    return Optional.ofNullable(System.getenv(variable)).map(Path::of).filter(Path::isAbsolute);
  }

  /**
   * Looks through both folders; a file that is no preset stops nothing. Each folder's presets are
   * in the order of their names, the installation's before the user's, so that new ones move few;
   * one of the user's that goes before another of its name takes that one's place.
   */
  public Listing list() {
    List<String> troubles = new ArrayList<>();
    Map<String, Entry> byName = new LinkedHashMap<>(look(factory, false, troubles));
    byName.putAll(look(own, true, troubles));
    return new Listing(List.copyOf(byName.values()), troubles);
  }

  private static Map<String, Entry> look(Path folder, boolean own, List<String> troubles) {
    Map<String, Entry> byName = new TreeMap<>();
    for (Path file : files(folder)) {
      try {
        Preset preset = read(file);
        Entry other = byName.putIfAbsent(key(preset.name()), new Entry(file, preset, own));
        if (other != null) {
          throw new BadInputException(
              file.toString(), "name", preset.name(), "another than in " + other.file);
        }
      } catch (BadInputException e) {
        troubles.add(e.getMessage());
      }
    }
    return byName;
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(EXTENSION))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !file.getFileName().toString().equals(SCHEMA))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new BadInputException(
          folder.toString(), "folder", "unreadable", "a folder of presets", e);
    }
  }

  /**
   * A preset by its name, upper or lower case, or by its file.
   *
   * @throws BadInputException when there is none, or its file is wrong
   */
  public Entry find(String nameOrFile) {
    if (isFile(nameOrFile) && Files.exists(Path.of(nameOrFile))) {
      return at(Path.of(nameOrFile));
    }
    Listing listing = list();
    Optional<Entry> named =
        listing.entries().stream()
            .filter(entry -> key(entry.preset().name()).equals(key(nameOrFile)))
            .findFirst();
    if (named.isEmpty() && isFile(nameOrFile)) {
      return at(Path.of(nameOrFile));
    }
    Path mine = plainFile(nameOrFile, 1);
    if (Files.exists(mine) && !named.map(Entry::own).orElse(false)) {
      read(mine); // a broken one is not passed over in favour of another
    }
    return named.orElseThrow(() -> unknown(nameOrFile, listing));
  }

  private Entry at(Path file) {
    return new Entry(file, read(file), file.toAbsolutePath().startsWith(own.toAbsolutePath()));
  }

  /** Whether this looks like a file rather than a name. */
  public static boolean isFile(String nameOrFile) {
    return nameOrFile.contains("/") || nameOrFile.endsWith(EXTENSION);
  }

  /** Whether there is a preset of this name. */
  public boolean has(String name) {
    return list().entries().stream().anyMatch(e -> key(e.preset().name()).equals(key(name)));
  }

  private static BadInputException unknown(String name, Listing listing) {
    String like =
        listing.entries().stream()
            .filter(entry -> entry.mentions(name.strip()))
            .map(entry -> entry.preset().name())
            .collect(Collectors.joining(", "));
    String expected =
        like.isEmpty() ? "a file, or one of 'liminal presets'" : "a file, or as " + like;
    String broken = String.join("; ", listing.troubles());
    return new BadInputException(
        "preset", "name", name, expected + (broken.isEmpty() ? "" : "; unreadable: " + broken));
  }

  /** Names are equal whatever their case, spaces and hyphens. */
  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "-");
  }

  /** Reads a preset's file; throws {@link BadInputException} naming the file and what is wrong. */
  public static Preset read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new BadInputException(
            file.toString(), "bytes", Files.size(file), "a preset of at most " + MOST_BYTES);
      }
      String json = Files.readString(file);
      Preset preset = PresetReader.read(file.toString(), json);
      return withTakes(preset, takes -> takes.in(folder(file)));
    } catch (CharacterCodingException e) {
      throw new BadInputException(
          file.toString(), "encoding", "other than UTF-8", "a preset in UTF-8", e);
    } catch (IOException e) {
      String found = Files.exists(file) ? "unreadable" : "missing";
      throw new BadInputException(file.toString(), "file", found, "a preset", e);
    }
  }

  private static Preset withTakes(Preset preset, UnaryOperator<PresetTarget.Recorded> change) {
    return preset.target() instanceof PresetTarget.Recorded takes
        ? preset.withTarget(change.apply(takes))
        : preset;
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().normalize().getParent();
  }

  /**
   * Where a preset of this name lies among the user's own, or a file that is free for it: never one
   * that holds something else.
   */
  public Path file(String name) {
    for (Entry entry : list().entries()) {
      if (entry.own && key(entry.preset.name()).equals(key(name))) {
        return entry.file;
      }
    }
    int number = 1;
    while (Files.exists(plainFile(name, number))) {
      number++;
    }
    return plainFile(name, number);
  }

  private Path plainFile(String name, int number) {
    String plain = key(name).replaceAll("[^\\p{L}\\p{N}.-]+", "-").replaceAll("^[.]+", "");
    String ending = number == 1 ? EXTENSION : "-" + number + EXTENSION;
    return own.resolve((plain.isEmpty() ? "preset" : plain) + ending);
  }

  /**
   * Writes a preset's file, whole or not at all; the folder of the user's own is made where it is
   * needed.
   *
   * @param replace whether one that is there may go
   * @throws BadInputException when one is there and may not, or the preset could not be read again
   */
  public void write(Path file, Preset preset, boolean replace) {
    Path folder = folder(file);
    String json = PresetWriter.write(withTakes(preset, takes -> takes.seenFrom(folder)));
    PresetReader.read(file.toString(), json);
    if (!replace && Files.exists(file)) {
      throw new BadInputException(
          file.toString(), "file", "there already", "another name, or --replace");
    }
    try {
      if (folder.equals(own.toAbsolutePath().normalize())) {
        Files.createDirectories(folder);
      }
      WholeFile.write(file, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      String found = Files.isDirectory(folder) ? "not written: " + e.getMessage() : "missing";
      throw new BadInputException(file.toString(), "folder", found, "a folder to write in", e);
    }
  }
}
