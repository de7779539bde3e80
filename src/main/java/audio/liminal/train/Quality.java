package audio.liminal.train;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a person hears in a spectrum and a latent may follow; each gives one number a spectrum. */
enum Quality {
  /** Logarithm of the spectrum's centroid. */
  BRIGHTNESS,
  /** Total power in dB. */
  LOUDNESS,
  /** Spectral flatness in nepers: the geometric over the arithmetic mean of the power. */
  NOISINESS,
  /** Logarithm of the fundamental; NaN where none is clear. */
  PITCH;

  private static final double LEAST_POWER = 1e-12;
  private static final int LOWEST_BIN = 1;
  private static final int HIGHEST_BIN = 320;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * All of them.
   *
   * @param db a spectrum, of whose bins those up to 15 kHz count
   * @param pitchHz its fundamental or NaN
   */
  static Map<Quality, Double> of(float[] db, double pitchHz) {
    double sum = 0;
    double moment = 0;
    double logs = 0;
    for (int k = LOWEST_BIN; k <= HIGHEST_BIN; k++) {
      double power = Math.pow(10, db[k] / 10) + LEAST_POWER;
      sum += power;
      moment += power * k;
      logs += Math.log(power);
    }
    int bins = HIGHEST_BIN - LOWEST_BIN + 1;
    double flatness = logs / bins - Math.log(sum / bins);
    Map<Quality, Double> qualities = new EnumMap<>(Quality.class);
    qualities.put(BRIGHTNESS, Math.log(moment / sum));
    qualities.put(LOUDNESS, 10 * Math.log10(sum));
    qualities.put(NOISINESS, flatness);
    qualities.put(PITCH, Math.log(pitchHz));
    return qualities;
  }
}
