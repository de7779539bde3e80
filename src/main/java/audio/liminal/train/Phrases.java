package audio.liminal.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/**
 * Writes music that walks an instrument over its range, velocities and articulations.
 *
 * <p>The same seed gives the same bytes. Time is in seconds from the start.
 */
final class Phrases {
  private static final int TICKS_PER_QUARTER = 480;
  private static final int TICKS_PER_SECOND = 2 * TICKS_PER_QUARTER;
  private static final int WALK_NOTES = 16;
  private static final int CONTROL_BANK = 0;
  private static final int CONTROL_MODULATION = 1;
  private static final int CONTROL_VOLUME = 7;
  private static final int CONTROL_EXPRESSION = 11;
  private static final int[][] CHORDS = {
    {0, 4, 7}, {0, 3, 7, 10}, {0, 7, 12, 16}, {0, 5, 10}, {0, 4, 8, 11}, {0, 1, 6}
  };

  private static final double WANDER_SECONDS = 30;
  private static final double[] LENGTHS = {0.15, 0.25, 0.25, 0.4, 0.5, 0.8, 1.2};
  private static final int[] DOUBLES = {3, 4, 7, 12};
  private static final int PERCENT_DOUBLE = 15;
  private static final int PERCENT_LEAP = 8;
  private static final int PERCENT_REST = 6;
  private static final double REST_SECONDS = 0.3;

  private final Random random;
  private final Sequence sequence;
  private final Track track;
  private final int channel;
  private final int low;
  private final int high;
  private double now;

  private Phrases(int channel, int low, int high, long seed) {
    this.random = new Random(seed);
    this.channel = channel;
    this.low = low;
    this.high = high;
    try {
      this.sequence = new Sequence(Sequence.PPQ, TICKS_PER_QUARTER);
    } catch (InvalidMidiDataException e) {
      throw new IllegalStateException(e);
    }
    this.track = sequence.createTrack();
  }

  /** About 25 seconds: a walk over the program's range, a melody, chords and long notes. */
  static void melodic(Path midi, int program, long seed) {
    Phrases p =
        new Phrases(0, GeneralMidi.lowestKey(program), GeneralMidi.highestKey(program), seed);
    p.setUp(program);
    p.walk();
    p.melody(28);
    p.chords(4);
    p.longNotes(3);
    p.write(midi);
  }

  /** Half a minute that wanders over an instrument's natural range, with some double notes. */
  static void inRange(Path midi, Instrument instrument, long seed) {
    int program = instrument.program();
    Phrases p =
        new Phrases(0, GeneralMidi.lowestKey(program), GeneralMidi.highestKey(program), seed);
    p.event(ShortMessage.PROGRAM_CHANGE, program, 0, 0);
    p.wander();
    p.write(midi);
  }

  /** About 26 seconds: every drum of a kit alone, then grooves. */
  static void drums(Path midi, int kit, long seed) {
    Phrases p =
        new Phrases(
            GeneralMidi.DRUM_CHANNEL, GeneralMidi.LOWEST_DRUM, GeneralMidi.HIGHEST_DRUM, seed);
    p.setUp(kit);
    for (int key = GeneralMidi.LOWEST_DRUM; key <= GeneralMidi.HIGHEST_DRUM; key++) {
      p.note(key, p.between(30, 127), p.now, 0.2);
      p.now += 0.18 + 0.1 * p.random.nextDouble();
    }
    for (int bar = 0; bar < 5; bar++) {
      p.groove();
    }
    p.write(midi);
  }

  private void setUp(int program) {
    control(CONTROL_BANK, 0, 0);
    event(ShortMessage.PROGRAM_CHANGE, program, 0, 0);
    control(CONTROL_VOLUME, between(70, 127), 0);
    now = 0.05;
  }

  private void walk() {
    int stride = Math.max(2, 2 * (high - low) / WALK_NOTES);
    for (int key = low; key <= high; key += between(1, stride)) {
      double length = 0.12 + 0.3 * random.nextDouble();
      note(key, between(20, 127), now, length * (0.5 + 0.6 * random.nextDouble()));
      now += length;
    }
  }

