package audio.liminal.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CepstrumTest {
  private static final Feature FEATURE = Cepstrum.feature();

  @Test
  void shouldMoveByTheCoefficientsOfASmoothGain() {
    float[] db = noise(1, -40);
    float[] gain = new float[Cepstrum.COEFFICIENTS];
    gain[0] = 20;
    gain[2] = -9;
    float[] cosines = FEATURE.synthesis();
    float[] louder = db.clone();
    for (int q = 0; q < gain.length; q++) {
      for (int k = 0; k < db.length; k++) {
        louder[k] += gain[q] * cosines[q * Feature.BINS + k];
      }
    }
    float[] before = FEATURE.of(db);
    float[] after = FEATURE.of(louder);
    for (int q = 0; q < gain.length; q++) {
      assertEquals(gain[q], after[q] - before[q], 0.3f, "coefficient " + (q + 1));
    }
  }

  @Test
  void shouldLeaveOutTheLevel() {
    float[] db = noise(1, -40);
    float[] louder = db.clone();
    for (int k = 0; k < db.length; k++) {
      louder[k] += 17;
    }
    assertArrayEquals(FEATURE.of(db), FEATURE.of(louder), 1e-3f);
  }

  @Test
  void shouldRaiseToTheFloor() {
    float[] silence = noise(2, -200);
    assertArrayEquals(new float[Cepstrum.COEFFICIENTS], FEATURE.of(silence), 1e-3f);
  }

  @Test
  void shouldFindTheAxesOfACloud() {
    Random random = new Random(4);
    float[] rows = new float[60_000];
    for (int i = 0; i < rows.length; i += 3) {
      float along = (float) (3 * random.nextGaussian());
      float across = (float) (0.5 * random.nextGaussian());
      rows[i] = along + across;
      rows[i + 1] = along - across;
      rows[i + 2] = (float) random.nextGaussian();
    }
    float[] one = {1, 1, 1};
    PrincipalAxes axes = PrincipalAxes.of(rows, new Moments(new float[3], one));
    assertArrayEquals(new double[] {18, 1, 0.5}, axes.variances(), 0.4);
    double s = Math.signum(axes.axes()[0][0]) * Math.sqrt(0.5);
    assertArrayEquals(new double[] {s, s, 0}, axes.axes()[0], 0.02);
  }

  @Test
  void shouldDescendToTheMinimum() {
    float[] at = {5, -3};
    Adam adam = new Adam(2);
    for (int i = 0; i < 2000; i++) {
      assertTrue(adam.step(at, new float[] {at[0] - 1, 4 * (at[1] - 2)}, 0.02, i));
    }
    assertFalse(adam.step(at, new float[] {Float.NaN, 1}, 0.02, 2000));
    assertArrayEquals(new float[] {1, 2}, at, 0.01f);
  }

  private static float[] noise(long seed, double around) {
    Random random = new Random(seed);
    float[] db = new float[Feature.BINS];
    for (int k = 0; k < db.length; k++) {
      db[k] = (float) (around + 5 * random.nextGaussian());
    }
    return db;
  }
}
