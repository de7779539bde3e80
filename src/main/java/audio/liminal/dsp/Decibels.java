package audio.liminal.dsp;

import audio.liminal.signal.RealTime;

/**
 * Conversions between power, amplitude and decibels, fast enough for every bin of every hop.
 *
 * <p>Logarithm and exponential of one value split a float into exponent and mantissa and
 * approximate the rest by a short series. Those of an array do without such a split, which Java's
 * compiler does not vectorise: roots or squares bring what a series approximates near to one. They
 * are several times as fast and within 1e-4 dB.
 */
public final class Decibels {
  private static final float DB_PER_OCTAVE_OF_POWER = (float) (10 * Math.log10(2));
  private static final float OCTAVES_PER_DB_OF_AMPLITUDE = (float) (1 / (20 * Math.log10(2)));
  private static final float LN_2 = (float) Math.log(2);
  // log2(m) = 2/ln 2 atanh(t) with t = (m-1)/(m+1), the odd series
  private static final float A1 = (float) (2 / Math.log(2));
  private static final float A3 = A1 / 3;
  private static final float A5 = A1 / 5;
  private static final float A7 = A1 / 7;
  // the exponential series
  private static final float E2 = 1 / 2f;
  private static final float E3 = 1 / 6f;
  private static final float E4 = 1 / 24f;
  private static final float E5 = 1 / 120f;
  private static final float E6 = 1 / 720f;
  private static final float ROUNDER = 12_582_912;
  private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
  private static final float E7 = 1 / 5040f;
  private static final float A9 = A1 / 9;

  /** Of the array forms: five squares undo this root. */
  private static final int ROOT = 32;

  private static final float DB_PER_ROOT_OCTAVE = ROOT * DB_PER_OCTAVE_OF_POWER;
  private static final float LOG_ROOT_PER_DB = (float) (Math.log(10) / 20 / ROOT);

  /** Puts 1 at the middle of the powers that audio has. */
  private static final float CENTRE = 32_768;

  private static final float CENTRE_DB = (float) (10 * Math.log10(CENTRE));
  private static final float MIN_OCTAVES = -126;
  private static final float MAX_OCTAVES = 126;

  private Decibels() {}

  /** 10 log10 of a positive, normal power. */
  @RealTime
  public static float ofPower(float power) {
    return DB_PER_OCTAVE_OF_POWER * log2(power);
  }

  /** The amplitude factor of a level, 10^(db/20); finite levels give finite, positive factors. */
  @RealTime
  public static float toAmplitude(float db) {
    return exp2(OCTAVES_PER_DB_OF_AMPLITUDE * db);
  }

  /**
   * The levels of powers from 1e-13 to 1e4.
   *
   * @param floor is added to each power
   * @param db written, as long as {@code powers}
   */
  @RealTime
  public static void ofPowers(float[] powers, float floor, float[] db) {
    for (int k = 0; k < db.length; k++) {
      float m = (float) Math.sqrt(CENTRE * (powers[k] + floor));
      m = (float) Math.sqrt(m);
      m = (float) Math.sqrt(m);
      m = (float) Math.sqrt(m);
      m = (float) Math.sqrt(m);
      float t = (m - 1) / (m + 1);
      float t2 = t * t;
      float octaves = t * (A1 + t2 * (A3 + t2 * (A5 + t2 * (A7 + t2 * A9))));
      db[k] = DB_PER_ROOT_OCTAVE * octaves - CENTRE_DB;
    }
  }

  /**
   * The amplitude factors of levels that are held between -100 and 60 dB or less.
   *
   * @param least no level counts for less
   * @param most no level counts for more
   * @param amplitudes written, as long as {@code db}
   */
  @RealTime
  public static void toAmplitudes(float[] db, float least, float most, float[] amplitudes) {
    for (int k = 0; k < amplitudes.length; k++) {
      float f = LOG_ROOT_PER_DB * Math.max(least, Math.min(most, db[k]));
      float a = 1 + f * (1 + f * (E2 + f * (E3 + f * (E4 + f * (E5 + f * (E6 + f * E7))))));
      a *= a;
      a *= a;
      a *= a;
      a *= a;
      a *= a;
      amplitudes[k] = a;
    }
  }

  private static float log2(float x) {
    int bits = Float.floatToRawIntBits(x);
    // the mantissa is centred on 1, sqrt(1/2) to sqrt(2), so that log2(1) is exactly 0
    int shifted = bits - 0x3f3504f3;
    int exponent = shifted >> 23;
    float m = Float.intBitsToFloat((shifted & 0x007fffff) + 0x3f3504f3);
    float t = (m - 1) / (m + 1);
    float t2 = t * t;
    return exponent + t * (A1 + t2 * (A3 + t2 * (A5 + t2 * A7)));
  }

  private static float exp2(float x) {
    float inRange = x > MAX_OCTAVES ? MAX_OCTAVES : x < MIN_OCTAVES ? MIN_OCTAVES : x;
    // adding 1.5 * 2^23 leaves no room for a fraction: the sum's low bits are the nearest integer
    float rounded = inRange + ROUNDER;
    int whole = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
    float f = (inRange - (rounded - ROUNDER)) * LN_2;
    float series = 1 + f * (1 + f * (E2 + f * (E3 + f * (E4 + f * (E5 + f * E6)))));
    return Float.intBitsToFloat((whole + 127) << 23) * series;
  }
}
