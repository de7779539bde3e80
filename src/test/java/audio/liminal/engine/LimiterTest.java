package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimiterTest {
  private static final int RATE = 48_000;
  private static final int LOUD_FROM = 12_000;
  private static final int LOUD_TO = 24_000;

  @ParameterizedTest
  @EnumSource(StftProfile.class)
  void shouldTurnDownSmoothlyAndComeBack(StftProfile profile) {
    float[][] wet = swell(1.8f);
    float[][] limited = limited(profile, wet, new float[2][wet[0].length]);
    double steepest = 0;
    double before = 1;
    for (int n = 0; n < wet[0].length; n++) {
      assertTrue(Math.abs(limited[0][n]) <= 1, "sample " + limited[0][n]);
      if (Math.abs(wet[0][n]) > 0.05) {
        double factor = limited[0][n] / wet[0][n];
        assertEquals(factor, limited[1][n] / wet[1][n], 1e-4, "both channels alike");
        steepest = Math.max(steepest, Math.abs(factor - before));
        before = factor;
      }
    }
    assertTrue(steepest < 0.06, "largest step of the factor " + steepest);
    assertEquals(0.5, limited[0][LOUD_TO - 1000] / wet[0][LOUD_TO - 1000], 0.05);
    assertEquals(wet[0][wet[0].length - 100], limited[0][wet[0].length - 100]);
  }

  @Test
  void shouldLeaveAloneWhatIsNoLouderThanTheInput() {
    float[][] wet = swell(1.8f);
    float[][] limited = limited(StftProfile.STUDIO, wet, wet);
    for (int n = 0; n < wet[0].length; n++) {
      assertEquals(wet[0][n], limited[0][n]);
    }
  }

  @Test
  void shouldStayWithinFullScaleWhereTheInputDoes() {
    float[][] dry = swell(1);
    float[][] wet = swell(1.0005f);
    float[][] limited = limited(StftProfile.STUDIO, wet, dry);
    for (float v : limited[0]) {
      assertTrue(Math.abs(v) <= 1, "sample " + v);
    }
  }

  @Test
  void shouldCountWhatWasTooLoudAndGiveTheInputForWhatIsNoNumber() {
    float[][] wet = new float[1][2 * RATE];
    float[][] dry = new float[1][2 * RATE];
    wet[0][1000] = 1.5f;
    wet[0][5000] = Float.NaN;
    wet[0][6000] = Float.POSITIVE_INFINITY;
    dry[0][5000] = 0.25f;
    Limiter limiter = new Limiter(StftProfile.LIVE.at(RATE));
    float[][] limited = run(limiter, StftProfile.LIVE.at(RATE), wet, dry);
    assertEquals(3, limiter.limitedSamples());
    assertNotEquals(1.5f, limited[0][1000]);
    assertEquals(0.25f, limited[0][5000]);
    assertEquals(0, limited[0][6000]);
  }

  /** A low tone, loud for a while; the second channel half as loud. */
  private static float[][] swell(float loud) {
    float[][] wet = new float[2][2 * RATE];
    for (int n = 0; n < wet[0].length; n++) {
      float level = n >= LOUD_FROM && n < LOUD_TO ? loud : 0.3f;
      wet[0][n] = (float) (level * Math.sin(2 * Math.PI * 1000 * n / RATE));
      wet[1][n] = wet[0][n] / 2;
    }
    return wet;
  }

  private static float[][] limited(StftProfile profile, float[][] wet, float[][] dry) {
    StftGeometry geometry = profile.at(RATE);
    return run(new Limiter(geometry), geometry, wet, dry);
  }

  private static float[][] run(
      Limiter limiter, StftGeometry geometry, float[][] wet, float[][] dry) {
    int hop = geometry.hopSamples();
    float[][] out = new float[wet.length][wet[0].length];
    for (int at = 0; at + 2 * hop <= wet[0].length; at += hop) {
      float[][] now = cut(wet, at, hop);
      limiter.limit(now, cut(wet, at + hop, hop), cut(dry, at, 2 * hop));
      for (int c = 0; c < wet.length; c++) {
        System.arraycopy(now[c], 0, out[c], at, hop);
      }
    }
    for (int c = 0; c < wet.length; c++) {
      int rest = 2 * hop + wet[c].length % hop;
      System.arraycopy(wet[c], wet[c].length - rest, out[c], wet[c].length - rest, rest);
    }
    return out;
  }

  private static float[][] cut(float[][] x, int from, int count) {
    float[][] part = new float[x.length][];
    for (int c = 0; c < x.length; c++) {
      part[c] = Arrays.copyOfRange(x[c], from, from + count);
    }
    return part;
  }
}
