package audio.liminal.model;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Path;
import java.util.Map;

/**
 * A flat view of a latent space, drawn so that classes of sound lie apart.
 *
 * @param axes two directions, {@code [2][latents]}
 * @param origin the latent at the map's middle
 * @param points of each class, {@code [n][2]}, for drawing
 */
public record LatentMap(float[][] axes, float[] origin, Map<String, float[][]> points) {
  public static final String FILE_NAME = "map.json";

  /** Where a latent lies on the map, {@code {x, y}}. */
  public float[] place(float[] latent) {
    float[] place = new float[2];
    for (int axis = 0; axis < 2; axis++) {
      double sum = 0;
      for (int j = 0; j < origin.length; j++) {
        sum += axes[axis][j] * (latent[j] - origin[j]);
      }
      place[axis] = (float) sum;
    }
    return place;
  }

  /** Writes the map as JSON, numbers rounded. */
  public void write(Path file) {
    JsonFile.write(file, this);
  }

  static LatentMap read(Path file, int latents) {
    LatentMap map = JsonFile.read(file, new TypeReference<>() {}, "a map of a latent space");
    Check check = new Check(file.toString());
    check.present("axes", map.axes);
    check.expect("axes.length", map.axes.length, 2);
    check.vector("axes[0]", map.axes[0], latents);
    check.vector("axes[1]", map.axes[1], latents);
    check.vector("origin", map.origin, latents);
    check.present("points", map.points);
    check.within("points.size", map.points.size(), 1, Integer.MAX_VALUE);
    map.points.forEach(
        (name, points) -> {
          check.present("points." + name, points);
          for (float[] point : points) {
            check.vector("points." + name, point, 2);
          }
        });
    return map;
  }
}
