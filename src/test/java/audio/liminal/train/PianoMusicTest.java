package audio.liminal.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PianoMusicTest {
  @Test
  void shouldWriteTheSameMusicForTheSameSeed() {
    List<PianoMusic.Note> notes = PianoMusic.compose(new Random(5), PianoMusic.TRAINED);
    assertEquals(notes, PianoMusic.compose(new Random(5), PianoMusic.TRAINED));
    assertNotEquals(notes, PianoMusic.compose(new Random(6), PianoMusic.TRAINED));
    assertNotEquals(notes, PianoMusic.compose(new Random(5), PianoMusic.HELD_OUT));
  }

  @Test
  void shouldStayOnTheKeyboardAndInTime() {
    for (int seed = 0; seed < 200; seed++) {
      List<PianoMusic.Note> notes = PianoMusic.compose(new Random(seed), PianoMusic.HELD_OUT);
      double end = 0;
      for (PianoMusic.Note note : notes) {
        assertTrue(note.key() >= 21 && note.key() <= 108, note.toString());
        assertTrue(note.start() >= 0 && note.length() > 0, note.toString());
        end = Math.max(end, note.start());
      }
      assertTrue(notes.size() > 40 && end > 12 && end < 33, notes.size() + " notes, " + end + " s");
    }
  }
}
