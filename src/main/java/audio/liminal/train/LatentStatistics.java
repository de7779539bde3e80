package audio.liminal.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Where a training set lies in the latent space. */
final class LatentStatistics {
  static final int MOST_ROWS = 40_000;

  private LatentStatistics() {}

  /** Sorts the latents so that those come first whose usual swing changes the sound most. */
  static void arrange(TrainableVae model, Weights weights, TrainingSet set) {
    weights.reorderLatents(orderByEffect(model, set.spaced(MOST_ROWS)));
  }

  /** Places of the latents, those first whose usual swing changes the sound most. */
  static int[] orderByEffect(TrainableVae model, float[] examples) {
    double[] effect = effect(model, Moments.of(model.encode(examples), model.latents()));
    return IntStream.range(0, effect.length)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -effect[j]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** For each latent, the squared change of what is decoded over two standard deviations. */
  private static double[] effect(TrainableVae model, Moments moments) {
    int latents = model.latents();
    float[] probes = new float[2 * latents * latents];
    for (int j = 0; j < latents; j++) {
      for (int side = 0; side < 2; side++) {
        int at = (2 * j + side) * latents;
        System.arraycopy(moments.mean(), 0, probes, at, latents);
        probes[at + j] += (2 * side - 1) * moments.deviation()[j];
      }
    }
    float[] decoded = model.decode(probes);
    int width = decoded.length / (2 * latents);
    double[] effect = new double[latents];
    for (int j = 0; j < latents; j++) {
      float[] low = Arrays.copyOfRange(decoded, 2 * j * width, (2 * j + 1) * width);
      for (int i = 0; i < width; i++) {
        double change = decoded[(2 * j + 1) * width + i] - low[i];
        effect[j] += change * change;
      }
    }
    return effect;
  }
}
