package audio.liminal.morph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CloudTransportTest {
  private static final double HOPS_PER_SECOND = 375;
  private static final LatentCloud WORLD =
      LatentCloud.independent(new float[] {0, 0}, new float[] {3, 3});
  private static final LatentCloud TARGET =
      new LatentCloud(new float[] {10, -4}, new float[] {4, 1.5f, 1});

  @Test
  void shouldCarryTheCloudItHearsIntoTheTargetWithHalfItsDeviations() {
    float[][] carried = carried(timbre(WORLD, TARGET, 10), 20_000);
    double[] moments = moments(carried, 10_000);
    double t = Liveliness.USUAL;
    assertEquals(10, moments[0], 0.15);
    assertEquals(-4, moments[1], 0.1);
    assertEquals(4 * t * t, moments[2], 0.15);
    assertEquals(1.5 * t * t, moments[3], 0.1);
    assertEquals(1 * t * t, moments[4], 0.1);
  }

  @Test
  void shouldGiveAsMuchOfTheDeviationsAsTheCornerSays() {
    for (float liveliness : new float[] {0, 0.3f, 1}) {
      float[] moved =
          carry(
              new CloudTransport(2, HOPS_PER_SECOND),
              Corners.timbre(WORLD, Corner.timbre("timbre", TARGET, liveliness), 0),
              new float[] {3, 0},
              0);
      assertEquals(10 + 2 * liveliness, moved[0], 0.01);
    }
  }

  @Test
  void shouldKeepTheCapturedCloudWhereNothingIsForgotten() {
    LatentCloud source = new LatentCloud(new float[] {5, 1}, new float[] {1, 0.5f, 2});
    CloudTransport transport = new CloudTransport(2, HOPS_PER_SECOND);
    Corners move = timbre(source, TARGET, 0);
    float[] first = carry(transport, move, new float[] {5, 1}, 0);
    assertArrayEquals(new float[] {10, -4}, first, 1e-5f);
    for (int hop = 0; hop < 5000; hop++) {
      carry(transport, move, new float[] {-20, 30}, 0);
    }
    assertArrayEquals(first, carry(transport, move, new float[] {5, 1}, 0), 0);
  }

  @Test
  void shouldLearnNothingFromWhatIsSoft() {
    CloudTransport transport = new CloudTransport(2, HOPS_PER_SECOND);
    Corners move = timbre(WORLD, TARGET, 10);
    float[] before = carry(transport, move, new float[] {0, 0}, 0);
    for (int hop = 0; hop < 400; hop++) {
      carry(transport, move, new float[] {50, 50}, -40);
    }
    float[] after = carry(transport, move, new float[] {0, 0}, 0);
    assertArrayEquals(before, after, 0.02f);
  }

  @Test
  void shouldStayAtTheTimbreAfterAToneThatWasHeldForMinutes() {
    CloudTransport transport = new CloudTransport(2, HOPS_PER_SECOND);
    LatentCloud unit = LatentCloud.independent(new float[] {0, 0}, new float[] {1, 1});
    Corners move = Corners.timbre(WORLD, Corner.timbre("timbre", unit, 1), 10);
    for (int hop = 0; hop < 180 * HOPS_PER_SECOND; hop++) {
      carry(transport, move, new float[] {1, 1}, 0);
    }
    float[] next = carry(transport, move, new float[] {4, -2}, 0);
    assertTrue(Math.hypot(next[0], next[1]) < 4.5, next[0] + " " + next[1]);
    assertTrue(next[0] > 0 && next[1] < 0, next[0] + " " + next[1]);
  }

  @Test
  void shouldKeepWhatItLearnedWhenOnlyTheTargetChanges() {
    CloudTransport transport = new CloudTransport(2, HOPS_PER_SECOND);
    LatentCloud other = LatentCloud.independent(new float[] {0, 0}, new float[] {1, 1});
    Random random = new Random(1);
    for (int hop = 0; hop < 5000; hop++) {
      carry(transport, timbre(WORLD, TARGET, 10), draw(random), 0);
    }
    float[] moved = carry(transport, timbre(WORLD, other, 10), new float[] {2, 3}, 0);
    assertArrayEquals(new float[] {0, 0}, moved, 0.1f);
  }

  @Test
  void shouldRefuseClouds() {
    assertThrows(BadInputException.class, () -> new LatentCloud(new float[2], new float[] {1, 0}));
    assertThrows(
        BadInputException.class, () -> new LatentCloud(new float[2], new float[] {1, 5, 1}));
    assertThrows(
        BadInputException.class,
        () -> new LatentCloud(new float[2], new float[] {1, Float.NaN, 1}));
    LatentCloud one = LatentCloud.independent(new float[1], new float[] {1});
    assertThrows(BadInputException.class, () -> timbre(one, TARGET, 10));
    assertThrows(BadInputException.class, () -> timbre(WORLD, TARGET, -1));
    assertThrows(BadInputException.class, () -> timbre(WORLD, TARGET, Float.NaN));
  }

  private static float[] carry(CloudTransport transport, Corners to, float[] z, float levelDb) {
    Ends ends = transport.carry(to, 0, 0, z, levelDb);
    return new float[] {ends.mean(0), ends.mean(1)};
  }

  /** Around (2, 3), correlated. */
  private static float[] draw(Random random) {
    float common = (float) random.nextGaussian();
    return new float[] {2 + common, 3 + 0.5f * common + 0.2f * (float) random.nextGaussian()};
  }

  private static float[][] carried(Corners move, int hops) {
    CloudTransport transport = new CloudTransport(2, HOPS_PER_SECOND);
    Random random = new Random(7);
    float[][] carried = new float[hops][];
    for (int hop = 0; hop < hops; hop++) {
      carried[hop] = carry(transport, move, draw(random), 0);
    }
    return carried;
  }

  /** Two means and the lower triangle of the covariance, from a hop on. */
  private static double[] moments(float[][] rows, int from) {
    double[] m = new double[5];
    int n = rows.length - from;
    for (int i = from; i < rows.length; i++) {
      m[0] += rows[i][0] / n;
      m[1] += rows[i][1] / n;
    }
    for (int i = from; i < rows.length; i++) {
      double a = rows[i][0] - m[0];
      double b = rows[i][1] - m[1];
      m[2] += a * a / n;
      m[3] += a * b / n;
      m[4] += b * b / n;
    }
    assertTrue(n > 0);
    return m;
  }

  private static Corners timbre(LatentCloud from, LatentCloud to, float forgetSeconds) {
    return Corners.timbre(from, Corner.timbre("timbre", to), forgetSeconds);
  }
}
