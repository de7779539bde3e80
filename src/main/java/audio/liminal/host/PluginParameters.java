package audio.liminal.host;

import audio.liminal.morph.Control;
import audio.liminal.morph.ControlSpec;
import audio.liminal.morph.Controls;
import audio.liminal.morph.LatentControl;
import audio.liminal.signal.RealTime;

/**
 * The plugin's numbers for parameters, which projects keep for ever: a control's place among all
 * {@link Control}s, and from {@value #FIRST_OF_LATENTS} on {@value #MOST_LATENTS} for each {@link
 * LatentControl}, latent by latent. The twin of {@code native/src/parameters.h}.
 */
public final class PluginParameters {
  public static final int FIRST_OF_LATENTS = 64;
  public static final int MOST_LATENTS = 64;
  private static final int GLOBAL = Control.values().length;
  private static final LatentControl[] PER_LATENT = LatentControl.values();
  private static final int NONE = -1;

  private PluginParameters() {}

  /** All controls of a model, from the values of all parameters. */
  public static float[] controls(float[] parameters, int latents) {
    float[] controls = new float[Controls.count(latents)];
    Controls.NEUTRAL.copyTo(controls);
    for (int id = 0; id < parameters.length; id++) {
      set(controls, id, parameters[id]);
    }
    return controls;
  }

  /**
   * Changes a control, as far as there is one of this number; a value beyond its range becomes the
   * nearest in it, one that is not a number changes nothing.
   *
   * @param controls as {@link Controls} numbers them
   */
  @RealTime
  public static void set(float[] controls, int id, float value) {
    int index = index(id);
    if (index == NONE || index >= controls.length || Float.isNaN(value)) {
      return;
    }
    ControlSpec spec = Controls.spec(index);
    controls[index] = Math.max(spec.least(), Math.min(spec.most(), value));
  }

  /** Where a parameter's control is among {@link Controls}, or {@value #NONE}. */
  @RealTime
  static int index(int id) {
    if (id < FIRST_OF_LATENTS) {
      return id >= 0 && id < GLOBAL ? id : NONE;
    }
    int kind = (id - FIRST_OF_LATENTS) / MOST_LATENTS;
    int latent = (id - FIRST_OF_LATENTS) % MOST_LATENTS;
    return kind < PER_LATENT.length ? Controls.index(PER_LATENT[kind], latent) : NONE;
  }
}
