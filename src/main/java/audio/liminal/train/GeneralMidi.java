package audio.liminal.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The 128 programs of General MIDI, each with the class of sound that it stands for here. */
final class GeneralMidi {
  static final int DRUM_CHANNEL = 9;
  static final int DRUM_BANK = 128;
  static final int LOWEST_DRUM = 27;
  static final int HIGHEST_DRUM = 87;
  static final String DRUMS = "drums";

  /** Program numbers of the drum kits, with their names. */
  static final Map<Integer, String> DRUM_KITS =
      new TreeMap<>(
          Map.of(
              0, "standard-kit",
              8, "room-kit",
              16, "power-kit",
              24, "electronic-kit",
              25, "analogue-kit",
              32, "jazz-kit",
              40, "brush-kit",
              48, "orchestra-kit"));

  /** In program order; {@code name*n} stands for n programs in a row. */
  private static final String CLASSES =
      """
      piano*4 electric-piano*2 harpsichord clavinet
      celesta glockenspiel music-box vibraphone marimba xylophone bell dulcimer
      organ*5 accordion harmonica accordion
      guitar*2 electric-guitar*3 distorted-guitar*2 guitar-harmonics
      bass*6 synth-bass*2
      violin viola cello contrabass strings pizzicato harp timpani
      strings*2 synth-strings*2 choir*3 orchestra-hit
      trumpet trombone tuba trumpet horn brass synth-brass*2
      sax*4 oboe english-horn bassoon clarinet
      piccolo flute recorder pan-flute bottle shakuhachi whistle ocarina
      synth-lead*8 synth-pad*8 synth-effect*8
      sitar banjo koto*2 kalimba bagpipe violin shenai
      bell agogo steel-drums woodblock percussion*4
      noise*8
      """;

  private static final List<String> BY_PROGRAM = parse();

  private GeneralMidi() {}

  /** The class of program 0 to 127, such as {@code flute}. */
  static String classOf(int program) {
    return BY_PROGRAM.get(program);
  }

  static int programs() {
    return BY_PROGRAM.size();
  }

  private static List<String> parse() {
    List<String> classes = new ArrayList<>();
    for (String word : CLASSES.strip().split("\\s+", -1)) {
      int star = word.indexOf('*');
      int count = star < 0 ? 1 : Integer.parseInt(word.substring(star + 1));
      for (int i = 0; i < count; i++) {
        classes.add(star < 0 ? word : word.substring(0, star));
      }
    }
    return List.copyOf(classes);
  }
}
