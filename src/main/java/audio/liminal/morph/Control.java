package audio.liminal.morph;

/** A number that a listener, a host, a controller or a modulation can turn while sound plays. */
public enum Control implements ControlSpec {
  /** 0 (the input) to 1 (the target). */
  MORPH("morph", "", 0, 1, 0),
  /** Across the pad whose corners are the target's. */
  X("x", "", 0, 1, 0),
  /** Up the pad. */
  Y("y", "", 0, 1, 0),
  /** Factor on the distance from the model's mean, after the morph. */
  EXAGGERATE("exaggerate", "", 0, 3, 1),
  /** Wandering of all latents, in their own deviations. */
  TEMPERATURE("temperature", "", 0, 2, 0),
  /** Time constant of the latents' smoother. */
  SMOOTHING("smoothing", "ms", 0, 5000, 20),
  /** How much of the morph what is sustained gets. */
  HARMONIC("harmonic", "", 0, 1, 1),
  /** How much of the morph what is struck or noisy gets. */
  PERCUSSIVE("percussive", "", 0, 1, 1),
  /** How much of the morph the first moment of an onset gets. */
  TRANSIENTS("transients", "", 0, 1, 1),
  /** Whose loudness contour is heard: 0 the input's, 1 the sidechain's. */
  SIDECHAIN_LOUDNESS("sidechain-loudness", "", 0, 1, 0),
  /** How much of the sidechain's onsets is heard beside the morph. */
  SIDECHAIN_TRANSIENTS("sidechain-transients", "", 0, 1, 0),
  /** 0 (the delayed input) to 1 (the morph). */
  DRY_WET("dry-wet", "", 0, 1, 1),
  /** Of the output. */
  GAIN("gain", "dB", -60, 24, 0),
  /** A source of modulation for whatever a preset routes it to. */
  MACRO_1("macro-1", "", 0, 1, 0),
  MACRO_2("macro-2", "", 0, 1, 0),
  MACRO_3("macro-3", "", 0, 1, 0),
  MACRO_4("macro-4", "", 0, 1, 0),
  /** Holds all latents where they are. */
  FREEZE("freeze"),
  /** Passes the delayed input untouched. */
  BYPASS("bypass");

  private final String id;
  private final String unit;
  private final float least;
  private final float most;
  private final float neutral;
  private final boolean isSwitch;

  Control(String id, String unit, float least, float most, float neutral) {
    this(id, unit, least, most, neutral, false);
  }

  Control(String id) {
    this(id, "", 0, 1, 0, true);
  }

  Control(String id, String unit, float least, float most, float neutral, boolean isSwitch) {
    this.id = id;
    this.unit = unit;
    this.least = least;
    this.most = most;
    this.neutral = neutral;
    this.isSwitch = isSwitch;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public float least() {
    return least;
  }

  @Override
  public float most() {
    return most;
  }

  @Override
  public float neutral() {
    return neutral;
  }

  @Override
  public boolean isSwitch() {
    return isSwitch;
  }
}
