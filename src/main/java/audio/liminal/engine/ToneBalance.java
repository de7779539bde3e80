package audio.liminal.engine;

import audio.liminal.dsp.Reduce;
import audio.liminal.signal.RealTime;

/**
 * Finds what to change about a gain so that a tone's pitch stays: what does not repeat with its
 * period may not drown it, and its fundamental may not vanish behind another of its partials.
 *
 * <p>The least of a timbre is lost where one does most for the power: a part of what is missing is
 * given to the tone's loudest partials, and the rest is held down where it is loudest, by {@code c
 * / (c + r)} with its power r at a bin and the one ceiling c that leaves it the share it may have.
 */
final class ToneBalance {
  /** Share of the power that need not repeat, unless the input's own is larger. */
  private static final float MOST_REST = 0.08f;

  /** Of what is missing, as an exponent, the tone's part, and the most power it may win. */
  private static final double TONE_PART = 0.7;

  private static final double MOST_TONE = 8;

  /** The power of a bin, beside the tone's loudest, that gets half of what the loudest gets. */
  private static final float KNEE = 0.1f;

  /** Share of the power that must differ a fraction of the period later, unless it never did. */
  private static final float LEAST_UNLIKE = 0.2f;

  private static final int STEPS = 5;
  private static final float TINY = 1e-20f;

  private final int bins;
  private final float[] changed;
  private final float[] toneOut;
  private final float[] restOut;
  private final float[] out;
  private final float[] part;
  private final float[] slope;

  ToneBalance(int bins) {
    this.bins = bins;
    this.changed = new float[bins];
    this.toneOut = new float[bins];
    this.restOut = new float[bins];
    this.out = new float[bins];
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
   * Keeps the tone from drowning.
   *
   * @param power of the input at each bin
   * @param restShare of it that does not repeat
   */
  @RealTime
  void holdRest(float[] power, float[] restShare) {
    for (int k = 0; k < bins; k++) {
      float all = power[k] * changed[k] * changed[k];
      float notTone = all * restShare[k];
      restOut[k] = notTone;
      toneOut[k] = all - notTone;
      part[k] = power[k] * restShare[k];
    }
    double powerIn = Reduce.sum(power) + TINY;
    double restIn = Reduce.sum(part);
    double tone = Reduce.sum(toneOut) + TINY;
    double rest = Reduce.sum(restOut);
    float loudest = Reduce.most(toneOut) + TINY;
    double share = Math.max(MOST_REST, restIn / powerIn);
    double ratio = share / (1 - share);
    if (share < 1 && rest > ratio * tone) {
      double won = Math.min(MOST_TONE, Math.pow(rest / (ratio * tone), TONE_PART));
      rest = raiseTone((won - 1) * tone, KNEE * loudest);
      tone *= won;
      if (rest > ratio * tone) {
        holdUnder(ceiling(ratio * tone), restShare, (float) (tone / (powerIn - restIn)));
      }
    }
  }

  /** Gives the tone more power, most to its loudest bins; returns what the rest then has. */
  private double raiseTone(double more, float knee) {
    for (int k = 0; k < bins; k++) {
      part[k] = toneOut[k] * toneOut[k] / (toneOut[k] + knee);
    }
    float scale = (float) (more / (Reduce.sum(part) + TINY));
    for (int k = 0; k < bins; k++) {
      float factor = 1 + scale * toneOut[k] / (toneOut[k] + knee);
      changed[k] *= (float) Math.sqrt(factor);
      restOut[k] *= factor;
    }
    return Reduce.sum(restOut);
  }

  /**
   * Under which ceiling the rest has the power allowed: the root in logarithms, where Newton's
   * steps from below never pass it.
   */
  private float ceiling(double allowed) {
    float ceiling = (float) (allowed / bins);
    for (int i = 0; i < STEPS; i++) {
      for (int k = 0; k < bins; k++) {
        float over = ceiling / (ceiling + restOut[k]);
        float under = restOut[k] * over;
        part[k] = under;
        slope[k] = under * (1 - over);
      }
      float sum = Reduce.sum(part) + TINY;
      ceiling *= (float) Math.exp(Math.log(allowed / sum) * sum / (Reduce.sum(slope) + TINY));
    }
    return ceiling;
  }

  /** Lowers nothing below the tone's own gain, a power factor. */
  private void holdUnder(float ceiling, float[] restShare, float toneGain) {
    float least = (float) Math.sqrt(toneGain);
    for (int k = 0; k < bins; k++) {
      float low = (float) Math.sqrt(ceiling / (ceiling + restOut[k]));
      float g = changed[k] * (1 - restShare[k] * (1 - low));
      changed[k] = Math.max(g, Math.min(changed[k], least));
    }
  }

  /**
   * Lifts the fundamental until a fraction of the period is no period, but not above the mean.
   *
   * @param power of the input at each bin
   * @param unlike share of each bin's power that differs a fraction of the period later
   * @param fundamental the bin it lies at
   */
  @RealTime
  void liftFundamental(float[] power, float[] unlike, double fundamental) {
    int from = (int) Math.ceil(0.5 * fundamental);
    int to = Math.min(bins, (int) Math.ceil(1.5 * fundamental));
    for (int k = 0; k < bins; k++) {
      out[k] = power[k] * changed[k] * changed[k];
    }
    double powerIn = Reduce.sum(power) + TINY;
    double powerOut = Reduce.sum(out) + TINY;
    for (int k = 0; k < bins; k++) {
      part[k] = power[k] * unlike[k];
      out[k] *= unlike[k];
    }
    double unlikeIn = Reduce.sum(part);
    double unlikeOut = Reduce.sum(out);
    double fundamentalIn = TINY;
    double fundamentalOut = TINY;
    for (int k = from; k < to; k++) {
      fundamentalIn += part[k];
      fundamentalOut += out[k];
    }
    double share = Math.min(LEAST_UNLIKE, unlikeIn / powerIn);
    double missing = (share * powerOut - unlikeOut) / (1 - share);
    double lift = Math.sqrt(1 + Math.max(0, missing) / fundamentalOut);
    lift = Math.min(lift, Math.sqrt(powerOut / powerIn * fundamentalIn / fundamentalOut));
    for (int k = from; k < to && lift > 1; k++) {
      changed[k] *= (float) lift;
    }
  }
}
