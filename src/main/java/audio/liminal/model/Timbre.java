package audio.liminal.model;

import audio.liminal.signal.BadInputException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

/**
 * The cloud that a class of sound makes in a latent space: a Gaussian over its louder spectra.
 *
 * @param mean latent
 * @param covariance of the latents: the lower triangle, row by row, {@code latents (latents + 1) /
 *     2} values
 * @param spectra from which both were estimated
 */
public record Timbre(float[] mean, float[] covariance, int spectra) {
  public static final String FILE_NAME = "timbres.json";

  /** An element of the covariance. */
  public float covariance(int row, int column) {
    int low = Math.max(row, column);
    return covariance[low * (low + 1) / 2 + Math.min(row, column)];
  }

  /** One of several by its name; an unknown one is refused by naming those there are. */
  public static Timbre named(String name, Map<String, Timbre> timbres) {
    Timbre timbre = timbres.get(name);
    if (timbre == null) {
      throw new BadInputException(
          "--to", "timbre", name, "one of " + new TreeSet<>(timbres.keySet()));
    }
    return timbre;
  }

  /** Writes timbres by their names as JSON, numbers rounded. */
  public static void write(Path file, Map<String, Timbre> timbres) {
    JsonFile.write(file, timbres);
  }

  static Map<String, Timbre> read(Path file, int latents) {
    Map<String, Timbre> timbres =
        JsonFile.read(file, new TypeReference<Map<String, Timbre>>() {}, "timbres by their names");
    Check check = new Check(file.toString());
    timbres.forEach(
        (name, timbre) -> {
          check.present(name, timbre);
          check.vector(name + ".mean", timbre.mean, latents);
          check.vector(name + ".covariance", timbre.covariance, latents * (latents + 1) / 2);
          check.within(name + ".spectra", timbre.spectra, 1, Integer.MAX_VALUE);
          for (int j = 0; j < latents; j++) {
            check.within(name + ".covariance." + j, timbre.covariance(j, j), 0, 1e12);
          }
        });
    return timbres;
  }
}
