package audio.liminal.engine;

import audio.liminal.dsp.Reduce;
import audio.liminal.signal.RealTime;

/**
 * Changes a gain until no more than a share of the power it lets through misleads about a tone's
 * pitch: what does not repeat with the tone's period, or what repeats earlier.
 *
 * <p>The least of a timbre is lost where one does most for the power: a part of what is missing is
 * given to the loudest of what does not mislead, and the rest is held down where it is loudest, by
 * {@code c / (c + r)} with its excess r at a bin and the one ceiling c that leaves it the share.
 */
final class ToneBalance {
  /** Of what is missing, as an exponent, the part that is given, and the most power it may win. */
  private static final double GIVEN_PART = 0.7;

  private static final double MOST_GIVEN = 8;

  /** The power of a bin, beside the loudest, that gets half of what the loudest gets. */
  private static final float KNEE = 0.03f;

  private static final int STEPS = 5;
  private static final float TINY = 1e-20f;

  private final int bins;
  private final float[] changed;
  private final float[] under;
  private final float[] over;
  private final float[] part;
  private final float[] slope;

  ToneBalance(int bins) {
    this.bins = bins;
    this.changed = new float[bins];
    this.under = new float[bins];
    this.over = new float[bins];
    this.part = new float[bins];
    this.slope = new float[bins];
  }

  /**
   * Starts from a gain.
   *
   * @param gains amplitude factors at each bin
   */
  @RealTime
  void start(float[] gains) {
    System.arraycopy(gains, 0, changed, 0, bins);
  }

  /** The gain as it was changed since {@link #start}. */
  @RealTime
  float[] changed() {
    return changed;
  }

  /**
   * The share of the input's power that misleads.
   *
   * @param power of the input at each bin
   * @param misleading share of each bin's power
   */
  @RealTime
  float share(float[] power, float[] misleading) {
    for (int k = 0; k < bins; k++) {
      part[k] = power[k] * misleading[k];
    }
    return Reduce.sum(part) / (Reduce.sum(power) + TINY);
  }

  /**
   * Leaves what misleads no more than a share of the power.
   *
   * @param power of the input at each bin
   * @param misleading share of each bin's power
   * @param most share of all
   */
  @RealTime
  void limit(float[] power, float[] misleading, float most) {
    for (int k = 0; k < bins; k++) {
      float room = most - misleading[k];
      float out = power[k] * changed[k] * changed[k] * room;
      under[k] = Math.max(0, out);
      over[k] = Math.max(0, -out);
      part[k] = power[k] * Math.max(0, room);
    }
    double roomIn = Reduce.sum(part) + TINY;
    double room = Reduce.sum(under) + TINY;
    double excess = Reduce.sum(over);
    if (excess > room) {
      double won = Math.min(MOST_GIVEN, Math.pow(excess / room, GIVEN_PART));
      give((won - 1) * room, KNEE * Reduce.most(under) + TINY);
      room *= won;
      if (excess > room) {
        holdUnder(ceiling(room), (float) Math.sqrt(room / roomIn));
      }
    }
  }

  /** Gives power to what does not mislead, most to its loudest bins. */
  private void give(double more, float knee) {
    for (int k = 0; k < bins; k++) {
      part[k] = under[k] * under[k] / (under[k] + knee);
    }
    float scale = (float) (more / (Reduce.sum(part) + TINY));
    for (int k = 0; k < bins; k++) {
      changed[k] *= (float) Math.sqrt(1 + scale * under[k] / (under[k] + knee));
    }
  }

  /**
   * Under which ceiling the excess has the power allowed: the root in logarithms, where Newton's
   * steps from below never pass it.
   */
  private float ceiling(double allowed) {
    float ceiling = (float) (allowed / bins);
    for (int i = 0; i < STEPS; i++) {
      for (int k = 0; k < bins; k++) {
        float left = ceiling / (ceiling + over[k]);
        part[k] = over[k] * left;
        slope[k] = over[k] * left * (1 - left);
      }
      float sum = Reduce.sum(part) + TINY;
      ceiling *= (float) Math.exp(Math.log(allowed / sum) * sum / (Reduce.sum(slope) + TINY));
    }
    return ceiling;
  }

  /** Lowers nothing below the gain of what does not mislead, an amplitude factor. */
  private void holdUnder(float ceiling, float least) {
    for (int k = 0; k < bins; k++) {
      float held = changed[k] * (float) Math.sqrt(ceiling / (ceiling + over[k]));
      changed[k] = Math.max(held, Math.min(changed[k], least));
    }
  }
}
