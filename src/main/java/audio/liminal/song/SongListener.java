package audio.liminal.song;

import java.util.ArrayList;
import java.util.List;

/**
 * Hears a whole recording, block by block, and then tells its tempo, beats and sections.
 *
 * <p>One even tempo is taken to run through. Of two an octave apart the accents decide, and where
 * they leave it open what lies between 85 and 170: a slower song full of eighth notes comes out
 * twice as fast, a faster one full of sixteenths half as fast.
 */
public final class SongListener {
  private static final double ASSUMED_BPM = 120;
  private static final double LEAST_CLARITY = 6;

  private final Mixdown mixdown;
  private final OnsetListener onsets;
  private final AccentCurve accents;
  private final SectionFinder sections;
  private float[] mono = new float[0];

  public SongListener(int sampleRateHz) {
    this.mixdown = new Mixdown(sampleRateHz);
    this.onsets = new OnsetListener(sampleRateHz);
    this.accents = new AccentCurve(sampleRateHz);
    this.sections = new SectionFinder(sampleRateHz);
  }

  /** Takes the next {@code count} samples of every channel. */
  public void hear(float[][] block, int count) {
    if (mono.length < count) {
      mono = new float[count];
    }
    mixdown.mix(block, count, mono);
    onsets.hear(mono, count);
    accents.hear(mono, count);
    sections.hear(mono, count);
  }

  /** What was heard; {@value #ASSUMED_BPM} beats a minute from the start where there is no beat. */
  public SongMap map() {
    BeatGrid grid = new BeatFinder(accents.rises()).find(onsets.onsets());
    return grid == null || grid.clarity() < LEAST_CLARITY
        ? map(new BeatGrid(ASSUMED_BPM, 0, 0), false)
        : map(grid, true);
  }

  /** What was heard, at a tempo that is told. */
  public SongMap map(double bpm) {
    return map(new BeatFinder(accents.rises()).at(bpm), false);
  }

  private SongMap map(BeatGrid grid, boolean heard) {
    SongMap beats = new SongMap(grid.bpm(), grid.firstBeatSeconds(), heard, List.of());
    List<Double> starts = new ArrayList<>();
    for (double start : sections.starts()) {
      double beat = Math.rint(beats.beatAt(start));
      starts.add(start == 0 ? 0 : grid.firstBeatSeconds() + beat * 60 / grid.bpm());
    }
    return new SongMap(grid.bpm(), grid.firstBeatSeconds(), heard, starts);
  }
}
