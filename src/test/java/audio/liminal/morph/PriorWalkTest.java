package audio.liminal.morph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PriorWalkTest {
  private static final int STEPS = 20_000;

  @Test
  void shouldStayStandardNormalAndLeanOnTheStepBefore() {
    PriorWalk walk = new PriorWalk(2, 0.7, 1, new SplittableRandom(1));
    float[] z = new float[2];
    double squares = 0;
    double products = 0;
    float before = 0;
    for (int n = 0; n < STEPS; n++) {
      walk.next(z);
      squares += z[0] * z[0];
      products += z[0] * before;
      before = z[0];
    }
    assertEquals(1, squares / STEPS, 0.05);
    assertEquals(0.7, products / STEPS, 0.05);
  }

  @Test
  void shouldRepeatForASeedAndScaleWithTemperature() {
    float[] a = new float[4];
    float[] b = new float[4];
    PriorWalk usual = new PriorWalk(4, 0.5, 1, new SplittableRandom(3));
    PriorWalk half = new PriorWalk(4, 0.5, 0.5, new SplittableRandom(3));
    for (int n = 0; n < 10; n++) {
      usual.next(a);
      half.next(b);
      for (int j = 0; j < a.length; j++) {
        a[j] *= 0.5f;
      }
      assertArrayEquals(a, b, 1e-6f);
    }
  }
}
