package audio.liminal.measure;

import audio.liminal.file.AudioClip;

/**
 * What a sound is like moment by moment, to be held against others of the same length and rate: mel
 * cepstra of each window, level included.
 *
 * @param cepstra of each window
 * @param loud which windows are within 40 dB of the loudest
 */
public record MelPicture(double[][] cepstra, boolean[] loud) {
  private static final double LOUD_DB = 40;

  /** Of a sound's mono sum. */
  public static MelPicture of(AudioClip clip) {
    double[][] cepstra = new Mfcc(clip.sampleRateHz()).of(clip.mono());
    double loudest = Double.NEGATIVE_INFINITY;
    for (double[] window : cepstra) {
      loudest = Math.max(loudest, levelDb(window));
    }
    boolean[] loud = new boolean[cepstra.length];
    for (int n = 0; n < loud.length; n++) {
      loud[n] = levelDb(cepstra[n]) > loudest - LOUD_DB;
    }
    return new MelPicture(cepstra, loud);
  }

  /** Mean over the bands. */
  private static double levelDb(double[] window) {
    return window[0] / Math.sqrt(Mfcc.BANDS);
  }

  /**
   * Mean over windows of the root mean square over mel bands of the level difference in dB, where
   * either is loud; a difference in level that never changes counts for nothing.
   */
  public double distanceDb(MelPicture other) {
    double offset = 0;
    int count = 0;
    for (int n = 0; n < loud.length; n++) {
      if (loud[n] || other.loud[n]) {
        offset += cepstra[n][0] - other.cepstra[n][0];
        count++;
      }
    }
    offset /= Math.max(1, count);
    double sum = 0;
    for (int n = 0; n < loud.length; n++) {
      if (loud[n] || other.loud[n]) {
        double shape = Mfcc.distance(cepstra[n], other.cepstra[n]);
        double level = cepstra[n][0] - other.cepstra[n][0] - offset;
        sum += Math.sqrt((shape * shape + level * level) / Mfcc.BANDS);
      }
    }
    return sum / Math.max(1, count);
  }
}
