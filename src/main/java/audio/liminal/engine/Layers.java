package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.HarmonicMask;
import audio.liminal.dsp.OnsetFollower;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.signal.RealTime;

/**
 * Lets parts of the input get less of the morph: what is sustained, what is struck, and the first
 * moments of onsets. Where all get the whole it costs and changes nothing; turned down, it learns
 * the input anew, and takes what has been playing for no onset.
 */
final class Layers {
  private final HarmonicMask sustained;
  private final OnsetFollower onsets;
  private final float[] mask;
  private boolean active;
  private boolean midway;

  Layers(SpectrumGrid grid, double hopsPerSecond) {
    this.sustained = new HarmonicMask(grid, hopsPerSecond);
    this.onsets = new OnsetFollower(grid, hopsPerSecond);
    this.mask = new float[grid.bins()];
  }

  /** Forgets all audio, as after silence. */
  @RealTime
  void reset() {
    active = false;
    midway = false;
  }

  /** Takes the input's next hop for no onset, as it has been playing before. */
  @RealTime
  void joinMidway() {
    active = false;
    midway = true;
  }

  /**
   * Weights gains in dB.
   *
   * @param levelsDb the input's, at each bin
   * @param power the same as power
   * @param gains amplitude factors; changed
   * @param harmonic 0 (left alone) to 1 (morphed), likewise the others
   */
  @RealTime
  void apply(
      float[] levelsDb,
      float[] power,
      float[] gains,
      float harmonic,
      float percussive,
      float transients) {
    if (harmonic == 1 && percussive == 1 && transients == 1) {
      joinMidway();
      return;
    }
    if (!active) {
      active = true;
      sustained.reset();
      if (midway) {
        onsets.startFrom(power);
      } else {
        onsets.reset();
      }
    }
    sustained.hear(levelsDb, mask);
    float moment = 1 - (1 - transients) * onsets.hear(power);
    for (int k = 0; k < mask.length; k++) {
      float weight = moment * (percussive + mask[k] * (harmonic - percussive));
      gains[k] = Decibels.toAmplitude(weight * Decibels.ofPower(gains[k] * gains[k]));
    }
  }
}