  private void melody(int notes) {
    int key = (low + high) / 2;
    double articulation = 0.3 + 0.8 * random.nextDouble();
    for (int i = 0; i < notes; i++) {
      double length = 0.1 * between(1, 5);
      note(key, between(35, 120), now, length * articulation);
      if (random.nextInt(4) == 0) {
        control(CONTROL_MODULATION, between(0, 100), now);
      }
      now += length;
      key = Math.max(low, Math.min(high, key + between(-7, 7)));
    }
    control(CONTROL_MODULATION, 0, now);
  }

  private void chords(int count) {
    for (int i = 0; i < count; i++) {
      int root = between(low, Math.max(low, high - 12));
      int velocity = between(40, 120);
      double length = 0.4 + 0.6 * random.nextDouble();
      for (int step : CHORDS[random.nextInt(CHORDS.length)]) {
        note(Math.min(high, root + step), velocity, now + 0.02 * random.nextDouble(), length);
      }
      now += length + 0.1;
    }
  }

  private void longNotes(int count) {
    for (int i = 0; i < count; i++) {
      double length = 1.2 + 0.8 * random.nextDouble();
      note(between(low, high), between(60, 120), now, length);
      for (int step = 0; step <= 20; step++) {
        double phase = step / 20.0;
        int level = (int) (40 + 87 * Math.sin(Math.PI * phase));
        control(CONTROL_EXPRESSION, level, now + phase * length);
        bend(0.25 * Math.sin(6 * Math.PI * phase), now + phase * length);
      }
      control(CONTROL_EXPRESSION, 110, now + length);
      now += length + 0.3;
    }
  }

  private void groove() {
    double step = 0.09 + 0.08 * random.nextDouble();
    int[] keys = {36, 38, 42, between(43, 59), between(60, 81)};
    for (int i = 0; i < 16; i++) {
      for (int k = 0; k < keys.length; k++) {
        if (random.nextInt(2 + k) == 0) {
          note(keys[k], between(30, 127), now, step);
        }
      }
      now += step;
    }
  }

  private void wander() {
    int key = (low + high) / 2;
    now = 0.1;
    while (now < WANDER_SECONDS) {
      double length = LENGTHS[random.nextInt(LENGTHS.length)];
      int velocity = between(45, 120);
      double held = length * (0.6 + 0.45 * random.nextDouble());
      note(key, velocity, now, held);
      int above = key + DOUBLES[random.nextInt(DOUBLES.length)];
      if (above <= high && random.nextInt(100) < PERCENT_DOUBLE) {
        note(above, velocity, now, held);
      }
      now += length + (random.nextInt(100) < PERCENT_REST ? REST_SECONDS : 0);
      boolean leap = random.nextInt(100) < PERCENT_LEAP;
      int next = leap ? between(low, high) : key + between(-7, 7);
      key = Math.max(low, Math.min(high, next));
    }
  }

  private int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  private void note(int key, int velocity, double at, double length) {
    event(ShortMessage.NOTE_ON, key, velocity, at);
    event(ShortMessage.NOTE_OFF, key, 0, at + length);
  }

  private void control(int controller, int value, double at) {
    event(ShortMessage.CONTROL_CHANGE, controller, value, at);
  }

  private void bend(double semitones, double at) {
    int value = 8192 + (int) (semitones / 2 * 8191);
    event(ShortMessage.PITCH_BEND, value & 0x7f, value >> 7, at);
  }

  private void event(int command, int data1, int data2, double at) {
    try {
      track.add(
          new MidiEvent(
              new ShortMessage(command, channel, data1, data2), Math.round(at * TICKS_PER_SECOND)));
    } catch (InvalidMidiDataException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(Path midi) {
    control(CONTROL_EXPRESSION, 127, now + 0.4);
    try {
      Files.createDirectories(midi.getParent());
      MidiSystem.write(sequence, 0, midi.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
