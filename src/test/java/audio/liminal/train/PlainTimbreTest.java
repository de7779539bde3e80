package audio.liminal.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.file.AudioClip;
import audio.liminal.measure.Mfcc;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlainTimbreTest {
  private static final int RATE = 48_000;

  @ParameterizedTest
  @EnumSource(PlainTimbre.Kind.class)
  void shouldMoveASoundTowardsWhatItLearned(PlainTimbre.Kind kind) {
    AudioClip bright = new AudioClip(RATE, new float[][] {noise(0.9f, 1)});
    float[] dark = noise(-0.9f, 2);
    PlainTimbre plain = new PlainTimbre(kind, Map.of("bright", List.of(bright)));
    float[] moved = plain.render(dark, "bright");
    assertEquals(dark.length, moved.length);
    Mfcc mfcc = new Mfcc(RATE);
    double[] goal = mfcc.mean(bright.mono());
    double before = Mfcc.distance(mfcc.mean(dark), goal);
    double after = Mfcc.distance(mfcc.mean(moved), goal);
    assertTrue(after < 0.5 * before, before + " to " + after);
  }

  /** Noise through a one-zero filter; 0.9 is bright, -0.9 dark. */
  private static float[] noise(float difference, long seed) {
    Random random = new Random(seed);
    float[] noise = new float[2 * RATE];
    float last = 0;
    for (int n = 0; n < noise.length; n++) {
      float x = 0.1f * (float) random.nextGaussian();
      noise[n] = x - difference * last;
      last = x;
    }
    return noise;
  }
}
