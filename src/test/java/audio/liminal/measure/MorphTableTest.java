package audio.liminal.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.file.AudioClip;
import audio.liminal.signal.BadInputException;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MorphTableTest {
  private static final float[] FROM = level(Sounds.harmonics(h -> fromDb(h)));
  private static final float[] TO = level(Sounds.harmonics(h -> toDb(h)));

  private static double fromDb(int harmonic) {
    return -0.6 * harmonic;
  }

  /** Brighter, with two resonances. */
  private static double toDb(int harmonic) {
    double hz = 150.0 * harmonic;
    return -0.2 * harmonic + 14 * bump(hz, 1200) + 14 * bump(hz, 5000);
  }

  private static double bump(double hz, double centreHz) {
    return Math.exp(-Math.pow(3 * Math.log(hz / centreHz), 2));
  }

  private static float[] level(float[] x) {
    double lufs = Loudness.integratedLufs(Sounds.mono(x));
    return Sounds.scaled(x, Math.pow(10, (-20 - lufs) / 20));
  }

  private static MorphTable table(DoubleFunction<float[]> morph) {
    List<AudioClip> outputs =
        IntStream.rangeClosed(0, 10).mapToObj(i -> Sounds.mono(morph.apply(i / 10.0))).toList();
    return MorphTable.of(outputs, Sounds.mono(TO));
  }

  @Test
  void shouldPassAnEvenMorphOfLevels() {
    MorphTable table = table(a -> level(Sounds.harmonics(h -> (1 - a) * fromDb(h) + a * toDb(h))));
    assertTrue(table.passed(), table.toString());
    assertEquals(0, table.targetDistances().get(10), 1e-3);
    assertEquals(7 + 1, table.toString().lines().count());
  }

  @Test
  void shouldFailACrossFade() {
    MorphTable table =
        table(a -> Sounds.sum(Sounds.scaled(FROM, 1 - a), Sounds.scaled(shifted(TO), a)));
    assertFalse(table.figure("position off").passed(), table.toString());
    assertFalse(table.figure("loudness off, LU").passed(), table.toString());
    assertTrue(table.figure("monotonicity").passed(), table.toString());
  }

  /** Other phases, as two recordings have. */
  private static float[] shifted(float[] x) {
    float[] shifted = new float[x.length];
    for (int n = 0; n < x.length; n++) {
      shifted[n] = x[(n + 9973) % x.length];
    }
    return shifted;
  }

  @Test
  void shouldFailAStep() {
    MorphTable table = table(a -> a < 0.5 ? FROM : TO);
    assertEquals(0.5, table.figure("position off").value(), 1e-6);
    assertEquals(0.1, table.figure("monotonicity").value(), 1e-6);
    assertEquals(3, table.figure("step variation").value(), 1e-3);
    assertEquals(1, table.figure("tortuosity").value(), 1e-6);
    assertFalse(table.figure("centroid order").passed(), table.toString());
    assertFalse(table.figure("nearing target").passed(), table.toString());
    assertFalse(table.passed());
  }

  @Test
  void shouldFailAWayAbout() {
    MorphTable table =
        table(
            a -> {
              double detour = 40 * Math.sin(Math.PI * a);
              return level(
                  Sounds.harmonics(
                      h -> (1 - a) * fromDb(h) + a * toDb(h) + detour * bump(150.0 * h, 600)));
            });
    assertFalse(table.figure("tortuosity").passed(), table.toString());
  }

  @Test
  void shouldFailSilenceAndNoWayAtAll() {
    MorphTable still = table(a -> FROM);
    assertFalse(still.figure("position off").passed());
    assertFalse(still.figure("tortuosity").passed());
    MorphTable silent = table(a -> new float[48_000]);
    assertFalse(silent.passed());
    assertFalse(silent.figure("loudness off, LU").passed());
    List<AudioClip> two = List.of(Sounds.mono(FROM), Sounds.mono(TO));
    assertThrows(BadInputException.class, () -> MorphTable.of(two, Sounds.mono(TO)));
  }

  @Test
  void shouldRankFallingRowsByTheirOwnDirection() {
    assertEquals(1, Trend.of(new double[] {5, 4, 2, 1}), 1e-9);
    assertEquals(0.4, Trend.of(new double[] {1, 3, 2, 4, 2.5}), 0.2);
    assertEquals(1.5, Trend.offLine(new double[] {0, -0.5, 2}), 1e-9);
  }

  @Test
  void shouldJudgeNoClickInASoundThatIsAllJump() {
    float[] blip = Sounds.sine(440, Sounds.RATE_HZ, 0.5, 960);
    assertTrue(Double.isNaN(Clicks.excessDb(blip, Sounds.RATE_HZ, 0)));
  }
}
