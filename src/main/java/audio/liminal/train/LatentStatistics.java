package audio.liminal.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Where a training set lies in the latent space. */
final class LatentStatistics {
  private static final int MOST_ROWS = 40_000;

  private LatentStatistics() {}

  /** Rows one after another in one array. */
  static float[] flat(List<float[]> rows) {
    int width = rows.get(0).length;
    float[] flat = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, flat, i * width, width);
    }
    return flat;
  }

  /** Each latent's mean divergence from the prior, in nats. */
  static float[] nats(EnvelopeVae model, TrainingSet set) {
    return model.nats(flat(spaced(set.cepstra())));
  }

  /** Latents of at most {@value #MOST_ROWS} evenly spaced cepstra. */
  static List<float[]> latents(EnvelopeVae model, List<float[]> cepstra) {
    List<float[]> chosen = spaced(cepstra);
    return rows(model.encode(flat(chosen)), chosen.size());
  }

  private static List<float[]> spaced(List<float[]> cepstra) {
    int count = Math.min(MOST_ROWS, cepstra.size());
    List<float[]> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(cepstra.get((int) ((long) i * cepstra.size() / count)));
    }
    return chosen;
  }

  private static List<float[]> rows(float[] flat, int count) {
    int width = flat.length / count;
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Arrays.copyOfRange(flat, i * width, (i + 1) * width));
    }
    return rows;
  }

  /** The mean latent of each named class. */
  static Map<String, float[]> anchors(EnvelopeVae model, Map<String, List<float[]>> byClass) {
    Map<String, float[]> anchors = new TreeMap<>();
    byClass.forEach(
        (name, cepstra) -> {
          if (!name.isEmpty()) {
            anchors.put(name, TrainingSet.mean(latents(model, cepstra)));
          }
        });
    return anchors;
  }

  /** Sorts the latents so that those come first whose usual swing changes the sound most. */
  static void orderByEffect(EnvelopeVae model, Weights weights, TrainingSet set) {
    double[] effect = effect(model, latents(model, set.cepstra()));
    weights.reorderLatents(
        IntStream.range(0, effect.length)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -effect[j]))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  /** For each latent, the squared change of the decoded cepstrum over two standard deviations. */
  private static double[] effect(EnvelopeVae model, Collection<float[]> latents) {
    float[] mean = TrainingSet.mean(latents);
    float[] deviation = TrainingSet.deviation(latents, mean);
    List<float[]> probes = new ArrayList<>();
    for (int j = 0; j < mean.length; j++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        float[] probe = mean.clone();
        probe[j] += sign * deviation[j];
        probes.add(probe);
      }
    }
    List<float[]> cepstra = rows(model.decode(flat(probes)), probes.size());
    double[] effect = new double[mean.length];
    for (int j = 0; j < effect.length; j++) {
      for (int q = 0; q < Cepstrum.COEFFICIENTS; q++) {
        double change = cepstra.get(2 * j + 1)[q] - cepstra.get(2 * j)[q];
        effect[j] += change * change;
      }
    }
    return effect;
  }
}
