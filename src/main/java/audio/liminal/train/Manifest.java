package audio.liminal.train;

import audio.liminal.model.ModelCard;
import audio.liminal.signal.BadInputException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a folder of training material holds and on whose terms, in {@code manifest.json}.
 *
 * @param seed of the phrases
 * @param files every audio file
 */
record Manifest(long seed, List<Entry> files) {
  static final String FILE_NAME = "manifest.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * One audio file.
   *
   * @param file its path inside the folder
   * @param sha256 its digest in hexadecimal; null where it was yet to be made
   * @param source the package or collection it came from
   * @param licence under which the source may be used and models made from it shared
   * @param credit whom to name
   */
  record Entry(String file, String sha256, String source, String licence, String credit) {}

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE_NAME), JSON.writeValueAsString(this) + "\n");
  }

  /**
   * Removes the manifest in a folder and the files it lists, so that no old file is learned from.
   */
  static void removeListed(Path folder) throws IOException {
    Path manifest = folder.resolve(FILE_NAME);
    if (!Files.exists(manifest)) {
      return;
    }
    Path root = folder.toAbsolutePath().normalize();
    for (Entry entry : read(manifest).files) {
      Path file = root.resolve(entry.file()).normalize();
      if (file.startsWith(root)) {
        Files.deleteIfExists(file);
      }
    }
    Files.delete(manifest);
  }

  /** The distinct sources of the files below {@code audio}, from a manifest there or one above. */
  static List<ModelCard.Source> sources(Path audio) {
    Path at = audio.toAbsolutePath().normalize();
    for (Path folder : new Path[] {at, at.getParent()}) {
      Optional<Manifest> manifest = folder == null ? Optional.empty() : ours(folder);
      if (manifest.isPresent()) {
        return manifest.get().sourcesBelow(folder.relativize(at));
      }
    }
    return List.of(new ModelCard.Source(audio.getFileName().toString(), "not stated", ""));
  }

  /** Others write files of this name too. */
  private static Optional<Manifest> ours(Path folder) {
    try {
      return Optional.of(read(folder.resolve(FILE_NAME)));
    } catch (BadInputException e) {
      return Optional.empty();
    }
  }

  private static Manifest read(Path file) {
    try {
      Manifest manifest = JSON.readValue(Files.readAllBytes(file), Manifest.class);
      if (manifest == null
          || manifest.files == null
          || !manifest.files.stream().allMatch(Manifest::isWhole)) {
        throw new BadInputException(file.toString(), "files", "incomplete", "a manifest's");
      }
      return manifest;
    } catch (IOException e) {
      throw new BadInputException(file.toString(), "json", e.getMessage(), "a manifest", e);
    }
  }

  private static boolean isWhole(Entry entry) {
    return entry != null && entry.file != null;
  }

  private List<ModelCard.Source> sourcesBelow(Path part) {
    List<ModelCard.Source> sources = new ArrayList<>();
    for (Entry entry : files) {
      ModelCard.Source source =
          new ModelCard.Source(entry.source(), entry.licence(), entry.credit());
      boolean below = part.toString().isEmpty() || Path.of(entry.file()).startsWith(part);
      if (below && !sources.contains(source)) {
        sources.add(source);
      }
    }
    return sources;
  }
}
