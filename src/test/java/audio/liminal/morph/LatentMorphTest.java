package audio.liminal.morph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import audio.liminal.signal.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentMorphTest {
  private static final double HOPS_PER_SECOND = 1000;
  private final LatentMorph morph = new LatentMorph(2, HOPS_PER_SECOND);
  private final float[] here = new float[2];
  private final float[] there = new float[2];

  @Test
  void shouldInterpolateAlongTheStraightLine() {
    morph.morph(new float[] {1, -1}, new float[] {3, 5}, 0.25f, 0, here, there);
    assertArrayEquals(new float[] {1, -1}, here);
    assertArrayEquals(new float[] {1.5f, 0.5f}, there);
  }

  @Test
  void shouldStayExactlyWhereItIsAtZero() {
    morph.morph(new float[] {0.1f, 0.7f}, new float[] {1e6f, -1e6f}, 0, 20, here, there);
    assertArrayEquals(here, there);
  }

  @Test
  void shouldStayWhereItIsUntilTheTargetIsHeard() {
    morph.morph(new float[] {1, 2}, null, 1, 0, here, there);
    assertArrayEquals(here, there);
  }

  @Test
  void shouldKeepTheLastLatentThroughSilence() {
    morph.morph(new float[] {1, 2}, new float[] {3, 4}, 1, 0, here, there);
    morph.morph(null, null, 1, 0, here, there);
    assertArrayEquals(new float[] {1, 2}, here);
    assertArrayEquals(new float[] {3, 4}, there);
  }

  @Test
  void shouldSmoothByItsTimeConstant() {
    morph.morph(new float[] {0, 0}, null, 0, 20, here, there);
    for (int hop = 0; hop < 20; hop++) {
      morph.morph(new float[] {1, 1}, null, 0, 20, here, there);
    }
    assertEquals(1 - Math.exp(-1), here[0], 1e-4);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.01f, 1.01f, Float.NaN, Float.POSITIVE_INFINITY})
  void shouldRefuseAMorphOutOfRange(float value) {
    BadInputException e =
        assertThrows(BadInputException.class, () -> MorphSettings.NEUTRAL.withMorph(value));
    assertEquals("settings: morph=" + value + ", expected 0.0 to 1.0", e.getMessage());
  }
}
