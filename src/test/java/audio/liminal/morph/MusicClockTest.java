package audio.liminal.morph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MusicClockTest {
  /** A clock at a time of a tempo. */
  static MusicClock at(Tempo tempo, double seconds) {
    MusicClock clock = new MusicClock();
    clock.keepTo(tempo);
    clock.next(seconds);
    return clock;
  }

  @Test
  void shouldBeginAgainWithARecordingThatStartsOver() {
    Tempo song = new Tempo(90, 1, List.of(0.0, 3.5));
    MusicClock clock = at(song.everyRound(10), 22);
    assertEquals(at(song, 2).beats(), clock.beats(), 1e-9);
    assertEquals(22, clock.seconds());
    assertEquals(22, clock.secondsAt(clock.beats()), 1e-9);
    assertEquals(at(song, 2).section(), clock.section());
    assertEquals(0, at(song.everyRound(10), 20).section());
  }

  @Test
  void shouldKeepToATempo() {
    MusicClock clock = at(new Tempo(90, 1, List.of(0.0, 3.5)), 2);
    assertEquals(4, clock.beats());
    assertEquals(1, clock.section());
    assertEquals(2, clock.secondsAt(4));
    assertEquals(2, at(Tempo.DEFAULT, 1).beats());
  }

  @Test
  void shouldFollowAHostUntilAResetOrATempo() {
    MusicClock clock = at(Tempo.DEFAULT, 10);
    clock.follow(60, 100, 10.5);
    clock.next(10.5);
    assertEquals(100, clock.beats());
    clock.next(12.5);
    assertEquals(102, clock.beats());
    assertEquals(1, clock.section());
    assertEquals(11.5, clock.secondsAt(101));
    clock.keepTo(new Tempo(240, 0, List.of()));
    clock.next(13);
    assertEquals(52, clock.beats());
    clock.follow(60, 0, 14);
    clock.reset();
    assertEquals(0, clock.beats());
    clock.next(1);
    assertEquals(4, clock.beats());
  }

  @Test
  void shouldTellWhatCanBeATempo() {
    assertTrue(MusicClock.isSane(10, -1e9));
    assertTrue(MusicClock.isSane(1000, 1e9));
    assertFalse(MusicClock.isSane(9.9, 0));
    assertFalse(MusicClock.isSane(Double.POSITIVE_INFINITY, 0));
    assertFalse(MusicClock.isSane(Double.NaN, 0));
    assertFalse(MusicClock.isSane(120, Double.NaN));
    assertFalse(MusicClock.isSane(120, 1.1e9));
  }
}
