package audio.liminal.morph;

import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Moves a stream's latent towards a target and then as its controls say.
 *
 * <p>Posterior means, smoothed by one pole, are interpolated along the straight line. What that
 * gives can be held; then it is scaled about the model's mean, biased, let wander, and smoothed
 * once more latent by latent. So a held latent can still be played by its bias and scale. A stream
 * that falls silent keeps its last latent. One instance serves one thread.
 */
public final class LatentMorph {
  private static final double RELEASE_MS = 30;
  private static final float RELEASED = 1e-5f;

  private final float[] mean;
  private final float[] deviation;
  private final double hopsPerSecond;
  private final float release;
  private final Follower source;
  private final Ends goals;
  private final Wander wander;
  private final float[] held;

  /** How much of each latent is what was held: 1 while it is, then falling. */
  private final float[] hold;

  private final float[] last;
  private boolean begun;

  /**
   * @param mean of each latent over what the model learned from
   * @param deviation of each latent
   * @param hopsPerSecond calls of {@link #morph} in a second of audio
   */
  public LatentMorph(float[] mean, float[] deviation, double hopsPerSecond) {
    this.mean = mean.clone();
    this.deviation = deviation.clone();
    this.hopsPerSecond = hopsPerSecond;
    this.release = keep((float) RELEASE_MS);
    this.source = new Follower(mean.length);
    this.goals = new Ends(mean.length);
    this.wander = new Wander(mean.length);
    this.held = new float[mean.length];
    this.hold = new float[mean.length];
    this.last = new float[mean.length];
  }

  /** Forgets all latents. */
  @RealTime
  public void reset() {
    source.forget();
    goals.forget();
    wander.reset();
    Arrays.fill(hold, 0);
    begun = false;
  }

  /**
   * Takes one hop's latents and writes where the source is and where it is moved to.
   *
   * @param z the source's latent, or null while it is silent
   * @param towards what to move to, or null while it is silent
   * @param live the values of all {@link Controls}; where they are neutral the source is moved to
   *     exactly where it is
   * @param seconds since the stream began
   * @param seed of what wanders
   * @param here the smoothed source
   * @param there where it is moved to
   */
  @RealTime
  public void morph(
      float[] z,
      Ends towards,
      float[] live,
      double seconds,
      long seed,
      float[] here,
      float[] there) {
    float amount = live[Controls.index(Control.MORPH)];
    float keep = keep(live[Controls.index(Control.SMOOTHING)]);
    source.follow(z, keep);
    if (towards != null) {
      goals.follow(towards, keep);
    }
    wander.goTo(seconds, seed);
    for (int i = 0; i < here.length; i++) {
      here[i] = source.state[i];
      float goal = goals.count() > 0 ? goals.mean(i) : here[i];
      float moved = amount == 0 ? here[i] : here[i] + amount * (goal - here[i]);
      there[i] = slewed(i, shaped(i, held(i, moved, live), live), live);
    }
    begun = source.heard;
  }

  /** What was moved to in the last hop, smoothed. */
  @RealTime
  public Ends goals() {
    return goals;
  }

  /** Nothing is held before there is something. */
  private float held(int i, float moved, float[] live) {
    boolean holds =
        live[Controls.index(Control.FREEZE)] >= 0.5f
            || live[Controls.index(LatentControl.FREEZE, i)] >= 0.5f;
    if (holds && source.heard) {
      if (hold[i] < 1) {
        held[i] = moved + hold[i] * (held[i] - moved);
        hold[i] = 1;
      }
      return held[i];
    }
    hold[i] = hold[i] < RELEASED ? 0 : release * hold[i];
    return hold[i] == 0 ? moved : moved + hold[i] * (held[i] - moved);
  }

  private float shaped(int i, float z, float[] live) {
    float factor =
        live[Controls.index(Control.EXAGGERATE)] * live[Controls.index(LatentControl.SCALE, i)];
    float wandering =
        live[Controls.index(Control.TEMPERATURE)] * live[Controls.index(LatentControl.WANDER, i)];
    float deviations = live[Controls.index(LatentControl.BIAS, i)] + wandering * wander.at(i);
    float scaled = factor == 1 ? z : mean[i] + factor * (z - mean[i]);
    return deviations == 0 ? scaled : scaled + deviations * deviation[i];
  }

  private float slewed(int i, float goal, float[] live) {
    float slewMs = live[Controls.index(LatentControl.SLEW, i)];
    last[i] = slewMs > 0 && begun ? goal + keep(slewMs) * (last[i] - goal) : goal;
    return last[i];
  }

  /** What one pole keeps over a hop. */
  private float keep(float timeConstantMs) {
    return timeConstantMs > 0 ? (float) Math.exp(-1000 / (timeConstantMs * hopsPerSecond)) : 0;
  }

  /** One smoothed latent. */
  private static final class Follower {
    final float[] state;
    boolean heard;

    Follower(int latents) {
      state = new float[latents];
    }

    void forget() {
      heard = false;
      Arrays.fill(state, 0);
    }

    void follow(float[] z, float keep) {
      if (z == null) {
        return;
      }
      float k = heard ? keep : 0;
      heard = true;
      for (int i = 0; i < state.length; i++) {
        state[i] = z[i] + k * (state[i] - z[i]);
      }
    }
  }
}
