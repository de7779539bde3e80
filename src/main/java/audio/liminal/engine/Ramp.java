package audio.liminal.engine;

import audio.liminal.signal.RealTime;

/** A value that glides to where it was told, by one pole, and then arrives exactly. */
final class Ramp {
  private static final float ARRIVED = 1e-5f;

  private final float step;
  private float value;
  private float goal;

  /**
   * @param timeConstant in calls of {@link #next}
   */
  Ramp(double timeConstant) {
    this.step = (float) (1 - Math.exp(-1 / timeConstant));
  }

  @RealTime
  void jumpTo(float to) {
    value = to;
    goal = to;
  }

  @RealTime
  void glideTo(float to) {
    goal = to;
  }

  /** Where it is now. */
  @RealTime
  float value() {
    return value;
  }

  /** Whether {@link #next} will keep giving the same value. */
  @RealTime
  boolean settled() {
    return value == goal;
  }

  @RealTime
  float next() {
    float nearer = value + step * (goal - value);
    // beside a large value the last steps of a slow glide are too small to be added
    boolean arrives = Math.abs(goal - value) < ARRIVED || nearer == value;
    value = arrives ? goal : nearer;
    return value;
  }
}
