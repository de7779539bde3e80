package audio.liminal.measure;

import audio.liminal.file.AudioClip;

/**
 * Integrated loudness by ITU-R BS.1770-4, for mono and stereo at any sample rate.
 *
 * <p>The K-weighting is made from its analogue prototypes (De Man 2014), so that all rates agree.
 */
public final class Loudness {
  private static final double SHELF_HZ = 1681.974450955533;
  private static final double SHELF_DB = 3.999843853973347;
  private static final double SHELF_Q = 0.7071752369554196;
  private static final double SHELF_SLOPE = 0.4996667741545416;
  private static final double HIGH_PASS_HZ = 38.13547087602444;
  private static final double HIGH_PASS_Q = 0.5003270373238773;
  private static final double OFFSET_DB = -0.691;
  private static final double ABSOLUTE_GATE_LUFS = -70;
  private static final double RELATIVE_GATE_LU = -10;
  private static final int STEPS_IN_BLOCK = 4;
  private static final int STEPS_A_SECOND = 10;

  private Loudness() {}

  /** Loudness in LUFS; negative infinity where nothing is louder than the absolute gate. */
  public static double integratedLufs(AudioClip clip) {
    double[] blocks = blockPowers(clip);
    double absolute = power(ABSOLUTE_GATE_LUFS);
    double relative = gatedMean(blocks, absolute) * Math.pow(10, RELATIVE_GATE_LU / 10);
    return OFFSET_DB + 10 * Math.log10(gatedMean(blocks, Math.max(absolute, relative)));
  }

  private static double power(double lufs) {
    return Math.pow(10, (lufs - OFFSET_DB) / 10);
  }

  private static double gatedMean(double[] blocks, double gate) {
    double sum = 0;
    int count = 0;
    for (double block : blocks) {
      if (block > gate) {
        sum += block;
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /** Mean squares of 400 ms every 100 ms, summed over channels; a shorter sound is one block. */
  private static double[] blockPowers(AudioClip clip) {
    int step = Math.round((float) clip.sampleRateHz() / STEPS_A_SECOND);
    int steps = clip.lengthSamples() / step;
    if (steps < STEPS_IN_BLOCK) {
      steps = STEPS_IN_BLOCK;
      step = Math.max(1, clip.lengthSamples() / STEPS_IN_BLOCK);
    }
    double[] energy = new double[steps];
    for (float[] channel : clip.samples()) {
      double[] weighted = weighted(channel, clip.sampleRateHz());
      for (int n = 0; n < Math.min(steps * step, weighted.length); n++) {
        energy[n / step] += weighted[n] * weighted[n];
      }
    }
    double[] blocks = new double[steps - STEPS_IN_BLOCK + 1];
    for (int b = 0; b < blocks.length; b++) {
      for (int s = b; s < b + STEPS_IN_BLOCK; s++) {
        blocks[b] += energy[s] / (STEPS_IN_BLOCK * step);
      }
    }
    return blocks;
  }

  private static double[] weighted(float[] channel, int sampleRateHz) {
    double[] x = new double[channel.length];
    for (int n = 0; n < x.length; n++) {
      x[n] = channel[n];
    }
    shelf(x, sampleRateHz);
    highPass(x, sampleRateHz);
    return x;
  }

  private static void shelf(double[] x, int sampleRateHz) {
    double k = Math.tan(Math.PI * SHELF_HZ / sampleRateHz);
    double high = Math.pow(10, SHELF_DB / 20);
    double band = Math.pow(high, SHELF_SLOPE);
    double a0 = 1 + k / SHELF_Q + k * k;
    double b0 = (high + band * k / SHELF_Q + k * k) / a0;
    double b1 = 2 * (k * k - high) / a0;
    double b2 = (high - band * k / SHELF_Q + k * k) / a0;
    filter(x, b0, b1, b2, 2 * (k * k - 1) / a0, (1 - k / SHELF_Q + k * k) / a0);
  }

  /** The standard's numerator is 1, -2, 1 at 48 kHz: a gain that other rates have to take over. */
  private static void highPass(double[] x, int sampleRateHz) {
    double k = Math.tan(Math.PI * HIGH_PASS_HZ / sampleRateHz);
    double k48 = Math.tan(Math.PI * HIGH_PASS_HZ / 48_000);
    double a0 = 1 + k / HIGH_PASS_Q + k * k;
    double gain = (1 + k48 / HIGH_PASS_Q + k48 * k48) / a0;
    double a1 = 2 * (k * k - 1) / a0;
    double a2 = (1 - k / HIGH_PASS_Q + k * k) / a0;
    filter(x, gain, -2 * gain, gain, a1, a2);
  }

  /** A second-order section in transposed direct form II, in place. */
  private static void filter(double[] x, double b0, double b1, double b2, double a1, double a2) {
    double s1 = 0;
    double s2 = 0;
    for (int n = 0; n < x.length; n++) {
      double in = x[n];
      double out = b0 * in + s1;
      s1 = b1 * in - a1 * out + s2;
      s2 = b2 * in - a2 * out;
      x[n] = out;
    }
  }
}
