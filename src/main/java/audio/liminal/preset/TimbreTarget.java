package audio.liminal.preset;

import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.Timbre;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.Liveliness;
import audio.liminal.signal.BadInputException;
import java.util.List;
import java.util.Map;

/** The clouds of a model's classes, as moves want them. */
public final class TimbreTarget {
  private TimbreTarget() {}

  /** A move to a class, the input's own cloud learned while it plays. */
  public static Corners move(Model model, String name) {
    return Corners.timbre(
        ofEverything(model.card()), corner(model, name), Corners.DEFAULT_FORGET_SECONDS);
  }

  /** A class among the others; an unknown one is refused by naming those there are. */
  public static Corner corner(Model model, String name) {
    return corner(model.timbres(), name);
  }

  static Corner corner(Map<String, Timbre> timbres, String name) {
    LatentCloud cloud = cloud(name, Timbre.named(name, timbres));
    List<LatentCloud> others =
        timbres.keySet().stream()
            .filter(other -> !other.equals(name))
            .sorted()
            .map(other -> cloud(other, timbres.get(other)))
            .toList();
    return Corner.timbre(name, cloud, Liveliness.of(cloud, others));
  }

  /** The cloud of a class; an unknown one is refused by naming those there are. */
  public static LatentCloud of(Model model, String name) {
    return cloud(name, model.timbre(name));
  }

  private static LatentCloud cloud(String name, Timbre timbre) {
    try {
      return new LatentCloud(timbre.mean(), timbre.covariance());
    } catch (BadInputException e) {
      throw e.in(Timbre.FILE_NAME + ": " + name);
    }
  }

  /** The cloud of all that the model learned from. */
  public static LatentCloud ofEverything(ModelCard card) {
    int n = card.latents().size();
    float[] mean = new float[n];
    float[] deviation = new float[n];
    for (int i = 0; i < n; i++) {
      mean[i] = card.latents().get(i).mean();
      deviation[i] = card.latents().get(i).deviation();
    }
    return LatentCloud.independent(mean, deviation);
  }
}
