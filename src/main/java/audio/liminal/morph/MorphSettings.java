package audio.liminal.morph;

import audio.liminal.signal.BadInputException;

/**
 * Everything a listener can change while an engine runs; immutable, handed over whole.
 *
 * @param morph 0 (the input) to 1 (the target)
 * @param form how decoded spectra become gains
 * @param anchor the latent to move to, or null to move to the sidechain's
 * @param timbre the move to a cloud, instead of an anchor or the sidechain, or null
 * @param smoothingMs time constant of the latents' one-pole smoother, 0 to 5000
 * @param dryWet 0 (the delayed input) to 1 (the morph)
 * @param outputGainDb -60 to 24
 * @param bypass whether to pass the delayed input untouched
 */
public record MorphSettings(
    float morph,
    MorphForm form,
    float[] anchor,
    TimbreMove timbre,
    float smoothingMs,
    float dryWet,
    float outputGainDb,
    boolean bypass) {

  /** The input moved nowhere, fully wet. */
  public static final MorphSettings NEUTRAL =
      new MorphSettings(0, MorphForm.GAIN, null, null, 20, 1, 0, false);

  /** Throws {@link BadInputException} when a value is out of its range or not a number. */
  public MorphSettings {
    within("morph", morph, 0, 1);
    within("smoothingMs", smoothingMs, 0, 5000);
    within("dryWet", dryWet, 0, 1);
    within("outputGainDb", outputGainDb, -60, 24);
    if (anchor != null && timbre != null) {
      throw new BadInputException("settings", "timbre", "given", "none beside an anchor");
    }
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
    return new MorphSettings(
        value, form, anchor, timbre, smoothingMs, dryWet, outputGainDb, bypass);
  }

  public MorphSettings withForm(MorphForm value) {
    return new MorphSettings(
        morph, value, anchor, timbre, smoothingMs, dryWet, outputGainDb, bypass);
  }

  /** Moves to an anchor and no longer to a timbre. */
  public MorphSettings withAnchor(float[] value) {
    return new MorphSettings(morph, form, value, null, smoothingMs, dryWet, outputGainDb, bypass);
  }

  /** Moves to a timbre and no longer to an anchor. */
  public MorphSettings withTimbre(TimbreMove value) {
    return new MorphSettings(morph, form, null, value, smoothingMs, dryWet, outputGainDb, bypass);
  }

  public MorphSettings withSmoothingMs(float value) {
    return new MorphSettings(morph, form, anchor, timbre, value, dryWet, outputGainDb, bypass);
  }

  public MorphSettings withDryWet(float value) {
    return new MorphSettings(morph, form, anchor, timbre, smoothingMs, value, outputGainDb, bypass);
  }

  public MorphSettings withOutputGainDb(float value) {
    return new MorphSettings(morph, form, anchor, timbre, smoothingMs, dryWet, value, bypass);
  }

  public MorphSettings withBypass(boolean value) {
    return new MorphSettings(morph, form, anchor, timbre, smoothingMs, dryWet, outputGainDb, value);
  }
}
