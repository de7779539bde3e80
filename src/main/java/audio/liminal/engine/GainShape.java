package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.MelSmoother;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.Corners;
import audio.liminal.morph.Ends;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Makes gains of what a decoder says: {@link #find}, {@link #finish}, {@link #weigh}, in this order
 * in every hop.
 */
final class GainShape {
  static final int PLACES_BEFORE_ENDS = 2;

  /** Spectra to decode at most: where the input is moved to, where it is, and the ends. */
  static final int MOST_PLACES = PLACES_BEFORE_ENDS + Corners.MOST;

  private static final float MAX_BOOST_DB = 40;
  private static final float MAX_CUT_DB = 80;

  /** What nobody hears: the level of a bin that no gain need go below. */
  private static final float SILENCE_DB = -100;

  /** Share of the way on which the input is lifted there. */
  private static final float LIFTED_WITHIN = 0.25f;

  private static final float MAX_GAIN = (float) Math.pow(10, MAX_BOOST_DB / 20);

  /**
   * Waves over the mel scale in the gain of a timbre move. More make it rougher, by spectral flux,
   * and no more like the timbre.
   */
  private static final int TIMBRE_WAVES = 18;

  private final HeardStreams heard;
  private final MelSmoother smoother;
  private final Steadiness steadiness;
  private final PitchGuard pitchGuard;
  private final Layers layers;
  private final int bins;
  private final float[] gainsDb;
  private final float[] referenceDb;
  private final float[] endDb;
  private final float[] smoothDb;
  private final float[] gridGains;

  GainShape(SpectrumGrid grid, HeardStreams heard, double hopsPerSecond, PitchGuard pitchGuard) {
    this.heard = heard;
    this.pitchGuard = pitchGuard;
    this.bins = grid.bins();
    this.smoother = new MelSmoother(TIMBRE_WAVES, grid);
    this.steadiness = new Steadiness(bins, hopsPerSecond);
    this.layers = new Layers(grid, hopsPerSecond);
    this.gainsDb = new float[bins];
    this.referenceDb = new float[bins];
    this.endDb = new float[bins];
    this.smoothDb = new float[bins];
    this.gridGains = new float[bins];
  }

  @RealTime
  void reset() {
    steadiness.reset();
    pitchGuard.reset();
    layers.reset();
  }

  /** Begins in the midst of the input. */
  @RealTime
  void joinMidway() {
    layers.joinMidway();
  }

  /**
   * The ratio of what is wanted to what is there, without what no gain can reach.
   *
   * <p>That is taken off as found at the ends of the way, in the share the way has gone: limits met
   * on the way alone would let it stop before its end.
   *
   * @param decodedDb the spectrum wanted, that of where the input is, and those of the ends
   * @param targetsDb what the decoder should have given for the input
   * @param full 0 (the gain form) to 1 (the full form)
   * @param moved 0 to 1, how far the gain is that of a move to a timbre
   * @param towards 0 to 1, the share of the way
   */
  @RealTime
  void find(
      float[] decodedDb, float[] targetsDb, float full, float moved, Ends ends, float towards) {
    for (int k = 0; k < bins; k++) {
      float reference = decodedDb[bins + k];
      referenceDb[k] = reference + full * (targetsDb[k] - reference);
    }
    ratio(decodedDb, 0, moved, gainsDb);
    for (int end = 0; end < ends.count(); end++) {
      float share = towards * ends.weight(end);
      if (share > 0) {
        ratio(decodedDb, PLACES_BEFORE_ENDS + end, moved, endDb);
        takeOffBeyond(share, towards);
      }
    }
  }

  /** No change. */
  @RealTime
  void leave() {
    Arrays.fill(gainsDb, 0);
  }

  private void ratio(float[] decodedDb, int place, float moved, float[] ratioDb) {
    for (int k = 0; k < bins; k++) {
      ratioDb[k] = decodedDb[place * bins + k] - referenceDb[k];
    }
    if (moved > 0) {
      smoother.smooth(ratioDb, smoothDb);
      for (int k = 0; k < bins; k++) {
        ratioDb[k] += moved * (smoothDb[k] - ratioDb[k]);
      }
    }
  }

  private void takeOffBeyond(float share, float towards) {
    addMakeUp(endDb, 0);
    float[] levelsDb = heard.levelsDb();
    float early = 1 / Math.max(towards, LIFTED_WITHIN) - 1;
    for (int k = 0; k < bins; k++) {
      gainsDb[k] += share * (reached(endDb[k], levelsDb[k], early) - endDb[k]);
    }
  }

  /**
   * What is reached of a gain at the end of the way. Where the input is below what anybody hears,
   * it is lifted there early on the way, as the way would be heard late otherwise. Cuts end there.
   *
   * @param early how much more of that lift there is at the end than on the way
   */
  private static float reached(float gainDb, float levelDb, float early) {
    float toSilence = SILENCE_DB - levelDb;
    float least = Math.max(-MAX_CUT_DB, Math.min(0, toSilence));
    float reached = Math.min(MAX_BOOST_DB, Math.max(least, gainDb));
    float unheard = Math.max(0, Math.min(reached, toSilence));
    return reached + early * unheard;
  }

  /**
   * Makes factors of it that keep the loudness.
   *
   * @param windowed each channel's samples times the analysis window
   * @param moved 0 to 1, how far the gain is that of a move to a timbre
   */
  @RealTime
  void finish(float[][] windowed, float moved, float towards, float towardsSidechain) {
    addMakeUp(gainsDb, towardsSidechain);
    float[] power = heard.power(LoudnessMatch.INPUT);
    if (moved > 0) {
      pitchGuard.hear(windowed, power);
      pitchGuard.bridge(power, gainsDb, moved * towards);
      steadiness.apply(
          heard.levelsDb(), gainsDb, heard.loudnessDb()[LoudnessMatch.INPUT], moved * towards);
    } else {
      pitchGuard.reset();
      steadiness.reset();
    }
    float makeUp = toGains(gainsDb, towardsSidechain);
    if (moved > 0) {
      pitchGuard.apply(power, gridGains, moved * towards);
      makeUp = heard.makeUp(gridGains, towardsSidechain);
    }
    multiply(gridGains, makeUp);
  }

  private static void multiply(float[] gains, float factor) {
    for (int k = 0; k < gains.length; k++) {
      gains[k] = Math.min(MAX_GAIN, gains[k] * factor);
    }
  }

  private void addMakeUp(float[] db, float towardsSidechain) {
    float makeUp = toGains(db, towardsSidechain);
    float makeUpDb = Decibels.ofPower(makeUp * makeUp);
    for (int k = 0; k < bins; k++) {
      db[k] += makeUpDb;
    }
  }

  /** Lets layers have less of it, puts the loudness contour on it, and gives it. */
  @RealTime
  float[] weigh(float[] live) {
    layers.apply(
        heard.levelsDb(),
        heard.power(LoudnessMatch.INPUT),
        gridGains,
        live[Controls.index(Control.HARMONIC)],
        live[Controls.index(Control.PERCUSSIVE)],
        live[Controls.index(Control.TRANSIENTS)]);
    float share = live[Controls.index(Control.SIDECHAIN_LOUDNESS)];
    float db = heard.loudness().contourDb(heard.loudnessDb(), share);
    if (db != 0) {
      float factor = Decibels.toAmplitude(db);
      for (int k = 0; k < bins; k++) {
        gridGains[k] *= factor;
      }
    }
    return gridGains;
  }

  /** Turns levels into factors and gives what makes them as loud as they should be. */
  private float toGains(float[] levelsDb, float towardsSidechain) {
    Decibels.toAmplitudes(levelsDb, -MAX_CUT_DB, MAX_BOOST_DB, gridGains);
    return heard.makeUp(gridGains, towardsSidechain);
  }
}
