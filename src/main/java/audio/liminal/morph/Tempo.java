package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import java.util.List;

/**
 * Where a stream stands in its music.
 *
 * @param bpm beats a minute, 10 to 1000
 * @param beatAtStart the beat at the stream's first sample; a jump of the host's is another one
 * @param sectionBeats where each section begins, ascending; empty for one every {@value
 *     #PLAIN_SECTION_BEATS} beats
 * @param roundSeconds after which all of it begins again, as in a recording that starts over; 0 for
 *     never
 */
public record Tempo(
    double bpm, double beatAtStart, List<Double> sectionBeats, double roundSeconds) {
  /** 120 beats a minute from beat 0. */
  public static final Tempo DEFAULT = new Tempo(120, 0, List.of());

  /** Sixteen bars of four. */
  static final int PLAIN_SECTION_BEATS = 64;

  static final double LEAST_BPM = 10;
  static final double MOST_BPM = 1000;
  static final double MOST_BEATS = 1e9;
  private static final int MOST_SECTIONS = 10_000;

  /** Music that does not begin again. */
  public Tempo(double bpm, double beatAtStart, List<Double> sectionBeats) {
    this(bpm, beatAtStart, sectionBeats, 0);
  }

  /** Throws {@link BadInputException} when a number is out of range or sections do not ascend. */
  public Tempo {
    sectionBeats = List.copyOf(sectionBeats);
    checked("bpm", bpm, LEAST_BPM, MOST_BPM);
    checked("beatAtStart", beatAtStart, -MOST_BEATS, MOST_BEATS);
    checked("roundSeconds", roundSeconds, 0, MOST_BEATS);
    if (sectionBeats.size() > MOST_SECTIONS) {
      throw new BadInputException(
          "tempo", "sectionBeats.length", sectionBeats.size(), "0 to " + MOST_SECTIONS);
    }
    double before = -MOST_BEATS;
    for (double beat : sectionBeats) {
      checked("sectionBeats", beat, before, MOST_BEATS);
      before = beat;
    }
  }

  private static void checked(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new BadInputException("tempo", field, value, least + " to " + most);
    }
  }

  /** Whether it was heard in a recording, with its sections. */
  public boolean isOfARecording() {
    return !sectionBeats.isEmpty();
  }

  /** The same, of a recording that starts over. */
  public Tempo everyRound(double seconds) {
    return new Tempo(bpm, beatAtStart, sectionBeats, seconds);
  }

  /** The number of the section at a beat, from 0; negative before beat 0 of plain ones. */
  @RealTime
  public int section(double beats) {
    if (sectionBeats.isEmpty()) {
      return (int) Math.floor(beats / PLAIN_SECTION_BEATS);
    }
    int section = 0;
    while (section + 1 < sectionBeats.size() && sectionBeats.get(section + 1) <= beats) {
      section++;
    }
    return section;
  }
}
