package audio.liminal.cli;

import audio.liminal.host.LiveClient;

/** A JACK client that remembers what it heard, for up to a minute, or plays an impulse a second. */
final class Ear implements LiveClient {
  static final int PERIOD = 48_000;
  private final float[][] heard;
  private volatile int length;

  Ear(int channels) {
    heard = new float[channels][60 * PERIOD];
  }

  /** Samples heard so far. */
  int length() {
    return length;
  }

  float[] channel(int index) {
    return heard[index];
  }

  /** Where the first sample that is not silent lies, or -1. */
  int onset(int channel) {
    for (int n = 0; n < length; n++) {
      if (heard[channel][n] != 0) {
        return n;
      }
    }
    return -1;
  }

  /** Where the largest sample lies from here on. */
  int peak(int channel, int from, int to) {
    int largest = from;
    for (int n = from; n < to; n++) {
      largest = Math.abs(heard[channel][n]) > Math.abs(heard[channel][largest]) ? n : largest;
    }
    return largest;
  }

  @Override
  public int prepare(int sampleRateHz, int largestBlock) {
    return 0;
  }

  @Override
  public void process(float[][] in, float[][] out, int count) {
    int at = length;
    for (int i = 0; i < count; i++) {
      out[0][i] = (at + i) % PERIOD == PERIOD / 2 ? 0.5f : 0;
    }
    if (at + count <= heard[0].length) {
      for (int c = 0; c < heard.length && c < in.length; c++) {
        System.arraycopy(in[c], 0, heard[c], at, count);
      }
      length = at + count;
    }
  }

  @Override
  public void xrun() {}
}
