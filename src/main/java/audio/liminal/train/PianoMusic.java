package audio.liminal.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes tonal piano music: a melody over broken or whole chords, in every key, several tempi and
 * registers. The same random numbers give the same music.
 */
final class PianoMusic {
  /**
   * A note.
   *
   * @param key as in MIDI
   * @param accent whether it stands out
   * @param start in seconds
   * @param length in seconds, until the key is let go
   */
  record Note(int key, boolean accent, double start, double length) {}

  /**
   * What music is made of.
   *
   * @param progressions roots of the bars' chords, as degrees of the scale
   * @param rhythms beats of a bar's melody notes
   */
  record Style(int[][] progressions, double[][] rhythms) {}

  static final Style TRAINED =
      new Style(
          new int[][] {{0, 3, 4, 0}, {0, 5, 3, 4}, {0, 4, 5, 3}, {0, 1, 4, 0}, {5, 3, 0, 4}},
          new double[][] {
            {1, 1, 1, 1}, {2, 1, 1}, {.5, .5, 1, 2}, {1.5, .5, 1, 1}, {.5, .5, .5, .5, 1, 1}, {3, 1}
          });

  /** Shares no progression and no rhythm with the other. */
  static final Style HELD_OUT =
      new Style(
          new int[][] {{0, 2, 3, 4}, {0, 3, 1, 4}, {5, 1, 4, 0}},
          new double[][] {{1, 2, 1}, {1, .5, .5, 2}, {.75, .25, 1, 1, 1}, {1.5, 1.5, 1}});

  private static final int[] MAJOR = {0, 2, 4, 5, 7, 9, 11};
  private static final int[] MINOR = {0, 2, 3, 5, 7, 8, 10};
  private static final int BARS = 8;
  private static final int BEATS_IN_BAR = 4;
  private static final double SLOWEST_BPM = 60;
  private static final double FASTEST_BPM = 150;
  private static final double LATEST_SECONDS = 0.012;
  private static final int LOWEST_MELODY = 55;
  private static final int HIGHEST_MELODY = 96;

  /** Order of a broken chord's tones, by half beats. */
  private static final int[][] FIGURES = {{0, 2, 1, 2}, {0, 1, 2, 3}, {0, 2, 3, 2}, {0, 3, 2, 1}};

  private final Random random;
  private final Style style;
  private final List<Note> notes = new ArrayList<>();
  private final int tonic;
  private final int[] scale;
  private final double beatSeconds;
  private final double legato;
  private final int bassDegree;
  private int degree;

  private PianoMusic(Random random, Style style) {
    this.random = random;
    this.style = style;
    this.tonic = 24 + random.nextInt(12);
    this.scale = random.nextInt(3) == 0 ? MINOR : MAJOR;
    this.beatSeconds = 60 / (SLOWEST_BPM + (FASTEST_BPM - SLOWEST_BPM) * random.nextDouble());
    this.legato = 0.6 + 0.5 * random.nextDouble();
    this.bassDegree = 7 * (1 + random.nextInt(2));
    this.degree = 21 + 7 * random.nextInt(3);
  }

  /** Eight bars, 13 to 32 seconds. */
  static List<Note> compose(Random random, Style style) {
    PianoMusic music = new PianoMusic(random, style);
    int[] progression = style.progressions[random.nextInt(style.progressions.length)];
    boolean whole = random.nextInt(3) == 0;
    int[] figure = FIGURES[random.nextInt(FIGURES.length)];
    for (int bar = 0; bar < BARS; bar++) {
      int chord = progression[bar % progression.length];
      double beat = BEATS_IN_BAR * bar;
      if (whole) {
        music.wholeChords(chord, beat);
      } else {
        music.brokenChord(chord, figure, beat);
      }
      music.melody(chord, beat);
    }
    music.close();
    return music.notes;
  }

  /** The key of a degree of the scale, 7 to the octave. */
  private int key(int step) {
    return tonic + 12 * Math.floorDiv(step, 7) + scale[Math.floorMod(step, 7)];
  }

  /** Root, third, fifth and octave, and so on upwards. */
  private int chordKey(int chord, int tone) {
    return key(bassDegree + chord + 7 * (tone / 3) + 2 * (tone % 3));
  }

  private void note(int key, double beat, double beats) {
    int inRange = Math.max(PianoRecordings.LOWEST_KEY, Math.min(PianoRecordings.HIGHEST_KEY, key));
    boolean accent = beat % BEATS_IN_BAR == 0 || random.nextInt(6) == 0;
    double late = LATEST_SECONDS * random.nextDouble();
    notes.add(new Note(inRange, accent, beat * beatSeconds + late, beats * beatSeconds * legato));
  }

  private void wholeChords(int chord, double bar) {
    int each = random.nextInt(2) + 1;
    for (int half = 0; half < each; half++) {
      double beats = (double) BEATS_IN_BAR / each;
      for (int tone = 0; tone < 3; tone++) {
        note(chordKey(chord, tone), bar + half * beats, beats);
      }
    }
  }

  private void brokenChord(int chord, int[] figure, double bar) {
    for (int i = 0; i < BEATS_IN_BAR; i++) {
      note(chordKey(chord, figure[i % figure.length]), bar + i, 1.5);
    }
  }

  /** Chord tones on the beats that bear weight, steps between. */
  private void melody(int chord, double bar) {
    double[] rhythm = style.rhythms[random.nextInt(style.rhythms.length)];
    double beat = bar;
    for (double beats : rhythm) {
      if (random.nextInt(10) > 0) {
        degree += random.nextInt(5) - 2;
        if (beat % 2 == 0) {
          degree = nearestChordTone(chord);
        }
        turnAtTheEdges();
        note(key(degree), beat, beats);
        if (random.nextInt(4) == 0) {
          note(key(degree - (random.nextBoolean() ? 2 : 5)), beat, beats);
        }
      }
      beat += beats;
    }
  }

  private int nearestChordTone(int chord) {
    for (int away = 0; away < 3; away++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        int tone = Math.floorMod(degree + sign * away - chord, 7);
        if (tone == 0 || tone == 2 || tone == 4) {
          return degree + sign * away;
        }
      }
    }
    return degree;
  }

  private void turnAtTheEdges() {
    if (key(degree) < LOWEST_MELODY) {
      degree += 5;
    } else if (key(degree) > HIGHEST_MELODY) {
      degree -= 5;
    }
  }

  private void close() {
    double end = BEATS_IN_BAR * BARS;
    note(chordKey(0, 0), end, 3);
    note(key(21), end, 3);
    note(key(23), end, 3);
  }
}
