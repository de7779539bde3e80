package audio.liminal.song;

import java.util.List;

/**
 * How a recording's music is laid out in time.
 *
 * @param bpm beats a minute, the same throughout
 * @param firstBeatSeconds since the recording began, less than a beat
 * @param beatHeard whether the beat was heard in the recording; else it is taken to be there
 * @param sectionSeconds where each section begins, on a beat, the first at the recording's start
 */
public record SongMap(
    double bpm, double firstBeatSeconds, boolean beatHeard, List<Double> sectionSeconds) {

  public SongMap {
    sectionSeconds = List.copyOf(sectionSeconds);
  }

  /** The beat at a moment, counted from the first one. */
  public double beatAt(double seconds) {
    return (seconds - firstBeatSeconds) * bpm / 60;
  }
}
