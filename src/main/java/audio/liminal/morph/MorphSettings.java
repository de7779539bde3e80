package audio.liminal.morph;

import audio.liminal.signal.BadInputException;

/**
 * Everything a listener can change while an engine runs; immutable, handed over whole.
 *
 * @param morph 0 (the input) to 1 (the target)
 * @param form how decoded spectra become gains
 * @param anchor the latent to move to, or null to move to the sidechain's
 * @param smoothingMs time constant of the latents' one-pole smoother, 0 to 5000
 * @param dryWet 0 (the delayed input) to 1 (the morph)
 * @param outputGainDb -60 to 24
 * @param bypass whether to pass the delayed input untouched
 */
public record MorphSettings(
    float morph,
    MorphForm form,
    float[] anchor,
    float smoothingMs,
    float dryWet,
    float outputGainDb,
    boolean bypass) {

  /** The input moved nowhere, fully wet. */
  public static final MorphSettings NEUTRAL =
      new MorphSettings(0, MorphForm.GAIN, null, 20, 1, 0, false);

  /** Throws {@link BadInputException} when a value is out of its range or not a number. */
  public MorphSettings {
    within("morph", morph, 0, 1);
    within("smoothingMs", smoothingMs, 0, 5000);
    within("dryWet", dryWet, 0, 1);
    within("outputGainDb", outputGainDb, -60, 24);
    anchor = anchor == null ? null : anchor.clone();
    if (anchor != null) {
      for (float v : anchor) {
        within("anchor", v, -1e6f, 1e6f);
      }
    }
  }

  private static void within(String name, float value, float least, float most) {
    if (!(value >= least && value <= most)) {
      throw new BadInputException("settings", name, value, least + " to " + most);
    }
  }

  public MorphSettings withMorph(float value) {
    return new MorphSettings(value, form, anchor, smoothingMs, dryWet, outputGainDb, bypass);
  }

  public MorphSettings withForm(MorphForm value) {
    return new MorphSettings(morph, value, anchor, smoothingMs, dryWet, outputGainDb, bypass);
  }

  public MorphSettings withAnchor(float[] value) {
    return new MorphSettings(morph, form, value, smoothingMs, dryWet, outputGainDb, bypass);
  }

  public MorphSettings withSmoothingMs(float value) {
    return new MorphSettings(morph, form, anchor, value, dryWet, outputGainDb, bypass);
  }

  public MorphSettings withDryWet(float value) {
    return new MorphSettings(morph, form, anchor, smoothingMs, value, outputGainDb, bypass);
  }

  public MorphSettings withOutputGainDb(float value) {
    return new MorphSettings(morph, form, anchor, smoothingMs, dryWet, value, bypass);
  }

  public MorphSettings withBypass(boolean value) {
    return new MorphSettings(morph, form, anchor, smoothingMs, dryWet, outputGainDb, value);
  }
}
