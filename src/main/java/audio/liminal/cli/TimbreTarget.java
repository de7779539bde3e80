package audio.liminal.cli;

import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.Timbre;
import audio.liminal.morph.LatentCloud;
import audio.liminal.signal.BadInputException;
import java.util.Map;

/** The clouds of a model's classes, as moves want them. */
final class TimbreTarget {
  private TimbreTarget() {}

  /** The cloud of a class; an unknown one is refused by naming those there are. */
  static LatentCloud of(Model model, String name) {
    Map<String, Timbre> timbres = model.timbres();
    Timbre timbre = timbres.get(name);
    if (timbre == null) {
      throw new BadInputException(
          "--to", "timbre", name, "an audio file, or one of " + timbres.keySet());
    }
    return new LatentCloud(timbre.mean(), timbre.covariance());
  }

  /** The cloud of all that the model learned from. */
  static LatentCloud ofEverything(ModelCard card) {
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
