package audio.liminal.morph;

import audio.liminal.signal.RealTime;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where a stream is at a hop's first sample, in seconds and in beats: as a {@link Tempo} says, or
 * as a host does while it plays. One thread goes on; any may tell a tempo.
 */
public final class MusicClock {
  private final AtomicReference<Tempo> told = new AtomicReference<>();
  private Tempo tempo = Tempo.DEFAULT;
  private double bpm;
  private double beatAtStart;
  private double roundSeconds;
  private double roundStart;
  private double seconds;
  private double beats;

  /** At the start of a stream. */
  public MusicClock() {
    reset();
  }

  /** Whether a tempo and a beat can be ones. */
  @RealTime
  public static boolean isSane(double bpm, double beat) {
    return bpm >= Tempo.LEAST_BPM
        && bpm <= Tempo.MOST_BPM
        && beat >= -Tempo.MOST_BEATS
        && beat <= Tempo.MOST_BEATS;
  }

  /** Keeps to a tempo from the next hop on. */
  public void keepTo(Tempo next) {
    told.set(next);
  }

  /** Is to be at a beat some seconds after the stream began, and goes on from there. */
  @RealTime
  public void follow(double bpmNow, double beat, double secondsThere) {
    bpm = bpmNow;
    beatAtStart = beat - secondsThere * bpmNow / 60;
    roundSeconds = 0;
  }

  private void keepToTempo() {
    follow(tempo.bpm(), tempo.beatAtStart(), 0);
    roundSeconds = tempo.roundSeconds();
  }

  /** Begins a stream, by the tempo that was told. */
  @RealTime
  public void reset() {
    keepToTempo();
    next(0);
  }

  /**
   * Goes on to a hop.
   *
   * @param secondsNow since the stream began, at the hop's first sample
   */
  @RealTime
  public void next(double secondsNow) {
    if (told.get() != null) {
      tempo = told.getAndSet(null);
      keepToTempo();
    }
    seconds = secondsNow;
    roundStart = roundSeconds > 0 ? Math.floor(secondsNow / roundSeconds) * roundSeconds : 0;
    beats = beatAtStart + (secondsNow - roundStart) * bpm / 60;
  }

  /** Since the stream began. */
  @RealTime
  public double seconds() {
    return seconds;
  }

  @RealTime
  public double beats() {
    return beats;
  }

  /** The number of the section, see {@link Tempo#section}. */
  @RealTime
  public int section() {
    return tempo.section(beats);
  }

  /** The time at which a beat of this round comes, or came if the tempo was always what it is. */
  @RealTime
  public double secondsAt(double beat) {
    return roundStart + (beat - beatAtStart) * 60 / bpm;
  }
}
