package audio.liminal.cli;

import audio.liminal.engine.MorphEngine;
import java.util.Random;

/** Measures an engine's latency with an impulse. */
final class ImpulseLatency {
  static final int RANDOM_BLOCKS = 0;
  private static final int LARGEST_RANDOM_BLOCK = 2048;

  private ImpulseLatency() {}

  /**
   * Samples from an impulse to the output's largest sample.
   *
   * @param engine of one channel without a sidechain, fresh
   * @param block samples in a block, or {@link #RANDOM_BLOCKS}
   */
  static int measure(MorphEngine engine, int block) {
    int latency = engine.latency().totalSamples();
    int at = 3 * latency + 17;
    float[][] audio = new float[1][at + 4 * latency];
    audio[0][at] = 0.5f;
    Random random = new Random(at);
    int done = 0;
    while (done < audio[0].length) {
      int wanted = block == RANDOM_BLOCKS ? 1 + random.nextInt(LARGEST_RANDOM_BLOCK) : block;
      int count = Math.min(wanted, audio[0].length - done);
      engine.process(audio, null, audio, done, count);
      done += count;
    }
    int largest = 0;
    for (int n = 0; n < audio[0].length; n++) {
      if (Math.abs(audio[0][n]) > Math.abs(audio[0][largest])) {
        largest = n;
      }
    }
    return largest - at;
  }
}
