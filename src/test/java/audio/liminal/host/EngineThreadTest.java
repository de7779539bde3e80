package audio.liminal.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EngineThreadTest {
  private static final int BLOCK = 128;

  @Test
  void shouldGiveWhatTheOfflineRendererGivesFromAThreadOfItsOwn() {
    float[][] in = GatedCodec.noise(1, 100 * BLOCK, 1);
    ClipSink offline = new ClipSink(1, in[0].length);
    new OfflineRenderer(GatedCodec.engine(new GatedCodec(), 1, 0), 1, 0)
        .render(ClipSource.once(in), null, offline, taken -> {});
    try (EngineThread engine =
        new EngineThread(GatedCodec.engine(new GatedCodec(), 1, 0), 1, 0, BLOCK)) {
      float[] out = new float[in[0].length];
      long hops = 0;
      for (int at = 0; at < out.length; at += BLOCK) {
        float[][] block = {Arrays.copyOfRange(in[0], at, at + BLOCK)};
        engine.exchange(block, null, block, BLOCK);
        System.arraycopy(block[0], 0, out, at, BLOCK);
        hops += awaitHops(engine, BLOCK / 64);
      }
      int latency = engine.latency().totalSamples();
      float[] live = Arrays.copyOfRange(out, latency, out.length);
      assertArrayEquals(Arrays.copyOf(offline.samples()[0], live.length), live);
      assertEquals(0, engine.lateBlocks());
      assertEquals(in[0].length / 64, hops);
    }
    assertNotEquals("not asked for", Privileges.realTime());
  }

  @Test
  void shouldBeDryWhileTheEngineThrowsAndSayWhat() {
    GatedCodec codec = new GatedCodec();
    try (EngineThread engine = new EngineThread(GatedCodec.engine(codec, 1, 0), 1, 0, BLOCK)) {
      codec.throwing = true;
      float[][] in = GatedCodec.noise(1, 200 * BLOCK, 2);
      float[] out = new float[in[0].length];
      for (int at = 0; at < out.length; at += BLOCK) {
        float[][] block = {Arrays.copyOfRange(in[0], at, at + BLOCK)};
        engine.exchange(block, null, block, BLOCK);
        System.arraycopy(block[0], 0, out, at, BLOCK);
        awaitFailure(engine);
      }
      int latency = engine.latency().totalSamples();
      for (int n = latency + 4 * BLOCK; n < out.length; n++) {
        assertEquals(in[0][n - latency], out[n]);
      }
      assertEquals("on demand", engine.failure().getMessage());
      assertTrue(engine.lateBlocks() > 190);
    }
  }

  private static long awaitHops(EngineThread engine, int count) {
    long hops = 0;
    for (int patience = 0; hops < count; patience++) {
      hops += engine.takeHopTimes().getTotalCount();
      rest(patience);
    }
    return hops;
  }

  private static void awaitFailure(EngineThread engine) {
    for (int patience = 0; engine.failure() == null; patience++) {
      rest(patience);
    }
  }

  private static void rest(int patience) {
    if (patience > 10_000) {
      fail("the engine's thread does nothing");
    }
    try {
      Thread.sleep(0, 200_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(e);
    }
  }
}
