package audio.liminal.host;

import audio.liminal.engine.MorphEngine;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Drives an engine as fast as it goes and trims its latency, so that the output lies on the input,
 * sample on sample, and is as long.
 */
public final class OfflineRenderer {
  private static final int BLOCK_SAMPLES = 4096;
  private static final BlockSource NOTHING = (channels, offset, count) -> 0;

  private final MorphEngine engine;
  private final int channels;
  private final int sidechains;

  /**
   * @param channels of the input and the output
   * @param sidechains of the engine's sidechain, 0 for none
   */
  public OfflineRenderer(MorphEngine engine, int channels, int sidechains) {
    this.engine = engine;
    this.channels = channels;
    this.sidechains = sidechains;
  }

  /**
   * Renders the input to its end.
   *
   * @param sidechain null without one; silent after its end
   * @param progress told the count of input samples taken so far
   * @return samples written, as many as were read
   */
  public long render(
      BlockSource input, BlockSource sidechain, BlockSink output, LongConsumer progress) {
    float[][] block = new float[channels][BLOCK_SAMPLES];
    float[][] side = sidechains > 0 ? new float[sidechains][BLOCK_SAMPLES] : null;
    long toSkip = engine.latency().totalSamples();
    long taken = 0;
    long written = 0;
    boolean ended = false;
    while (!ended || written < taken) {
      int read = fill(ended ? NOTHING : input, block);
      ended = read < BLOCK_SAMPLES;
      taken += read;
      if (side != null) {
        fill(sidechain, side);
      }
      engine.process(block, side, block, 0, BLOCK_SAMPLES);
      int skipped = (int) Math.min(toSkip, BLOCK_SAMPLES);
      toSkip -= skipped;
      int count = (int) Math.min(BLOCK_SAMPLES - skipped, ended ? taken - written : Long.MAX_VALUE);
      output.write(block, skipped, count);
      written += count;
      progress.accept(taken);
    }
    return written;
  }

  /** Reads a whole block, with silence after the end. */
  private static int fill(BlockSource source, float[][] block) {
    int read = 0;
    while (read < BLOCK_SAMPLES) {
      int n = source.read(block, read, BLOCK_SAMPLES - read);
      if (n <= 0) {
        break;
      }
      read += n;
    }
    for (float[] channel : block) {
      Arrays.fill(channel, read, BLOCK_SAMPLES, 0);
    }
    return read;
  }
}
