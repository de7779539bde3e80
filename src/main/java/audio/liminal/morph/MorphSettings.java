package audio.liminal.morph;

import java.util.List;

/**
 * Everything a listener can change while an engine runs; immutable, handed over whole.
 *
 * @param controls all that are numbers
 * @param modulation what moves them by itself
 * @param target where the latent is moved to
 * @param form how decoded spectra become gains
 * @param phase whose phases are heard
 * @param seed of everything that wanders
 */
public record MorphSettings(
    Controls controls,
    Modulation modulation,
    MorphTarget target,
    MorphForm form,
    PhaseMode phase,
    long seed) {

  /** The input moved nowhere, fully wet. */
  public static final MorphSettings NEUTRAL =
      new MorphSettings(
          Controls.NEUTRAL,
          Modulation.NONE,
          LiveTarget.SIDECHAIN,
          MorphForm.GAIN,
          PhaseMode.INPUT,
          1);

  /**
   * Throws {@link audio.liminal.signal.BadInputException} unless all of it fits a model's latents.
   */
  public void check(int latents) {
    target.check(latents);
    modulation.check(latents);
  }

  public float get(Control control) {
    return controls.get(control);
  }

  public boolean isOn(Control control) {
    return controls.isOn(control);
  }

  public MorphSettings withControls(Controls value) {
    return new MorphSettings(value, modulation, target, form, phase, seed);
  }

  /** Throws {@link audio.liminal.signal.BadInputException} when the value is out of range. */
  public MorphSettings with(Control control, float value) {
    return withControls(controls.with(control, value));
  }

  public MorphSettings with(Control control, boolean on) {
    return with(control, on ? 1 : 0);
  }

  public MorphSettings withMorph(float value) {
    return with(Control.MORPH, value);
  }

  public MorphSettings withModulation(Modulation value) {
    return new MorphSettings(controls, value, target, form, phase, seed);
  }

  public MorphSettings withTarget(MorphTarget value) {
    return new MorphSettings(controls, modulation, value, form, phase, seed);
  }

  /** Moves to a single anchor. */
  public MorphSettings withAnchor(float[] latent) {
    return withTarget(Corners.anchors(List.of(Corner.anchor("anchor", latent))));
  }

  public MorphSettings withForm(MorphForm value) {
    return new MorphSettings(controls, modulation, target, value, phase, seed);
  }

  public MorphSettings withPhase(PhaseMode value) {
    return new MorphSettings(controls, modulation, target, form, value, seed);
  }

  public MorphSettings withSeed(long value) {
    return new MorphSettings(controls, modulation, target, form, phase, value);
  }
}
