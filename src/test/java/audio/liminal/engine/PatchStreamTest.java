package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import audio.liminal.dsp.StftProfile;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model of patches as a live effect. */
class PatchStreamTest {
  private static final int RATE = 44_100;
  private static final int SAMPLES = 30_000;

  private static Model model;
  private static ModelCodec codec;

  @BeforeAll
  static void open() {
    model = Model.load(Path.of("models/piano-mel"));
    codec = model.open(Device.CPU);
  }

  @AfterAll
  static void close() {
    codec.close();
  }

  private static MorphEngine engine(MorphSettings settings) {
    return new MorphEngine(
        new StreamSpec(RATE, 1), 0, StftProfile.STUDIO, model.card().grid(), codec, settings);
  }

  private static float[] noise() {
    Random random = new Random(1);
    float[] x = new float[SAMPLES];
    for (int n = 0; n < x.length; n++) {
      x[n] = (float) (0.1 * random.nextGaussian());
    }
    return x;
  }

  private static float[] run(MorphEngine engine, int block) {
    float[][] in = {noise()};
    float[][] out = new float[1][SAMPLES];
    for (int at = 0; at < SAMPLES; at += block) {
      engine.process(in, null, out, at, Math.min(block, SAMPLES - at));
    }
    return out[0];
  }

  private static MorphSettings toAnchor(float amount) {
    return MorphSettings.NEUTRAL.withMorph(amount).withAnchor(model.timbre("piano-loud").mean());
  }

  @Test
  void shouldGiveTheSameForEveryBlockSizeAndAfterReset() {
    float[] whole = run(engine(toAnchor(1)), SAMPLES);
    for (int block : new int[] {1, 61, 64, 1024}) {
      MorphEngine engine = engine(toAnchor(1));
      assertArrayEquals(whole, run(engine, block), "block " + block);
      engine.reset();
      assertArrayEquals(whole, run(engine, block), "after reset, block " + block);
    }
  }

  @Test
  void shouldBeTransparentAtMorphZeroAndTheProfilesDelay() {
    MorphEngine engine = engine(toAnchor(0));
    float[] out = run(engine, 512);
    float[] in = noise();
    int delay = StftProfile.STUDIO.at(RATE).latencySamples();
    assertEquals(delay, engine.latency().totalSamples());
    for (int n = 4000; n < SAMPLES; n++) {
      assertEquals(in[n - delay], out[n], 1e-5);
    }
    assertFalse(Arrays.equals(out, run(engine(toAnchor(1)), 512)));
  }
}
