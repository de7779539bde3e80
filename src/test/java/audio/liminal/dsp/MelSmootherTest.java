package audio.liminal.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MelSmootherTest {
  private static final SpectrumGrid GRID = new SpectrumGrid(48_000 / 1024.0, 513);

  @Test
  void shouldKeepASlowWaveAndDropItsMean() {
    float[] curve = wave(3, 5);
    float[] smooth = new float[513];
    new MelSmoother(16, GRID).smooth(curve, smooth);
    for (int k = 40; k < 500; k++) {
      assertEquals(curve[k] - 5, smooth[k], 0.15, "bin " + k);
    }
  }

  @Test
  void shouldDropAFastWave() {
    float[] smooth = new float[513];
    new MelSmoother(16, GRID).smooth(wave(30, 0), smooth);
    for (int k = 100; k < 480; k++) {
      assertTrue(Math.abs(smooth[k]) < 0.5, "bin " + k + ": " + smooth[k]);
    }
  }

  /** Ten times the cosine of this many half turns over the mel scale, raised by a mean. */
  private static float[] wave(int halfTurns, float mean) {
    float[] curve = new float[513];
    double top = Math.log1p(24_000 / 700.0);
    for (int k = 0; k < curve.length; k++) {
      double place = Math.log1p(k * GRID.spacingHz() / 700) / top * 49 - 1;
      double turn = Math.PI * halfTurns * (place + 0.5) / 48;
      curve[k] = (float) (mean + 10 * Math.cos(turn));
    }
    return curve;
  }
}
