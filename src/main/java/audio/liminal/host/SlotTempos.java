package audio.liminal.host;

import audio.liminal.morph.MusicClock;
import audio.liminal.morph.Tempo;
import audio.liminal.ring.RingLayout;
import audio.liminal.ring.RingSlot;
import audio.liminal.signal.RealTime;

/**
 * The tempos that a plugin's host goes through, each in force from the first hop that begins at its
 * position or later. On the engine's thread; allocates nothing.
 */
final class SlotTempos {
  private final RingSlot slot;
  private final double sampleRateHz;
  private long taken;
  private long position;
  private double beat;
  private double bpm;

  SlotTempos(RingSlot slot, int sampleRateHz, long streamStart) {
    this.slot = slot;
    this.sampleRateHz = sampleRateHz;
    begin(streamStart);
    this.taken = Long.MIN_VALUE; // whatever is there
  }

  /** Is where a stream is of which no tempo was told, from its first sample on. */
  @RealTime
  void begin(long streamStart) {
    position = streamStart;
    beat = Tempo.DEFAULT.beatAtStart();
    bpm = Tempo.DEFAULT.bpm();
  }

  /**
   * Takes what is due at a hop that begins here; what was told for samples before the stream's
   * first, or can't be, is left out.
   *
   * @return whether the music does not just go on
   */
  @RealTime
  boolean apply(long hop) {
    long end = slot.tempoEnd();
    long kept = end - (RingLayout.TEMPOS - 1);
    if (!RingSlot.isPosition(end) || taken > end) {
      return false;
    }
    boolean news = false;
    for (taken = Math.max(0, Math.max(taken, kept)); taken < end; taken++) {
      long at = slot.tempoPosition(taken);
      double itsBeat = slot.tempoBeat(taken);
      double itsBpm = slot.tempoBpm(taken);
      boolean whole = slot.tempoEnd() - taken < RingLayout.TEMPOS;
      if (whole && at > hop) {
        return news;
      }
      if (whole && at >= position && MusicClock.isSane(itsBpm, itsBeat)) {
        position = at;
        beat = itsBeat;
        bpm = itsBpm;
        news = true;
      }
    }
    return news;
  }

  @RealTime
  double bpm() {
    return bpm;
  }

  /** The beat at a sample. */
  @RealTime
  double beatAt(long sample) {
    return beat + (sample - position) / sampleRateHz * bpm / 60;
  }
}
