package audio.liminal.morph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LivelinessTest {
  private static final LatentCloud WIDE = cloud(0, 0, 4);

  @Test
  void shouldKeepCloseToATimbreThatLiesApart() {
    assertEquals(Liveliness.LEAST, Liveliness.of(WIDE, List.of(cloud(40, 0, 1), cloud(0, -40, 1))));
    assertEquals(Liveliness.LEAST, Liveliness.of(WIDE, List.of(cloud(12, 0, 4))));
    assertEquals(Liveliness.LEAST, Liveliness.of(WIDE, List.of()));
  }

  @Test
  void shouldKeepAwayFromAnotherInItsMidst() {
    float around = Liveliness.of(WIDE, List.of(cloud(0, 0, 1)));
    assertTrue(around > 0.8f, "scale " + around);
  }

  @Test
  void shouldKeepCloseToANarrowTimbreWithinAWideOne() {
    assertEquals(Liveliness.LEAST, Liveliness.of(cloud(0, 0, 0.02f), List.of(WIDE)));
  }

  @Test
  void shouldSayTheSameEachTime() {
    List<LatentCloud> others = List.of(cloud(1, 2, 1), cloud(-1, 0, 2));
    assertEquals(Liveliness.of(WIDE, others), Liveliness.of(WIDE, others));
  }

  private static LatentCloud cloud(float x, float y, float deviation) {
    return LatentCloud.independent(new float[] {x, y}, new float[] {deviation, deviation});
  }
}
