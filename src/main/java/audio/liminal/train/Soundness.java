package audio.liminal.train;

import audio.liminal.file.AudioClip;
import java.util.Locale;

/**
 * Whether a recording is worth learning from.
 *
 * @param soundingSeconds how long it is not silent
 * @param clippedShare of samples that sit on the recording's peak, three or more in a row
 */
record Soundness(double soundingSeconds, double clippedShare) {
  private static final double BLOCK_SECONDS = 0.1;
  private static final float SILENCE = 3e-4f;
  private static final float LOUD = 0.5f;
  private static final float SAME = 0.9995f;
  private static final int RUN = 3;
  private static final double CLIPPED = 0.001;
  private static final double SPOILT = 0.2;

  static Soundness of(AudioClip clip) {
    double clipped = 0;
    for (float[] samples : clip.samples()) {
      clipped += clipped(samples);
    }
    double samples = Math.max(1.0, (double) clip.channels() * clip.lengthSamples());
    return new Soundness(sounding(clip.mono(), clip.sampleRateHz()), clipped / samples);
  }

  private static double sounding(float[] mono, int rateHz) {
    int block = (int) (BLOCK_SECONDS * rateHz);
    int sounding = 0;
    for (int from = 0; from < mono.length; from += block) {
      int to = Math.min(mono.length, from + block);
      if (peak(mono, from, to) > SILENCE) {
        sounding += to - from;
      }
    }
    return (double) sounding / rateHz;
  }

  private static float peak(float[] samples, int from, int to) {
    float peak = 0;
    for (int n = from; n < to; n++) {
      peak = Math.max(peak, Math.abs(samples[n]));
    }
    return peak;
  }

  private static int clipped(float[] samples) {
    float peak = peak(samples, 0, samples.length);
    if (peak < LOUD) {
      return 0;
    }
    int clipped = 0;
    int run = 0;
    for (float v : samples) {
      run = Math.abs(v) >= SAME * peak ? run + 1 : 0;
      clipped += run < RUN ? 0 : run == RUN ? RUN : 1;
    }
    return clipped;
  }

  boolean isClipped() {
    return clippedShare > CLIPPED;
  }

  /** So much that there is nothing to learn but the clipping. */
  boolean isSpoilt() {
    return clippedShare > SPOILT;
  }

  String clippedPercent() {
    return String.format(Locale.ROOT, "%.1f %% of its samples", 100 * clippedShare);
  }
}
