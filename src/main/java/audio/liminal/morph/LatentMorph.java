package audio.liminal.morph;

import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Moves a stream's latent towards a target, both smoothed by one pole.
 *
 * <p>Posterior means are interpolated along the straight line. A stream that falls silent keeps its
 * last latent. One instance serves one thread.
 */
public final class LatentMorph {
  private final double hopsPerSecond;
  private final Follower source;
  private final Follower target;

  /**
   * @param latents dimensions of the latent
   * @param hopsPerSecond calls of {@link #morph} in a second of audio
   */
  public LatentMorph(int latents, double hopsPerSecond) {
    this.hopsPerSecond = hopsPerSecond;
    this.source = new Follower(latents);
    this.target = new Follower(latents);
  }

  /** Forgets both latents. */
  @RealTime
  public void reset() {
    source.forget();
    target.forget();
  }

  /**
   * Takes one hop's latents and writes where the source is and where it is moved to.
   *
   * @param z the source's latent, or null while it is silent
   * @param towards the target's latent, or null while it is silent
   * @param amount 0 to 1
   * @param smoothingMs time constant of the smoothing
   * @param here the smoothed source
   * @param there {@code (1 - amount) * source + amount * target}; the source until there is a
   *     target
   */
  @RealTime
  public void morph(
      float[] z, float[] towards, float amount, float smoothingMs, float[] here, float[] there) {
    float keep = smoothingMs > 0 ? (float) Math.exp(-1000 / (smoothingMs * hopsPerSecond)) : 0;
    source.follow(z, keep);
    target.follow(towards, keep);
    for (int i = 0; i < here.length; i++) {
      here[i] = source.state[i];
      float goal = target.heard ? target.state[i] : here[i];
      there[i] = amount == 0 ? here[i] : here[i] + amount * (goal - here[i]);
    }
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
