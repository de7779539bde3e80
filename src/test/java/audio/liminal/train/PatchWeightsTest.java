package audio.liminal.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import audio.liminal.train.PatchWeights.Part;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PatchWeightsTest {
  private static final int SIZE = 6;

  @Test
  void shouldStartAtTheMeanPatch() {
    float[] centre = {0.1f, 0.5f, 0.9f, 0.5f, 0.2f, 0};
    PatchWeights weights = new PatchWeights(3, centre, 1);
    float[] bias = weights.copy(Part.DECODE_BIAS);
    for (int i = 0; i < 5; i++) {
      assertEquals(centre[i], 1 / (1 + Math.exp(-bias[i])), 1e-5);
    }
    assertArrayEquals(new float[3], encode(weights, Part.MEAN, Part.MEAN_BIAS, centre), 1e-6f);
  }

  @Test
  void shouldComputeTheSameAfterReorderingLatents() {
    float[] centre = new float[SIZE];
    Arrays.fill(centre, 0.4f);
    PatchWeights weights = new PatchWeights(3, centre, 2);
    float[] x = {0.3f, 0.1f, 0.7f, 0.9f, 0.2f, 0.6f};
    float[] z = encode(weights, Part.MEAN, Part.MEAN_BIAS, x);
    float[] decoded = decode(weights, z);
    weights.reorderLatents(new int[] {2, 0, 1});
    float[] moved = encode(weights, Part.MEAN, Part.MEAN_BIAS, x);
    assertArrayEquals(new float[] {z[2], z[0], z[1]}, moved, 1e-6f);
    assertArrayEquals(decoded, decode(weights, moved), 1e-6f);
  }

  private static float[] encode(PatchWeights weights, Part matrix, Part bias, float[] x) {
    float[] z = weights.centred(matrix, bias);
    float[] w = weights.copy(matrix);
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < z.length; j++) {
        z[j] += x[i] * w[i * z.length + j];
      }
    }
    return z;
  }

  private static float[] decode(PatchWeights weights, float[] z) {
    float[] y = weights.copy(Part.DECODE_BIAS);
    float[] w = weights.copy(Part.DECODE);
    for (int j = 0; j < z.length; j++) {
      for (int i = 0; i < y.length; i++) {
        y[i] += z[j] * w[j * y.length + i];
      }
    }
    return y;
  }
}
