package audio.liminal.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationFiguresTest {
  private static final int RATE = Sounds.RATE_HZ;

  /** A note every half second, on a partial series that dies away. */
  private static float[] notes(int count, double hz) {
    float[] x = new float[count * RATE / 2];
    for (int note = 0; note < count; note++) {
      double pitch = hz * Math.pow(2, note % 7 / 12.0);
      for (int h = 1; h <= 10; h++) {
        for (int n = 0; n < RATE / 2; n++) {
          double t = (double) n / RATE;
          double level = 0.1 / h * Math.min(1, t / 0.004) * Math.exp(-t * (3 + h));
          x[note * RATE / 2 + n] += (float) (level * Math.sin(2 * Math.PI * h * pitch * t));
        }
      }
    }
    return x;
  }

  @Test
  void shouldFindTheOnsetsOfNotes() {
    double[] seconds = Onsets.seconds(notes(10, 200), RATE);
    assertEquals(9, seconds.length, 1);
    for (double at : seconds) {
      double off = Math.abs(at * 2 - Math.rint(at * 2)) / 2;
      assertTrue(off < 0.03, "onset at " + at);
    }
    assertEquals(2, Onsets.rate(notes(20, 200), RATE), 0.15);
    assertEquals(0, Onsets.rate(new float[RATE], RATE));
  }

  @Test
  void shouldTellNoiseFromTones() {
    double noise = SpectralFlatness.meanDb(Sounds.noise(1, 0.1, RATE), RATE);
    double tones = SpectralFlatness.meanDb(notes(4, 200), RATE);
    assertEquals(-2.5, noise, 0.5);
    assertTrue(tones < -30, "tones " + tones);
  }

  @Test
  void shouldFindNoDistanceToItself() {
    MfccCloud cloud = MfccCloud.of(List.of(notes(8, 220)), RATE);
    assertEquals(0, cloud.distanceTo(cloud), 1e-3);
  }

  @Test
  void shouldPutLikeSoundsNearer() {
    MfccCloud reference = MfccCloud.of(List.of(notes(16, 220)), RATE);
    double other = MfccCloud.of(List.of(notes(16, 240)), RATE).distanceTo(reference);
    double noise =
        MfccCloud.of(List.of(Sounds.noise(2, 0.1, 4 * RATE)), RATE).distanceTo(reference);
    assertTrue(other * 5 < noise, other + " and " + noise);
  }

  @Test
  void shouldSolveASymmetricMatrix() {
    double[][] matrix = {{4, 1, 0}, {1, 3, 1}, {0, 1, 2}};
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    for (int j = 0; j < 3; j++) {
      for (int i = 0; i < 3; i++) {
        double product = 0;
        for (int k = 0; k < 3; k++) {
          product += matrix[i][k] * eigen.vectors()[k][j];
        }
        assertEquals(eigen.values()[j] * eigen.vectors()[i][j], product, 1e-12);
      }
    }
    assertEquals(4, matrix[0][0]);
  }
}
