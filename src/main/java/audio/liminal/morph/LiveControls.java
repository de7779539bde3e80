package audio.liminal.morph;

import audio.liminal.signal.RealTime;

/**
 * The values of all controls hop by hop: each glides to where it was set and arrives exactly;
 * switches switch at once. One instance serves one thread.
 */
public final class LiveControls {
  private static final double GLIDE_SECONDS = 0.03;

  /** Of a control's range. */
  private static final float ARRIVED = 1e-5f;

  private final float step;
  private final float[] near;
  private final boolean[] isSwitch;
  private final float[] goal;
  private final float[] set;
  private Controls last;
  private boolean gliding;

  /**
   * @param hopsPerSecond calls of {@link #next} in a second of audio
   */
  public LiveControls(int latents, double hopsPerSecond) {
    int count = Controls.count(latents);
    this.step = (float) (1 - Math.exp(-1 / (GLIDE_SECONDS * hopsPerSecond)));
    this.near = new float[count];
    this.isSwitch = new boolean[count];
    this.goal = new float[count];
    this.set = new float[count];
    for (int i = 0; i < count; i++) {
      ControlSpec spec = Controls.spec(i);
      near[i] = ARRIVED * (spec.most() - spec.least());
      isSwitch[i] = spec.isSwitch();
    }
  }

  /** Starts from these settings without gliding to them. */
  @RealTime
  public void startFrom(MorphSettings settings) {
    last = settings.controls();
    last.copyTo(set);
    last.copyTo(goal);
    gliding = false;
  }

  /**
   * Goes on by one hop.
   *
   * @return the values, by {@link Controls}' indices, which the next call overwrites
   */
  @RealTime
  public float[] next(MorphSettings settings) {
    if (!settings.controls().equals(last)) {
      last = settings.controls();
      last.copyTo(goal);
      gliding = true;
    }
    if (gliding) {
      glide();
    }
    return set;
  }

  /** The values of the last hop. */
  @RealTime
  public float[] values() {
    return set;
  }

  private void glide() {
    gliding = false;
    for (int i = 0; i < set.length; i++) {
      float distance = goal[i] - set[i];
      boolean arrives = isSwitch[i] || Math.abs(distance) < near[i];
      set[i] = arrives ? goal[i] : set[i] + step * distance;
      gliding |= set[i] != goal[i];
    }
  }
}
