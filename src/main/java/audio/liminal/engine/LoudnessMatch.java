package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.KWeighting;
import audio.liminal.dsp.Reduce;
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
  static final int INPUT = 0;
  static final int SIDECHAIN = 1;

  private static final double LONG_TERM_MS = 5000;

  /** As long as BS.1770 hears for one momentary loudness. */
  private static final double TRUSTED_MS = 400;

  private static final float MAX_MAKE_UP_DB = 80;
  private static final float MAX_OFFSET_DB = 12;
  private static final double CONTOUR_MS = 10;
  private static final float MOST_CONTOUR_CUT_DB = -60;
  private static final float MOST_CONTOUR_BOOST_DB = 18;
  private static final float ARRIVED_DB = 0.001f;
  private static final float TINY = 1e-20f;
  private static final float HEARD = 1e-6f;
  private static final float SILENCE = 1e-8f;
  private static final int TAIL_DB = 60;
  private static final float TAIL = (float) Math.pow(10, -TAIL_DB / 10.0);

  private final SpectrumGrid grid;
  private final float[] weights;
  private final float[] weighted;

  /** Of the input, what a gain has to keep, and its sum. */
  private final float[] kept;

  private float keptEnergy;
  private final LongTermLevel[] levels = new LongTermLevel[2];
  private final float contourStep;
  private float contourDb;

  LoudnessMatch(SpectrumGrid grid, double hopsPerSecond) {
    this.grid = grid;
    weights = new float[grid.bins()];
    weighted = new float[grid.bins()];
    kept = new float[grid.bins()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) KWeighting.power(k * grid.spacingHz());
    }
    contourStep = step(CONTOUR_MS, hopsPerSecond);
    float slowest = step(LONG_TERM_MS, hopsPerSecond);
    float trustedHops = (float) (TRUSTED_MS / 1000 * hopsPerSecond);
    levels[INPUT] = new LongTermLevel(slowest, trustedHops);
    levels[SIDECHAIN] = new LongTermLevel(slowest, trustedHops);
  }

  private static float step(double milliseconds, double hopsPerSecond) {
    return (float) (1 - Math.exp(-1000 / (milliseconds * hopsPerSecond)));
  }

  @RealTime
  void reset() {
    levels[INPUT].forget();
    levels[SIDECHAIN].forget();
    contourDb = 0;
  }

  /** Goes on from another's levels where both measure on the same grid. */
  @RealTime
  void takeOver(LoudnessMatch before) {
    if (grid.equals(before.grid)) {
      levels[INPUT].take(before.levels[INPUT]);
      levels[SIDECHAIN].take(before.levels[SIDECHAIN]);
    }
  }

  /** The weighted energy of a power spectrum. */
  @RealTime
  float energy(float[] power) {
    for (int k = 0; k < weights.length; k++) {
      weighted[k] = weights[k] * power[k];
    }
    return Reduce.sum(weighted);
  }

  /**
   * Takes in a stream's momentary energy and tells whether it is worth listening to: more than
   * silence, and no more than {@value #TAIL_DB} dB below the stream's long-term level, as the end
   * of a decay or the noise in a pause is.
   *
   * @param stream {@link #INPUT} or {@link #SIDECHAIN}
   */
  @RealTime
  boolean hears(int stream, float energy) {
    if (energy < SILENCE) {
      return false;
    }
    levels[stream].hear(energy);
    return energy > TAIL * levels[stream].energy;
  }

  /**
   * Takes in the input's power spectrum, which gains are to keep as loud. Bins 60 dB below the
   * loudest do not count: beside a tone they hold the window's skirts, which cancel in the
   * overlap-add.
   */
  @RealTime
  void keep(float[] power) {
    float least = HEARD * Reduce.most(power);
    for (int k = 0; k < weights.length; k++) {
      kept[k] = power[k] >= least ? weights[k] * power[k] : 0;
    }
    keptEnergy = Reduce.sum(kept) + TINY;
  }

  /**
   * The factor to put on all of {@code gains} so that what was last told to {@link #keep} stays as
   * loud.
   *
   * @param gains amplitude factors
   * @param towardsSidechain 0 to 1, how far the level goes over to the sidechain's
   */
  @RealTime
  float makeUp(float[] gains, float towardsSidechain) {
    for (int k = 0; k < weighted.length; k++) {
      weighted[k] = kept[k] * gains[k] * gains[k];
    }
    float makeUpDb = Decibels.ofPower(keptEnergy / (Reduce.sum(weighted) + TINY));
    makeUpDb = Math.max(-MAX_MAKE_UP_DB, Math.min(MAX_MAKE_UP_DB, makeUpDb));
    return Decibels.toAmplitude(makeUpDb + towardsSidechain * offsetDb());
  }

  /**
   * The level in dB that takes the input's contour, each moment beside its long-term level, towards
   * the sidechain's; 0 until both have been heard.
   *
   * @param loudnessDb momentary, of the input and of the sidechain
   * @param share 0 (the input's contour) to 1 (the sidechain's)
   */
  @RealTime
  float contourDb(float[] loudnessDb, float share) {
    float goal = 0;
    if (share > 0 && levels[INPUT].hops > 0 && levels[SIDECHAIN].hops > 0) {
      float own = loudnessDb[INPUT] - Decibels.ofPower(levels[INPUT].energy + TINY);
      float other = loudnessDb[SIDECHAIN] - Decibels.ofPower(levels[SIDECHAIN].energy + TINY);
      goal = share * Math.max(MOST_CONTOUR_CUT_DB, Math.min(MOST_CONTOUR_BOOST_DB, other - own));
    }
    contourDb += contourStep * (goal - contourDb);
    contourDb = share == 0 && Math.abs(contourDb) < ARRIVED_DB ? 0 : contourDb;
    return contourDb;
  }

  /** As far as it is known: two streams of which little was heard are taken to be as loud. */
  private float offsetDb() {
    if (levels[INPUT].hops == 0 || levels[SIDECHAIN].hops == 0) {
      return 0;
    }
    float offset = Decibels.ofPower(levels[SIDECHAIN].energy / levels[INPUT].energy);
    float trust = Math.min(levels[INPUT].trust(), levels[SIDECHAIN].trust());
    return trust * Math.max(-MAX_OFFSET_DB, Math.min(MAX_OFFSET_DB, offset));
  }

  /**
   * The mean energy of a stream's louder moments, forgotten slowly; a moment 10 dB below it, as in
   * the relative gate of BS.1770, hardly counts, so that a decay does not drag the level along.
   */
  private static final class LongTermLevel {
    private static final float GATE = 0.1f;
    private static final float SHARE_BELOW_GATE = 0.05f;
    private final float slowest;
    private final float trustedHops;
    private float energy;
    private int hops;

    LongTermLevel(float slowest, float trustedHops) {
      this.slowest = slowest;
      this.trustedHops = trustedHops;
    }

    /** From 0 to 1, as a first note that fades in is for a while softer than it will be. */
    float trust() {
      return Math.min(1, hops / trustedHops);
    }

    void forget() {
      energy = 0;
      hops = 0;
    }

    void take(LongTermLevel before) {
      energy = before.energy;
      hops = before.hops;
    }

    void hear(float momentary) {
      boolean loud = momentary > GATE * energy;
      hops += loud && hops < Integer.MAX_VALUE ? 1 : 0;
      float step = loud ? Math.max(slowest, 1f / hops) : SHARE_BELOW_GATE * slowest;
      energy += step * (momentary - energy);
    }
  }
}
