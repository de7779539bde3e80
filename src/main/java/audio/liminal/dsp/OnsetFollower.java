package audio.liminal.dsp;

import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Hears attacks as they come: 1 from where many mel bands rise at once, for {@value #HOLD_SECONDS}
 * s, then falling to 0 within {@value #FALL_SECONDS} s.
 *
 * <p>An attack is a mean rise over {@value #RISE_SECONDS} s that is large, and large beside the
 * usual ones of the last second. The next one counts only after the rise has ended. An instance
 * belongs to one thread.
 */
public final class OnsetFollower {
  private static final int BANDS = 40;
  private static final double LOWEST_HZ = 30;
  private static final double HIGHEST_HZ = 16_000;
  private static final double RISE_SECONDS = 0.02;
  private static final double USUAL_SECONDS = 1;
  private static final double HOLD_SECONDS = 0.03;
  private static final double FALL_SECONDS = 0.03;
  private static final float LEAST_RISE_DB = 4;
  private static final float TIMES_USUAL = 2.5f;
  private static final float RANGE_DB = 60;
  private static final float PEAK_FALL_DB_PER_SECOND = 2;
  private static final float SILENCE_DB = -100;
  private static final float LEAST_POWER = 1e-10f;

  private final MelBands bands;
  private final float[] power = new float[BANDS];
  private final float[][] past;
  private final float fall;
  private final float peakFall;
  private final float usualStep;
  private final int holdHops;
  private int newest;
  private float peakDb;
  private float usual;
  private int hopsLeft;
  private float value;
  private boolean rising;

  /**
   * @param hopsPerSecond calls of {@link #hear} in a second of audio
   */
  public OnsetFollower(SpectrumGrid grid, double hopsPerSecond) {
    this.bands = new MelBands(BANDS, LOWEST_HZ, Math.min(HIGHEST_HZ, grid.topHz()), grid);
    this.past = new float[(int) Math.max(1, Math.round(RISE_SECONDS * hopsPerSecond))][BANDS];
    this.fall = (float) Math.min(1, 1 / (FALL_SECONDS * hopsPerSecond));
    this.peakFall = (float) (PEAK_FALL_DB_PER_SECOND / hopsPerSecond);
    this.usualStep = (float) (1 - Math.exp(-1 / (USUAL_SECONDS * hopsPerSecond)));
    this.holdHops = (int) Math.round(HOLD_SECONDS * hopsPerSecond);
    reset();
  }

  /** Forgets the past, as after silence. */
  @RealTime
  public void reset() {
    for (float[] slot : past) {
      Arrays.fill(slot, SILENCE_DB);
    }
    peakDb = SILENCE_DB;
    usual = 0;
    hopsLeft = 0;
    value = 0;
    rising = false;
  }

  /**
   * Starts in the midst of a sound, as if it had been there for a while: no attack.
   *
   * @param binPower as in {@link #hear}
   */
  @RealTime
  public void startFrom(float[] binPower) {
    reset();
    rise(binPower);
    for (float[] slot : past) {
      System.arraycopy(power, 0, slot, 0, BANDS);
    }
  }

  /**
   * Takes in one hop.
   *
   * @param binPower a full-scale sine's peak is 1
   * @return 0 to 1
   */
  @RealTime
  public float hear(float[] binPower) {
    float rise = rise(binPower);
    boolean large = rise > LEAST_RISE_DB && rise > TIMES_USUAL * usual;
    if (large && !rising) {
      hopsLeft = holdHops;
      value = 1;
      rising = true;
    } else if (hopsLeft > 0) {
      hopsLeft--;
    } else {
      value = value > fall ? value - fall : 0;
    }
    rising &= rise > LEAST_RISE_DB / 2;
    usual += usualStep * (rise - usual);
    return value;
  }

  /** Mean rise of the bands in dB; what is far below the recent loudest counts as that low. */
  private float rise(float[] binPower) {
    bands.sum(binPower, power);
    peakDb = peakDb - peakFall > SILENCE_DB ? peakDb - peakFall : SILENCE_DB;
    for (int b = 0; b < BANDS; b++) {
      power[b] = Decibels.ofPower(power[b] + LEAST_POWER);
      peakDb = power[b] > peakDb ? power[b] : peakDb;
    }
    float floor = peakDb - RANGE_DB > SILENCE_DB ? peakDb - RANGE_DB : SILENCE_DB;
    newest = newest + 1 < past.length ? newest + 1 : 0;
    float[] before = past[newest];
    float sum = 0;
    for (int b = 0; b < BANDS; b++) {
      float now = power[b] > floor ? power[b] : floor;
      float then = before[b] > floor ? before[b] : floor;
      sum += now > then ? now - then : 0;
      before[b] = power[b];
    }
    return sum / BANDS;
  }
}
