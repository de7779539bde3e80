package audio.liminal.surface;

/**
 * Takes hold of a control that something else has turned only once it passes where that stands, so
 * that nothing jumps.
 */
final class Knob {
  private static final float NEAR = 1 / 64f;

  private float lastPosition = Float.NaN;
  private float lastSet = Float.NaN;

  /**
   * Whether a movement counts.
   *
   * @param position where it is now, 0 to 1
   * @param now where the control stands, 0 to 1
   */
  boolean holds(float position, float now) {
    boolean alone = Math.abs(now - lastSet) < 1e-4f;
    boolean passed = (lastPosition - now) * (position - now) <= 0;
    boolean holds = alone || passed || Math.abs(position - now) <= NEAR;
    lastPosition = position;
    if (holds) {
      lastSet = position;
    }
    return holds;
  }
}
