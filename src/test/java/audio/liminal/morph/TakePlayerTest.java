package audio.liminal.morph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TakePlayerTest {
  private static final String MODEL = "0f".repeat(32);
  private static final double HOP_SECONDS = 0.004;

  /** Two seconds, from 0 to 20. */
  private static final LatentTake RAMP = ramp(10);

  private final TakePlayer player = new TakePlayer(1);

  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 5",
    "1, 1.5, 15",
    "1, 3, 20",
    "2, 0.5, 10",
    "-1, 0.5, 15",
    "-2, 3, 0",
    "0, 1, 0"
  })
  void shouldPlayAtASpeedAndStayAtTheEnd(float speed, double seconds, double expected) {
    assertEquals(expected, after(new Takes(List.of(RAMP), speed, false, 0, 0), seconds), 0.01);
  }

  @ParameterizedTest
  @CsvSource({"1", "-1", "3.5"})
  void shouldLoopWithoutAStep(float speed) {
    Takes takes = new Takes(List.of(RAMP), speed, true, 0, 0);
    double rounds = 10 / 1.95 * Math.abs(speed);
    float before = at(takes, 0, 0);
    double path = 0;
    for (int hop = 1; hop <= 2500; hop++) {
      float z = at(takes, hop * HOP_SECONDS, 0);
      path += Math.abs(z - before);
      assertTrue(Math.abs(z - before) < 2 * Math.abs(speed), "from " + before + " to " + z);
      before = z;
    }
    assertEquals(rounds * 39, path, 0.1 * rounds * 39, "up and, at the seam, down again");
  }

  @Test
  void shouldLastItsBeatsInStepWithTheMusic() {
    Takes takes = new Takes(List.of(RAMP), 1, true, 4, 0);
    Tempo tempo = new Tempo(60, 6, List.of());
    for (int round = 0; round < 3; round++) {
      double start = 4 * round;
      assertEquals(19.5 / 2, player.next(takes, MusicClockTest.at(tempo, start), 0)[0], 0.05);
      assertEquals(
          19.5 / 4 * 3, player.next(takes, MusicClockTest.at(tempo, start + 1), 0)[0], 0.05);
      assertEquals(19.5 / 4, player.next(takes, MusicClockTest.at(tempo, start + 3), 0)[0], 0.05);
    }
  }

  @Test
  void shouldBeginOnABeatThatASampleJustMissed() {
    Takes takes = new Takes(List.of(RAMP), 1, false, 4, 0);
    Tempo tempo = new Tempo(60, 16.0000083, List.of());
    assertEquals(0, player.next(takes, MusicClockTest.at(tempo, 0), 0)[0], 1e-3);
    assertEquals(5, player.next(takes, MusicClockTest.at(tempo, 1), 0)[0], 0.01);
  }

  @Test
  void shouldBeginOnABeatWhereItPlaysOnce() {
    Takes takes = new Takes(List.of(RAMP), 1, false, 4, 0);
    Tempo tempo = new Tempo(60, 0.5, List.of());
    assertEquals(0, player.next(takes, MusicClockTest.at(tempo, 0), 0)[0]);
    assertEquals(0, player.next(takes, MusicClockTest.at(tempo, 0.5), 0)[0], 1e-6);
    assertEquals(5, player.next(takes, MusicClockTest.at(tempo, 1.5), 0)[0], 0.01);
    assertEquals(20, player.next(takes, MusicClockTest.at(tempo, 9), 0)[0], 0.01);
  }

  @ParameterizedTest
  @CsvSource({"0, 2.5", "4, 1.25"})
  void shouldMoveOnWithTheBeat(float beats, double perStep) {
    Takes takes = new Takes(List.of(RAMP), 1, false, beats, 0.25f);
    Tempo tempo = new Tempo(60, 0, List.of());
    for (int hop = 0; hop < 400; hop++) {
      double seconds = hop * HOP_SECONDS;
      double expected = perStep * Math.floor(seconds / 0.25 + 1e-9);
      assertEquals(expected, player.next(takes, MusicClockTest.at(tempo, seconds), 0)[0], 0.01);
    }
  }

  @Test
  void shouldMorphBetweenTwo() {
    Takes takes = new Takes(List.of(RAMP, ramp(-10)), 1, false, 0, 0);
    after(takes, 0.5);
    assertEquals(5, at(takes, 0.5, 0), 0.01);
    assertEquals(0, at(takes, 0.5, 0.5f), 0.01);
    assertEquals(-5, at(takes, 0.5, 1), 0.01);
  }

  @Test
  void shouldGoOnFromWhereItIsWhenItsSpeedChangesAndBeginWithAnother() {
    assertEquals(5, after(Takes.of(RAMP), 0.5), 0.01);
    Takes faster = new Takes(List.of(RAMP), 2, false, 0, 0);
    assertEquals(7, at(faster, 0.6, 0), 0.01);
    assertEquals(0, at(Takes.of(ramp(1)), 0.7, 0), 0.01);
    player.reset();
    assertEquals(0, at(faster, 0.8, 0), 0.01);
  }

  @Test
  void shouldHoldATakeOfOneRow() {
    LatentTake point = LatentTake.of(MODEL, 100, List.of(new float[] {3}));
    for (boolean loop : new boolean[] {false, true}) {
      for (float beats : new float[] {0, 4}) {
        assertEquals(3, after(new Takes(List.of(point), 1, loop, beats, 0), 1));
      }
    }
  }

  static Stream<Arguments> wrong() {
    LatentTake wide = LatentTake.of(MODEL, 100, List.of(new float[2]));
    return Stream.of(
        wrong("settings: takes.length=0", () -> new Takes(List.of(), 1, false, 0, 0)),
        wrong("settings: takes.speed=NaN", () -> new Takes(List.of(RAMP), Float.NaN, false, 0, 0)),
        wrong("settings: takes.beats=-1.0", () -> new Takes(List.of(RAMP), 1, false, -1, 0)),
        wrong("settings: takes.stepBeats=0.01", () -> new Takes(List.of(RAMP), 1, false, 0, .01f)),
        wrong("settings: takes.latents=2", () -> new Takes(List.of(RAMP, wide), 1, false, 0, 0)),
        wrong("settings: takes.latents=1", () -> Takes.of(RAMP).check(28)));
  }

  private static Arguments wrong(String message, Executable made) {
    return Arguments.of(message, made);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldRefuseWhatIsWrongByItsName(String message, Executable made) {
    BadInputException e = assertThrows(BadInputException.class, made);
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  private float after(Takes takes, double seconds) {
    float z = 0;
    for (int hop = 0; hop <= Math.round(seconds / HOP_SECONDS); hop++) {
      z = at(takes, hop * HOP_SECONDS, 0);
    }
    return z;
  }

  private float at(Takes takes, double seconds, float x) {
    return player.next(takes, MusicClockTest.at(Tempo.DEFAULT, seconds), x)[0];
  }

  private static LatentTake ramp(float perSecond) {
    List<float[]> rows = new ArrayList<>();
    for (int r = 0; r <= 200; r++) {
      rows.add(new float[] {perSecond * r / 100});
    }
    return LatentTake.of(MODEL, 100, rows);
  }
}
