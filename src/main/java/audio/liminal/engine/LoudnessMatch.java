package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.KWeighting;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.signal.RealTime;

/**
 * Keeps a morph as loud as its ends promise, in the K-weighted sense of ITU-R BS.1770.
 *
 * <p>Within a hop the gain may colour the input but not raise or lower it: the input's own loudness
 * contour stays. On top lies an offset that moves the long-term level along the line, in dB, from
 * the input's to the sidechain's. A product of momentary energies would sink in the middle wherever
 * the two do not sound at the same moments.
 */
final class LoudnessMatch {
  private static final double MAKE_UP_MS = 8;
  private static final double LONG_TERM_MS = 2000;
  private static final float MAX_MAKE_UP_DB = 36;
  private static final float MAX_OFFSET_DB = 12;
  private static final float TINY = 1e-20f;

  private final float[] weights;
  private final float makeUpStep;
  private final LongTermLevel input;
  private final LongTermLevel sidechain;
  private float makeUpDb;

  LoudnessMatch(SpectrumGrid grid, double hopsPerSecond) {
    weights = new float[grid.bins()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) KWeighting.power(k * grid.spacingHz());
    }
    makeUpStep = step(MAKE_UP_MS, hopsPerSecond);
    input = new LongTermLevel(step(LONG_TERM_MS, hopsPerSecond));
    sidechain = new LongTermLevel(step(LONG_TERM_MS, hopsPerSecond));
  }

  private static float step(double milliseconds, double hopsPerSecond) {
    return (float) (1 - Math.exp(-1000 / (milliseconds * hopsPerSecond)));
  }

  @RealTime
  void reset() {
    makeUpDb = 0;
    input.hops = 0;
    sidechain.hops = 0;
  }

  /** The weighted energy of a power spectrum. */
  @RealTime
  float energy(float[] power) {
    return energy(power, null);
  }

  /** The same after a gain; four sums at once, as one would wait for itself. */
  private float energy(float[] power, float[] gains) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int k = 0;
    for (; k + 3 < weights.length; k += 4) {
      a += weighted(power, gains, k);
      b += weighted(power, gains, k + 1);
      c += weighted(power, gains, k + 2);
      d += weighted(power, gains, k + 3);
    }
    for (; k < weights.length; k++) {
      a += weighted(power, gains, k);
    }
    return a + b + c + d;
  }

  private float weighted(float[] power, float[] gains, int k) {
    float p = weights[k] * power[k];
    return gains == null ? p : p * gains[k] * gains[k];
  }

  @RealTime
  void hearInput(float energy) {
    input.hear(energy);
  }

  @RealTime
  void hearSidechain(float energy) {
    sidechain.hear(energy);
  }

  /**
   * The factor to put on all of {@code gains}.
   *
   * @param power the input's power spectrum
   * @param gains its amplitude gains
   * @param towardsSidechain 0 to 1, how far the level goes over to the sidechain's
   */
  @RealTime
  float makeUp(float[] power, float[] gains, float towardsSidechain) {
    float ratio = (energy(power, null) + TINY) / (energy(power, gains) + TINY);
    float wanted = Decibels.ofPower(ratio);
    wanted = Math.max(-MAX_MAKE_UP_DB, Math.min(MAX_MAKE_UP_DB, wanted));
    makeUpDb += makeUpStep * (wanted - makeUpDb);
    return Decibels.toAmplitude(makeUpDb + towardsSidechain * offsetDb());
  }

  private float offsetDb() {
    if (input.hops == 0 || sidechain.hops == 0) {
      return 0;
    }
    float offset = Decibels.ofPower(sidechain.energy / input.energy);
    return Math.max(-MAX_OFFSET_DB, Math.min(MAX_OFFSET_DB, offset));
  }

  /**
   * The mean energy of a stream's louder moments, forgotten slowly; a moment 10 dB below it, as in
   * the relative gate of BS.1770, hardly counts, so that a decay does not drag the level along.
   */
  private static final class LongTermLevel {
    private static final float GATE = 0.1f;
    private static final float SHARE_BELOW_GATE = 0.05f;
    private final float slowest;
    private float energy;
    private int hops;

    LongTermLevel(float slowest) {
      this.slowest = slowest;
    }

    void hear(float momentary) {
      boolean loud = momentary > GATE * energy;
      hops += loud ? 1 : 0;
      float step = loud ? Math.max(slowest, 1f / hops) : SHARE_BELOW_GATE * slowest;
      energy += step * (momentary - energy);
    }
  }
}
