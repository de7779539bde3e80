package audio.liminal.preset;

import audio.liminal.morph.Corner;

/**
 * A corner of a preset's pad: a timbre of the model by its name, or what was captured. One of both
 * is null.
 *
 * @param timbre a name, found out when the preset meets a model
 * @param captured an anchor, or a cloud, in the model's latent space
 */
public record PresetCorner(String timbre, Corner captured) {
  public static PresetCorner timbre(String name) {
    return new PresetCorner(name, null);
  }

  /** For people. */
  public String name() {
    return timbre != null ? timbre : captured.name();
  }

  public static PresetCorner captured(Corner corner) {
    return new PresetCorner(null, corner);
  }
}
