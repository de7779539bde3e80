package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.MelSmoother;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Makes gains of what a decoder says: {@link #find}, {@link #finish}, {@link #weigh}, in this order
 * in every hop.
 */
final class GainShape {
  private static final float MAX_BOOST_DB = 40;
  private static final float MAX_CUT_DB = 80;
  private static final float MAX_GAIN = (float) Math.pow(10, MAX_BOOST_DB / 20);

  /**
   * Waves over the mel scale in the gain of a timbre move. More would see the partials of a high
   * tone as its timbre and fill the gaps between them.
   */
  private static final int TIMBRE_WAVES = 18;

  private final HeardStreams heard;
  private final MelSmoother smoother;
  private final Steadiness steadiness;
  private final PitchGuard pitchGuard;
  private final Layers layers;
  private final int bins;
  private final float[] gainsDb;
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
    this.smoothDb = new float[bins];
    this.gridGains = new float[bins];
  }

  @RealTime
  void reset() {
    steadiness.reset();
    pitchGuard.reset();
    layers.reset();
  }

  /**
   * The ratio of what is wanted to what is there.
   *
   * @param decodedDb the spectrum wanted, then that of where the input is; null for no change
   * @param targetsDb what the decoder should have given for the input
   * @param full 0 (the gain form) to 1 (the full form)
   */
  @RealTime
  void find(float[] decodedDb, float[] targetsDb, float full) {
    if (decodedDb == null) {
      Arrays.fill(gainsDb, 0);
      return;
    }
    for (int k = 0; k < bins; k++) {
      float reference = decodedDb[bins + k];
      reference += full * (targetsDb[k] - reference);
      gainsDb[k] = decodedDb[k] - reference;
    }
  }

  /**
   * Makes factors of it that keep the loudness.
   *
   * @param windowed each channel's samples times the analysis window
   * @param moved 0 to 1, how far the gain is that of a move to a timbre
   */
  @RealTime
  void finish(float[][] windowed, float moved, float towards, float towardsSidechain) {
    if (moved > 0) {
      smoother.smooth(gainsDb, smoothDb);
      for (int k = 0; k < bins; k++) {
        gainsDb[k] += moved * (smoothDb[k] - gainsDb[k]);
      }
    }
    toGains();
    float makeUp = heard.makeUp(gridGains, towardsSidechain);
    if (moved > 0) {
      float makeUpDb = Decibels.ofPower(makeUp * makeUp);
      for (int k = 0; k < bins; k++) {
        gainsDb[k] += makeUpDb;
      }
      steadiness.apply(
          heard.levelsDb(), gainsDb, heard.loudnessDb()[LoudnessMatch.INPUT], moved * towards);
      toGains();
      pitchGuard.hear(windowed, heard.power(LoudnessMatch.INPUT));
      pitchGuard.apply(heard.power(LoudnessMatch.INPUT), gridGains, moved * towards);
      makeUp = heard.makeUp(gridGains, towardsSidechain);
    } else {
      steadiness.reset();
      pitchGuard.reset();
    }
    for (int k = 0; k < bins; k++) {
      float g = gridGains[k] * makeUp;
      gridGains[k] = g < MAX_GAIN ? g : MAX_GAIN;
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

  private void toGains() {
    for (int k = 0; k < bins; k++) {
      float db = gainsDb[k];
      db = db > MAX_BOOST_DB ? MAX_BOOST_DB : db < -MAX_CUT_DB ? -MAX_CUT_DB : db;
      gridGains[k] = Decibels.toAmplitude(db);
    }
  }
}
