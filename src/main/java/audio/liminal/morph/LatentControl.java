package audio.liminal.morph;

/** A number that each latent has for itself. */
public enum LatentControl implements ControlSpec {
  /** Added after the morph, in the latent's deviations. */
  BIAS("bias", "sd", -4, 4, 0, false),
  /** Factor on the latent's distance from its mean, after the morph. */
  SCALE("scale", "", -2, 4, 1, false),
  /** Time constant of a slower smoothing of this latent alone. */
  SLEW("slew", "ms", 0, 5000, 0, false),
  /** How much of {@link Control#TEMPERATURE} it gets. */
  WANDER("wander", "", 0, 2, 1, false),
  /** Holds it where it is. */
  FREEZE("freeze", "", 0, 1, 0, true);

  private final String id;
  private final String unit;
  private final float least;
  private final float most;
  private final float neutral;
  private final boolean isSwitch;

  LatentControl(String id, String unit, float least, float most, float neutral, boolean isSwitch) {
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
