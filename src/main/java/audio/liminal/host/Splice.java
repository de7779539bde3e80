package audio.liminal.host;

import audio.liminal.signal.RealTime;

/**
 * Joins the morph and the dry signal without a step, over {@value #FADE_SAMPLES} samples.
 *
 * <p>On the way back to the morph both are at hand and cross over. On the way to the dry signal the
 * morph has no future: what set it apart goes on turned about its last point, so that neither the
 * sound nor its slope steps, and fades away. Where both signals are the same nothing is added.
 */
final class Splice {
  static final int FADE_SAMPLES = 64;

  /** Half a cosine, from nearly 1 to nearly 0. */
  private final float[] fade = new float[FADE_SAMPLES];

  private final BlockRing dry;

  /** What was heard last, oldest first. */
  private final float[][] heard;

  /** What is added to the dry signal after the morph broke off. */
  private final float[][] tail;

  private int tailAt = FADE_SAMPLES;
  private int backAt = FADE_SAMPLES;

  /**
   * @param dry whose first channels are the dry signal's
   */
  Splice(BlockRing dry, int channels) {
    this.dry = dry;
    heard = new float[channels][FADE_SAMPLES + 1];
    tail = new float[channels][FADE_SAMPLES];
    for (int i = 0; i < FADE_SAMPLES; i++) {
      fade[i] = (float) (0.5 + 0.5 * Math.cos(Math.PI * (i + 1) / (FADE_SAMPLES + 1)));
    }
  }

  /** The morph has ended; what comes next is the dry signal from this position on. */
  @RealTime
  void leaveMorph(long position) {
    for (int c = 0; c < tail.length; c++) {
      float end = heard[c][FADE_SAMPLES] - dry.at(c, position - 1);
      for (int i = 0; i < FADE_SAMPLES; i++) {
        int before = FADE_SAMPLES - 1 - i;
        float mirrored = heard[c][before] - dry.at(c, position - 2 - i);
        tail[c][i] = fade[i] * (2 * end - mirrored);
      }
    }
    tailAt = 0;
    backAt = FADE_SAMPLES;
  }

  /** The dry signal has ended; what comes next is the morph. */
  @RealTime
  void enterMorph() {
    backAt = 0;
  }

  /** Mends a block of the dry signal, in place. */
  @RealTime
  void mendDry(float[][] block, int count) {
    int n = Math.min(count, FADE_SAMPLES - tailAt);
    for (int c = 0; c < tail.length; c++) {
      for (int i = 0; i < n; i++) {
        block[c][i] += tail[c][tailAt + i];
      }
    }
    tailAt += n;
    remember(block, count);
  }

  /**
   * Mends a block of the morph, in place.
   *
   * @param position of the dry signal's sample beside the block's first
   */
  @RealTime
  void mendMorph(float[][] block, long position, int count) {
    int n = Math.min(count, FADE_SAMPLES - backAt);
    for (int c = 0; c < tail.length; c++) {
      for (int i = 0; i < n; i++) {
        float beside = dry.at(c, position + i);
        if (tailAt + i < FADE_SAMPLES) {
          beside += tail[c][tailAt + i];
        }
        block[c][i] += fade[backAt + i] * (beside - block[c][i]);
      }
    }
    backAt += n;
    tailAt = Math.min(FADE_SAMPLES, tailAt + n);
    remember(block, count);
  }

  private void remember(float[][] block, int count) {
    int n = Math.min(count, FADE_SAMPLES + 1);
    for (int c = 0; c < heard.length; c++) {
      System.arraycopy(heard[c], n, heard[c], 0, FADE_SAMPLES + 1 - n);
      System.arraycopy(block[c], count - n, heard[c], FADE_SAMPLES + 1 - n, n);
    }
  }
}
