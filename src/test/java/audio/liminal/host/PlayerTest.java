package audio.liminal.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.engine.MorphEngine;
import audio.liminal.morph.Control;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A driver played by hand; bypassed, so that late or not sounds alike. */
class PlayerTest {
  private static final MorphSettings BYPASSED = MorphSettings.NEUTRAL.with(Control.BYPASS, true);
  private final List<Integer> ratesHz = new ArrayList<>();
  private BlockSource file;
  private MorphEngine engine;

  private Programme programme(int rateHz, MorphSettings settings) {
    ratesHz.add(rateHz);
    engine = GatedCodec.engine(new GatedCodec(), new StreamSpec(rateHz, 1), 1);
    engine.change(settings);
    engine.reset();
    return new Programme(engine, 1, 1, file, ClipSource.looping(new float[1][100]));
  }

  @Test
  void shouldGoOnWithAnotherBlockSizeAndBeginAnewWithAnotherRate() {
    try (Player player = new Player(this::programme, BYPASSED, 0, null)) {
      assertEquals(255 + 128, player.prepare(48_000, 128));
      assertEquals(255 + 512, player.prepare(48_000, 512));
      assertEquals(List.of(48_000), ratesHz);
      float[][] in = GatedCodec.noise(1, 512, 1);
      float[][] out = new float[1][512];
      player.process(in, out, 512);
      assertArrayEquals(new float[512], out[0]);
      player.process(in, out, 512);
      assertEquals(in[0][0], out[0][255]);
      assertEquals(in[0][256], out[0][511]);
      player.prepare(48_000, 64);
      assertEquals(1024, engine.position(), "the music goes on");
      assertEquals(511 + 512, player.prepare(96_000, 512));
      assertEquals(0, engine.position());
      assertEquals(List.of(48_000, 96_000), ratesHz);
      assertEquals(96_000, player.sampleRateHz());
    }
  }

  @Test
  void shouldBeLateByItsReserveToo() {
    try (Player player = new Player(this::programme, BYPASSED, 0.01, null)) {
      assertEquals(255 + 128 + 480, player.prepare(48_000, 128));
      float[][] in = GatedCodec.noise(1, 128, 1);
      float[][] out = new float[1][128];
      for (int block = 0; block < 6; block++) {
        player.process(in, out, 128);
        assertArrayEquals(new float[128], out[0]);
      }
      player.process(in, out, 128);
      assertEquals(0, out[0][94]);
      assertEquals(in[0][0], out[0][95]);
      assertEquals(in[0][32], out[0][127]);
    }
  }

  @Test
  void shouldEndWithTheFileOnceAllOfItWasHeard() {
    file = ClipSource.once(GatedCodec.noise(1, 1000, 2));
    try (Player player = new Player(this::programme, BYPASSED, 0, null)) {
      int latency = player.prepare(48_000, 128);
      float[][] out = new float[1][128];
      int played = 0;
      while (!player.fileEnded()) {
        player.process(new float[0][], out, 128);
        played += 128;
      }
      assertTrue(played >= 1000 + latency && played < 1000 + latency + 128, "played " + played);
    }
  }

  @Test
  void shouldTellFiguresAndTakeNewSettings() {
    try (Player player = new Player(this::programme, BYPASSED, 0, null)) {
      assertEquals(0, player.stats().latencySamples());
      player.prepare(48_000, 64);
      float[][] in = new float[1][64];
      in[0][7] = -0.25f;
      player.process(in, new float[1][64], 64);
      player.xrun();
      PlayStats stats = player.stats();
      assertEquals(0.25f, stats.inPeak());
      assertEquals(0, stats.outPeak());
      assertEquals(255 + 64, stats.latencySamples());
      assertEquals(1, stats.xruns());
      assertNull(stats.trouble());
      assertEquals(0, player.stats().inPeak());
      assertFalse(player.fileEnded());
      player.change(BYPASSED.withMorph(0.5f));
      assertEquals(0.5f, player.settings().get(Control.MORPH));
    }
  }
}
