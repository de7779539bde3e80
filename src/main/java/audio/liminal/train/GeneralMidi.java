package audio.liminal.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** In program order; {@code name*n} stands for n programs in a row, the keys are as played. */
  private static final String PROGRAMS =
      """
      piano*2 28-96, electric-grand 28-96, honky-tonk 28-96, electric-piano*2 28-96,
      harpsichord 29-89, clavinet 29-88, celesta 60-108, glockenspiel 79-108, music-box 60-96,
      vibraphone 53-89, marimba 45-96, xylophone 65-108, bell 60-84, dulcimer 55-88,
      drawbar-organ*3 36-96, organ 36-89, reed-organ 36-84, accordion 53-89, harmonica 60-84,
      accordion 53-89, guitar 40-79, steel-guitar 40-84, electric-guitar*3 40-86,
      distorted-guitar*2 40-86, guitar-harmonics 40-91, bass*6 28-60, synth-bass*2 28-67,
      violin 55-98, viola 48-88, cello 36-76, contrabass 28-60, strings 36-96, pizzicato 36-91,
      harp 30-96, timpani 36-60, strings*2 36-96, synth-strings*2 36-96, choir 45-81,
      choir-ooh 45-81, synth-voice 45-84, orchestra-hit 48-72, trumpet 54-84, trombone 40-74,
      tuba 28-60, muted-trumpet 54-84, horn 36-77, brass 36-84, synth-brass*2 36-84,
      soprano-sax 56-88, sax*3 40-80, oboe 58-91, english-horn 52-81, bassoon 34-72,
      clarinet 50-89, piccolo 74-108, flute 60-96, recorder 60-96, pan-flute 60-96, bottle 60-96,
      shakuhachi 55-84, whistle 60-96, ocarina 60-84, synth-lead*8 36-96, synth-pad*8 36-96,
      synth-effect*8 30-100, sitar 48-77, banjo 48-84, koto*2 50-84, kalimba 48-79,
      bagpipe 36-77, fiddle 55-96, shenai 60-84, bell 72-96, agogo 60-84, steel-drums 52-84,
      woodblock 48-84, percussion*4 36-84, noise*8 36-96
      """;

  /** What one program plays: keys from low to high, both included. */
  private record Program(String soundClass, int low, int high) {}

  private static final List<Program> BY_PROGRAM = parse();

  private GeneralMidi() {}

  /** The class of program 0 to 127, such as {@code flute}. */
  static String classOf(int program) {
    return BY_PROGRAM.get(program).soundClass;
  }

  /** The lowest key of a program as musicians play it. */
  static int lowestKey(int program) {
    return BY_PROGRAM.get(program).low;
  }

  static int highestKey(int program) {
    return BY_PROGRAM.get(program).high;
  }

  static int programs() {
    return BY_PROGRAM.size();
  }

  private static List<Program> parse() {
    List<Program> programs = new ArrayList<>();
    Matcher entry = Pattern.compile("([a-z-]+)(?:\\*(\\d))? (\\d+)-(\\d+)").matcher(PROGRAMS);
    while (entry.find()) {
      int low = Integer.parseInt(entry.group(3));
      int high = Integer.parseInt(entry.group(4));
      int count = entry.group(2) == null ? 1 : Integer.parseInt(entry.group(2));
      for (int i = 0; i < count; i++) {
        programs.add(new Program(entry.group(1), low, high));
      }
    }
    return List.copyOf(programs);
  }
}
