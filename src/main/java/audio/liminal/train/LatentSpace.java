package audio.liminal.train;

import audio.liminal.model.LatentMap;
import audio.liminal.model.Timbre;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The classes of a training set in a model's latent space.
 *
 * @param latents of each class's louder spectra, row after row
 * @param timbres their clouds
 */
record LatentSpace(Map<String, float[]> latents, Map<String, Timbre> timbres) {
  private static final int MOST_POINTS = 60;

  static LatentSpace of(TrainableVae model, Map<String, Rows> byClass) {
    Map<String, float[]> latents = new TreeMap<>();
    Map<String, Timbre> timbres = new TreeMap<>();
    byClass.forEach(
        (name, rows) -> {
          if (rows.size() > 0) {
            float[] all = model.encode(rows.spaced(rows.size()));
            latents.put(name, all);
            timbres.put(name, timbre(all, model.latents()));
          }
        });
    return new LatentSpace(latents, timbres);
  }

  private static Timbre timbre(float[] latents, int width) {
    float[] mean = Moments.of(latents, width).mean();
    double[] sum = new double[width * (width + 1) / 2];
    int count = latents.length / width;
    for (int row = 0; row < count; row++) {
      int at = 0;
      for (int i = 0; i < width; i++) {
        float off = latents[row * width + i] - mean[i];
        for (int j = 0; j <= i; j++) {
          sum[at++] += (double) off * (latents[row * width + j] - mean[j]);
        }
      }
    }
    float[] covariance = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      covariance[i] = (float) (sum[i] / count);
    }
    return new Timbre(mean, covariance, count);
  }

  /** The view in which the classes lie furthest apart, in units of their own width. */
  LatentMap map() {
    Discriminant view = Discriminant.of(timbres.values());
    LatentMap empty = new LatentMap(view.axes(), view.origin(), Map.of());
    Map<String, float[][]> points = new TreeMap<>();
    latents.forEach((name, all) -> points.put(name, points(empty, all)));
    return new LatentMap(view.axes(), view.origin(), points);
  }

  private static float[][] points(LatentMap map, float[] latents) {
    int width = map.origin().length;
    int rows = latents.length / width;
    float[][] points = new float[Math.min(MOST_POINTS, rows)][];
    for (int i = 0; i < points.length; i++) {
      int row = (int) ((i + 0.5) * rows / points.length);
      points[i] = map.place(Arrays.copyOfRange(latents, row * width, (row + 1) * width));
    }
    return points;
  }
}
