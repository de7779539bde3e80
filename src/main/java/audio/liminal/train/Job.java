package audio.liminal.train;

import audio.liminal.model.ModelCard.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * One audio file to be made.
 *
 * @param file its path inside the folder, as {@code train/piano/take-01.wav}
 * @param source what it is made from
 * @param maker writes it
 */
record Job(String file, Source source, Consumer<Path> maker) {
  void makeIn(Path folder) {
    Path path = folder.resolve(file);
    try {
      Files.createDirectories(path.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    maker.accept(path);
  }
}
