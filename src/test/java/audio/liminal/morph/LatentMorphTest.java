package audio.liminal.morph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentMorphTest {
  private static final double HOPS_PER_SECOND = 1000;
  private static final float[] MEAN = {1, -2};
  private static final float[] DEVIATION = {2, 0.5f};
  private static final Controls PLAIN = Controls.NEUTRAL.with(Control.SMOOTHING, 0);
  private final LatentMorph morph = new LatentMorph(MEAN, DEVIATION, HOPS_PER_SECOND);
  private final float[] live = new float[Controls.count(2)];
  private final float[] here = new float[2];
  private final float[] there = new float[2];
  private long hop;

  @Test
  void shouldInterpolateAlongTheStraightLine() {
    hop(PLAIN.with(Control.MORPH, 0.25f), new float[] {1, -1}, new float[] {3, 5});
    assertArrayEquals(new float[] {1, -1}, here);
    assertArrayEquals(new float[] {1.5f, 0.5f}, there);
  }

  @Test
  void shouldStayExactlyWhereItIsAtZero() {
    hop(Controls.NEUTRAL, new float[] {0.1f, -0f}, new float[] {1e6f, -1e6f});
    assertArrayEquals(here, there);
  }

  @Test
  void shouldStayWhereItIsUntilTheTargetIsHeard() {
    hop(PLAIN.with(Control.MORPH, 1), new float[] {1, 2}, null);
    assertArrayEquals(here, there);
  }

  @Test
  void shouldKeepTheLastLatentThroughSilence() {
    Controls all = PLAIN.with(Control.MORPH, 1);
    hop(all, new float[] {1, 2}, new float[] {3, 4});
    hop(all, null, null);
    assertArrayEquals(new float[] {1, 2}, here);
    assertArrayEquals(new float[] {3, 4}, there);
  }

  @Test
  void shouldSmoothByItsTimeConstant() {
    hop(Controls.NEUTRAL, new float[] {0, 0}, null);
    for (int i = 0; i < 20; i++) {
      hop(Controls.NEUTRAL, new float[] {1, 1}, null);
    }
    assertEquals(1 - Math.exp(-1), here[0], 1e-4);
  }

  @Test
  void shouldScaleAboutTheMeanAndAddDeviations() {
    Controls shaped =
        PLAIN
            .with(Control.EXAGGERATE, 2)
            .with(LatentControl.SCALE, 0, 1.5f)
            .with(LatentControl.BIAS, 1, -3);
    hop(shaped, new float[] {2, -1}, null);
    assertArrayEquals(new float[] {2, -1}, here);
    assertArrayEquals(new float[] {1 + 3 * 1, -2 + 2 * 1 - 3 * 0.5f}, there);
  }

  @Test
  void shouldSlewOneLatentAlone() {
    Controls slow = PLAIN.with(LatentControl.SLEW, 0, 50);
    hop(slow, new float[] {0, 0}, null);
    for (int i = 0; i < 50; i++) {
      hop(slow, new float[] {1, 1}, null);
    }
    assertEquals(1 - Math.exp(-1), there[0], 1e-4);
    assertEquals(1, there[1]);
    assertArrayEquals(new float[] {1, 1}, here);
  }

  @Test
  void shouldHoldOneLatentOrAllAndGlideBackWhenReleased() {
    hop(PLAIN, new float[] {5, 6}, null);
    hop(PLAIN.with(LatentControl.FREEZE, 1, 1), new float[] {7, 8}, null);
    assertArrayEquals(new float[] {7, 8}, there, "what it is in the hop it is frozen in");
    hop(PLAIN.with(LatentControl.FREEZE, 1, 1), new float[] {0, 0}, null);
    assertArrayEquals(new float[] {0, 8}, there);
    hop(PLAIN.with(Control.FREEZE, 1), new float[] {3, 3}, null);
    hop(PLAIN.with(Control.FREEZE, 1), new float[] {4, 4}, null);
    assertArrayEquals(new float[] {3, 8}, there);
    hop(PLAIN.with(Control.FREEZE, 1).with(LatentControl.BIAS, 0, 1), new float[] {4, 4}, null);
    assertArrayEquals(new float[] {5, 8}, there, "still played by its bias");
    hop(PLAIN, new float[] {0, 0}, null);
    assertEquals(8 * Math.exp(-1 / 30.0), there[1], 1e-4);
    for (int i = 0; i < 500; i++) {
      hop(PLAIN, new float[] {0, 0}, null);
    }
    assertArrayEquals(here, there);
  }

  @Test
  void shouldFreezeNothingBeforeThereIsSomething() {
    Controls frozen = PLAIN.with(Control.FREEZE, 1);
    hop(frozen, null, null);
    hop(frozen, new float[] {5, 6}, null);
    hop(frozen, new float[] {7, 8}, null);
    assertArrayEquals(new float[] {5, 6}, there);
  }

  @Test
  void shouldWanderByDeviationsAsItsTemperatureSays() {
    Controls warm = PLAIN.with(Control.TEMPERATURE, 0.5f).with(LatentControl.WANDER, 1, 0);
    double sum = 0;
    double squares = 0;
    double steps = 0;
    float before = 0;
    int hops = 1_000_000;
    for (int i = 0; i < hops; i++) {
      hop(warm, new float[] {3, 4}, null);
      double x = there[0] - 3;
      sum += x;
      squares += x * x;
      steps += i == 0 ? 0 : Math.pow(there[0] - before, 2);
      before = there[0];
    }
    assertEquals(0, sum / hops, 0.1);
    assertEquals(1, Math.sqrt(squares / hops), 0.05, "half of a deviation of 2");
    assertTrue(Math.sqrt(steps / hops) < 0.03, "coherent from hop to hop");
    assertEquals(4, there[1]);
  }

  @Test
  void shouldWanderAlongTheSamePathWhateverTheHop() {
    Controls warm = PLAIN.with(Control.TEMPERATURE, 1);
    warm.copyTo(live);
    LatentMorph coarse = new LatentMorph(MEAN, DEVIATION, HOPS_PER_SECOND / 4);
    float[] other = new float[2];
    for (int i = 0; i < 4000; i++) {
      hop(warm, new float[] {0, 0}, null);
      if (i % 4 == 0) {
        double seconds = i / HOPS_PER_SECOND;
        coarse.morph(new float[] {0, 0}, null, live, seconds, 1, new float[2], other);
        assertArrayEquals(there, other);
      }
    }
  }

  @Test
  void shouldWanderElsewhereWithAnotherSeed() {
    PLAIN.with(Control.TEMPERATURE, 1).copyTo(live);
    float[] other = new float[2];
    morph.morph(new float[] {0, 0}, null, live, 0, 1, here, there);
    morph.reset();
    morph.morph(new float[] {0, 0}, null, live, 0, 2, here, other);
    assertNotEquals(there[0], other[0]);
    morph.reset();
    morph.morph(new float[] {0, 0}, null, live, 0, 1, here, other);
    assertArrayEquals(there, other);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.01f, 1.01f, Float.NaN, Float.POSITIVE_INFINITY})
  void shouldRefuseAMorphOutOfRange(float value) {
    BadInputException e =
        assertThrows(BadInputException.class, () -> MorphSettings.NEUTRAL.withMorph(value));
    assertEquals("settings: morph=" + value + ", expected 0.0 to 1.0", e.getMessage());
  }

  private void hop(Controls controls, float[] z, float[] towards) {
    controls.copyTo(live);
    Ends ends = towards == null ? null : new Ends(2).only(towards);
    morph.morph(z, ends, live, hop++ / HOPS_PER_SECOND, 1, here, there);
  }
}
