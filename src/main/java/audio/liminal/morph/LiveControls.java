package audio.liminal.morph;

import audio.liminal.signal.RealTime;

/**
 * The values of all controls hop by hop: each glides to where it was set and arrives exactly, and
 * modulation is added to that, unglided; switches switch at once. One instance serves one thread.
 */
public final class LiveControls {
  /** Of each of two poles in a row, so that a glide sets in softly. */
  private static final double GLIDE_SECONDS = 0.02;

  /** Of a control's range. */
  private static final float ARRIVED = 1e-5f;

  private final float step;
  private final float[] near;
  private final boolean[] isSwitch;
  private final float[] goal;
  private final float[] lead;
  private final float[] set;
  private final float[] modulated;
  private final Modulator modulator;
  private final Moment now = new Moment();
  private float[] live;
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
    this.lead = new float[count];
    this.set = new float[count];
    this.modulated = new float[count];
    this.modulator = new Modulator(count, hopsPerSecond);
    this.now.hopSeconds = 1 / hopsPerSecond;
    this.live = set;
    for (int i = 0; i < count; i++) {
      ControlSpec spec = Controls.spec(i);
      near[i] = ARRIVED * (spec.most() - spec.least());
      isSwitch[i] = spec.isSwitch();
    }
  }

  /** Starts from these settings without gliding to them. */
  @RealTime
  public void startFrom(MorphSettings settings) {
    settings.controls().copyTo(set);
    settings.controls().copyTo(lead);
    settings.controls().copyTo(goal);
    gliding = false;
    modulator.reset();
    live = set;
  }

  /**
   * Goes on by one hop.
   *
   * @param loudnessDb of the input, and of the sidechain
   */
  @RealTime
  public void next(MorphSettings settings, MusicClock clock, float[] loudnessDb) {
    gliding |= settings.controls().update(goal);
    if (gliding) {
      glide();
    }
    now.seconds = clock.seconds();
    now.beats = clock.beats();
    now.section = clock.section();
    now.seed = settings.seed();
    System.arraycopy(loudnessDb, 0, now.loudnessDb, 0, now.loudnessDb.length);
    live = modulator.next(settings.modulation(), now, set, modulated) ? modulated : set;
  }

  /** The values of the last hop, by {@link Controls}' indices; the next may be another array. */
  @RealTime
  public float[] values() {
    return live;
  }

  private void glide() {
    gliding = false;
    for (int i = 0; i < set.length; i++) {
      if (isSwitch[i]) {
        lead[i] = goal[i];
        set[i] = goal[i];
      } else {
        lead[i] = nearer(i, lead[i], goal[i]);
        set[i] = nearer(i, set[i], lead[i]);
      }
      gliding |= set[i] != goal[i];
    }
  }

  private float nearer(int i, float from, float to) {
    float distance = to - from;
    return Math.abs(distance) < near[i] ? to : from + step * distance;
  }
}
