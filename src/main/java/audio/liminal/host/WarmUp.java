package audio.liminal.host;

import audio.liminal.engine.MorphEngine;
import java.util.Arrays;

/** Lets Java compile what runs all evening before it matters. */
final class WarmUp {
  private static final double STEP = 0.7;

  private WarmUp() {}

  /** Has an engine process a tone for so long, and makes it new again. */
  static void run(MorphEngine engine, int channels, int sidechains, long ns) {
    int hop = engine.hopSamples();
    float[][] block = new float[channels][hop];
    float[][] side = new float[sidechains][hop];
    long end = System.nanoTime() + ns;
    for (int i = 0; System.nanoTime() < end; i++) {
      for (float[] channel : block) {
        Arrays.fill(channel, (float) Math.sin(i * STEP));
      }
      engine.process(block, side, block, 0, hop);
    }
    engine.reset();
  }
}
