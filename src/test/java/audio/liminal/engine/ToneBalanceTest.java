package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ToneBalanceTest {
  private static final int BINS = 200;

  @Test
  void shouldLeaveWhatMisleadsItsShare() {
    Random random = new Random(3);
    for (int trial = 0; trial < 50; trial++) {
      float[] power = draw(random, 1e-6f);
      float[] misleading = draw(random, 1e-4f);
      float[] gains = draw(random, 1e-3f);
      ToneBalance balance = new ToneBalance(BINS);
      float most = 1.05f * balance.share(power, misleading);
      balance.start(gains);
      balance.limit(power, misleading, most);
      float[] out = new float[BINS];
      for (int k = 0; k < BINS; k++) {
        out[k] = power[k] * balance.changed()[k] * balance.changed()[k];
      }
      assertTrue(balance.share(out, misleading) < 1.01f * most, "trial " + trial);
    }
  }

  @Test
  void shouldLeaveAGainThatMisleadsLittle() {
    float[] power = new float[BINS];
    Arrays.fill(power, 1);
    float[] misleading = new float[BINS];
    misleading[7] = 1;
    float[] gains = draw(new Random(5), 0.5f);
    ToneBalance balance = new ToneBalance(BINS);
    balance.start(gains);
    balance.limit(power, misleading, 0.3f);
    assertArrayEquals(gains, balance.changed());
    assertEquals(1f / BINS, balance.share(power, misleading), 1e-6f);
  }

  /** Values from least to 1, even in logarithms. */
  private static float[] draw(Random random, float least) {
    float[] values = new float[BINS];
    for (int k = 0; k < BINS; k++) {
      values[k] = (float) Math.pow(least, random.nextDouble());
    }
    return values;
  }
}
