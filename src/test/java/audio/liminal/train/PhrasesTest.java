package audio.liminal.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhrasesTest {
  @TempDir private Path folder;

  @Test
  void shouldWriteTheSameMusicForTheSameSeed() throws IOException {
    Phrases.melodic(folder.resolve("a"), 40, 7);
    Phrases.melodic(folder.resolve("b"), 40, 7);
    Phrases.melodic(folder.resolve("c"), 40, 8);
    byte[] a = Files.readAllBytes(folder.resolve("a"));
    assertArrayEquals(a, Files.readAllBytes(folder.resolve("b")));
    assertFalse(Arrays.equals(a, Files.readAllBytes(folder.resolve("c"))));
  }

  @Test
  void shouldLastSomeSeconds() throws IOException, InvalidMidiDataException {
    Phrases.melodic(folder.resolve("a"), 0, 1);
    Phrases.drums(folder.resolve("b"), 0, 1);
    for (String name : new String[] {"a", "b"}) {
      double seconds =
          MidiSystem.getSequence(folder.resolve(name).toFile()).getMicrosecondLength() / 1e6;
      assertTrue(seconds > 10 && seconds < 45, name + " " + seconds);
    }
  }

  @Test
  void shouldRenderTheSameSoundForTheSameSeed() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/fluidsynth")), "fluidsynth is not installed");
    assumeTrue(Files.isReadable(SoundFont.FLUID), "fluid-soundfont-gm is not installed");
    SoundFont.melodic(SoundFont.FLUID, 11, 1, folder.resolve("a.wav"));
    SoundFont.melodic(SoundFont.FLUID, 11, 1, folder.resolve("b.wav"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a.wav")), Files.readAllBytes(folder.resolve("b.wav")));
  }

  @Test
  void shouldNameAClassForEveryProgram() {
    assertEquals(128, GeneralMidi.programs());
    assertEquals("piano", GeneralMidi.classOf(0));
    assertEquals("violin", GeneralMidi.classOf(40));
    assertEquals("trumpet", GeneralMidi.classOf(56));
    assertEquals("flute", GeneralMidi.classOf(73));
    assertEquals("sitar", GeneralMidi.classOf(104));
    assertEquals("steel-drums", GeneralMidi.classOf(114));
  }
}
