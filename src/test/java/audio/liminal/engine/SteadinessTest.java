package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SteadinessTest {
  private static final int BINS = 64;
  private static final double HOPS_PER_SECOND = 375;

  @Test
  void shouldSteadyWhatIsLiftedAndLeaveWhatIsAllButGone() {
    Steadiness steadiness = new Steadiness(BINS, HOPS_PER_SECOND);
    Random random = new Random(1);
    double[] lifted = new double[2];
    double[] power = new double[2];
    float[] before = null;
    for (int hop = 0; hop < 1000; hop++) {
      float[] levels = new float[BINS];
      float[] gains = new float[BINS];
      for (int k = 0; k < BINS; k++) {
        levels[k] = -60 + 5 * (float) random.nextGaussian();
        gains[k] = k < BINS / 2 ? 20 : -60;
      }
      steadiness.apply(levels, gains, -10, 1);
      for (int k = BINS / 2; k < BINS; k++) {
        assertEquals(-60, gains[k], 0);
      }
      float[] out = new float[BINS / 2];
      for (int k = 0; k < out.length; k++) {
        out[k] = levels[k] + gains[k];
        lifted[0] += before == null ? 0 : Math.abs(out[k] - before[k]);
        lifted[1] += 1;
        power[0] += Math.pow(10, (levels[k] + 20) / 10);
        power[1] += Math.pow(10, out[k] / 10);
      }
      before = out;
    }
    assertTrue(lifted[0] / lifted[1] < 0.8, "dB a hop: " + lifted[0] / lifted[1]);
    assertEquals(0, 10 * Math.log10(power[1] / power[0]), 0.5, "dB of mean power");
  }

  @Test
  void shouldSteadyWhatIsCutLessThanTheToneBesideIt() {
    Steadiness steadiness = new Steadiness(BINS, HOPS_PER_SECOND);
    Random random = new Random(2);
    double input = 0;
    double output = 0;
    float[] before = new float[2 * BINS];
    for (int hop = 0; hop < 1000; hop++) {
      float[] levels = new float[BINS];
      float[] gains = new float[BINS];
      for (int k = 0; k < BINS; k++) {
        levels[k] = -60 + 5 * (float) random.nextGaussian();
        gains[k] = -10;
      }
      steadiness.apply(levels, gains, -10, 1);
      for (int k = 0; k < BINS; k++) {
        input += hop == 0 ? 0 : Math.abs(levels[k] - before[k]);
        output += hop == 0 ? 0 : Math.abs(levels[k] + gains[k] - before[BINS + k]);
        before[k] = levels[k];
        before[BINS + k] = levels[k] + gains[k];
      }
    }
    assertTrue(output < input / 5, "of the input's roughness: " + output / input);
  }

  @Test
  void shouldStartAnewWithAnOnset() {
    Steadiness steadiness = new Steadiness(1, HOPS_PER_SECOND);
    steadiness.apply(new float[] {-60}, new float[] {10}, -30, 1);
    float[] gain = {10};
    steadiness.apply(new float[] {-40}, gain, -29, 1);
    assertTrue(gain[0] < -4, "held to the level before: " + gain[0]);
    float[] onset = {10};
    steadiness.apply(new float[] {-40}, onset, -10, 1);
    assertArrayEquals(new float[] {10}, onset, 1e-4f);
  }
}
