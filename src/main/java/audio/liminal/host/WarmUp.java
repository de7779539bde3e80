package audio.liminal.host;

import audio.liminal.engine.MorphEngine;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Lets Java compile what runs all evening before it matters. */
final class WarmUp {
  private static final double STEP = 0.7;
  private static final long PAUSE_NS = 200_000;

  private WarmUp() {}

  /** Has an engine process a tone for so long, and makes it new again. */
  static void run(MorphEngine engine, int channels, int sidechains, long ns) {
    int hop = engine.hopSamples();
    float[][] block = new float[channels][hop];
    float[][] side = new float[sidechains][hop];
    long end = System.nanoTime() + ns;
    for (int i = 0; System.nanoTime() < end; i++) {
      fill(block, i);
      engine.process(block, side, block, 0, hop);
    }
    engine.reset();
  }

  /** The same on a thread of the engine's own, with blocks handed over. */
  static void runBeside(MorphEngine engine, int channels, int sidechains, long ns) {
    int hop = engine.hopSamples();
    float[][] block = new float[channels][hop];
    float[][] side = new float[sidechains][hop];
    long end = System.nanoTime() + ns;
    try (EngineThread thread = new EngineThread(engine, channels, sidechains, hop)) {
      for (int i = 0; System.nanoTime() < end; i++) {
        fill(block, i);
        thread.exchange(block, side, block, hop);
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
    engine.reset();
  }

  private static void fill(float[][] block, int i) {
    for (float[] channel : block) {
      Arrays.fill(channel, (float) Math.sin(i * STEP));
    }
  }
}
