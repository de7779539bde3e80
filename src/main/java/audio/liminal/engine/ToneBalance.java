package audio.liminal.engine;

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

  ToneBalance(int bins) {
    this.bins = bins;
    this.changed = new float[bins];
    this.toneOut = new float[bins];
    this.restOut = new float[bins];
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
    double powerIn = TINY;
    double restIn = 0;
    double tone = TINY;
    double rest = 0;
    float loudest = TINY;
    for (int k = 0; k < bins; k++) {
      float out = power[k] * changed[k] * changed[k];
      restOut[k] = out * restShare[k];
      toneOut[k] = out - restOut[k];
      loudest = Math.max(loudest, toneOut[k]);
      powerIn += power[k];
      restIn += power[k] * restShare[k];
      tone += toneOut[k];
      rest += restOut[k];
    }
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
    double given = TINY;
    for (int k = 0; k < bins; k++) {
      given += toneOut[k] * toneOut[k] / (toneOut[k] + knee);
    }
    float scale = (float) (more / given);
    double rest = 0;
    for (int k = 0; k < bins; k++) {
      float factor = 1 + scale * toneOut[k] / (toneOut[k] + knee);
      changed[k] *= (float) Math.sqrt(factor);
      restOut[k] *= factor;
      rest += restOut[k];
    }
    return rest;
  }

  /**
   * Under which ceiling the rest has the power allowed: the root in logarithms, where Newton's
   * steps from below never pass it.
   */
  private float ceiling(double allowed) {
    float ceiling = (float) (allowed / bins);
    for (int i = 0; i < STEPS; i++) {
      float sum = TINY;
      float slope = TINY;
      for (int k = 0; k < bins; k++) {
        float over = ceiling / (ceiling + restOut[k]);
        float under = restOut[k] * over;
        sum += under;
        slope += under * (1 - over);
      }
      ceiling *= (float) Math.exp(Math.log(allowed / sum) * sum / slope);
    }
    return ceiling;
  }

  /** Lowers nothing below the tone's own gain, a power factor. */
  private void holdUnder(float ceiling, float[] restShare, float toneGain) {
    float least = (float) Math.sqrt(toneGain);
    for (int k = 0; k < bins; k++) {
      float low = (float) Math.sqrt(ceiling / (ceiling + restOut[k]));
      float g = changed[k] * (1 - restShare[k] * (1 - low));
      changed[k] = g < least ? Math.min(changed[k], least) : g;
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
    double powerIn = TINY;
    double unlikeIn = 0;
    double powerOut = TINY;
    double unlikeOut = 0;
    double fundamentalOut = TINY;
    double fundamentalIn = TINY;
    for (int k = 0; k < bins; k++) {
      float out = power[k] * changed[k] * changed[k];
      powerIn += power[k];
      unlikeIn += power[k] * unlike[k];
      powerOut += out;
      unlikeOut += out * unlike[k];
      if (k >= from && k < to) {
        fundamentalOut += out * unlike[k];
        fundamentalIn += power[k] * unlike[k];
      }
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
