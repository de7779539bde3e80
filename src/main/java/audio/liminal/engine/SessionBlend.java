package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.morph.MusicClock;
import audio.liminal.morph.PhaseMode;
import audio.liminal.signal.RealTime;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who plays: one session, or two and a share between them.
 *
 * <p>Between two, gains are mixed along a straight line in dB, bin by bin, so that models with
 * different grids meet in the stream's bins and the delay stays what it is. A new session first
 * listens unheard for {@value #LISTEN_SECONDS} s: until then it knows neither the input's pitch nor
 * what is usual in it. A third session waits while the change at hand is finished towards its
 * nearer end, within half of {@link #CHANGE_SECONDS}; of several that wait only the newest will
 * play.
 */
final class SessionBlend {
  /** What a change takes at least. */
  static final double CHANGE_SECONDS = 0.04;

  private static final double LISTEN_SECONDS = 0.05;

  /**
   * A session that is to play.
   *
   * @param step of the share in a hop
   * @param fresh whether the engine's thread has never heard of it
   */
  private record Entry(MorphSession session, float step, boolean fresh) {}

  private final AtomicReference<Entry> posted = new AtomicReference<>();
  private final RetiredSessions retired = new RetiredSessions();
  private final double hopSeconds;
  private final float quickStep;
  private final int listenHops;
  private final float[] mixed;

  // the engine's thread's
  private MorphSession first;
  private MorphSession second;
  private Entry waiting;
  private boolean started;
  private int unheardHops;
  private float share;
  private float goal;
  private float step;

  SessionBlend(MorphSession first, double hopSeconds, int packedSize) {
    this.first = first;
    first.tell();
    this.hopSeconds = hopSeconds;
    this.quickStep = stepOf(CHANGE_SECONDS);
    this.listenHops = (int) Math.round(LISTEN_SECONDS / hopSeconds);
    this.mixed = new float[packedSize];
  }

  private float stepOf(double seconds) {
    return (float) Math.min(1, hopSeconds / Math.max(CHANGE_SECONDS, seconds));
  }

  void post(MorphSession session, double seconds) {
    Entry unheard;
    boolean fresh;
    do {
      unheard = posted.get();
      boolean again = unheard != null && unheard.session == session;
      fresh = again ? unheard.fresh : !session.told();
    } while (!posted.compareAndSet(unheard, new Entry(session, stepOf(seconds), fresh)));
    session.tell();
    if (unheard != null && unheard.session != session && unheard.fresh) {
      retired.add(unheard.session);
    }
  }

  int closeRetired() {
    return retired.close();
  }

  /** Closes all sessions; none may be running. */
  void close() {
    settle();
    retired.add(first);
    retired.close();
  }

  /** Forgets all audio, and ends a change at hand. */
  @RealTime
  void reset() {
    settle();
    started = false;
    first.reset();
  }

  private void settle() {
    pickUp();
    while (waiting != null || second != null) {
      share = goal;
      endChange();
      pickUp();
    }
  }

  /**
   * Finds the gains of one hop.
   *
   * @return whether all models succeeded
   */
  @RealTime
  boolean process(float[][] spectra, float[][] windowed, MusicClock clock) {
    pickUp();
    move();
    started = true;
    boolean succeeded = first.process(spectra, windowed, clock);
    if (second != null) {
      succeeded &= second.process(spectra, windowed, clock);
      if (share > 0) {
        mix(first.gains(), second.gains());
      }
    }
    return succeeded;
  }

  private void pickUp() {
    if (posted.get() != null) {
      take(posted.getAndSet(null));
    }
    if (waiting == null) {
      return;
    }
    if (second == null && waiting.session != first) {
      second = waiting.session;
      unheardHops = started ? listenHops : 0;
      if (started) {
        second.takeOver(first);
      }
      share = 0;
    }
    if (waiting.session == first || waiting.session == second) {
      goal = waiting.session == second ? 1 : 0;
      step = waiting.step;
      waiting = null;
    } else {
      unheardHops = 0;
      goal = share < 0.5f ? 0 : 1;
      step = quickStep;
    }
  }

  /** One that has ended its play meanwhile does not come back. */
  private void take(Entry newest) {
    if (newest.session.retired()) {
      return;
    }
    if (waiting != null && waiting.session != newest.session) {
      retired.add(waiting.session);
    }
    waiting = newest;
  }

  private void move() {
    if (second == null) {
      return;
    }
    if (unheardHops > 0) {
      unheardHops--;
      return;
    }
    float distance = goal - share;
    share = Math.abs(distance) <= step ? goal : share + Math.copySign(step, distance);
    endChange();
  }

  private void endChange() {
    if (second == null || share != goal) {
      return;
    }
    retired.add(goal == 1 ? first : second);
    first = goal == 1 ? second : first;
    second = null;
    share = 0;
    goal = 0;
  }

  private void mix(float[] from, float[] to) {
    for (int i = 0; i < mixed.length; i++) {
      float a = Decibels.ofPower(from[i] * from[i]);
      float b = Decibels.ofPower(to[i] * to[i]);
      mixed[i] = Decibels.toAmplitude(a + share * (b - a));
    }
  }

  /** Factors on a packed spectrum, found by the last hop. */
  @RealTime
  float[] gains() {
    return share > 0 ? mixed : first.gains();
  }

  /** Adds what is let through of the sidechain to the outputs' spectra. */
  @RealTime
  void addAttacks(float[][] spectra) {
    first.addAttacks(spectra, 1 - share);
    if (second != null) {
      second.addAttacks(spectra, share);
    }
  }

  /**
   * Whose phases are wanted: those of the session with the greater share, but reconstructed ones
   * for as long as one of both wants them or may: they suit all gains, the input's only smooth
   * ones.
   */
  @RealTime
  PhaseMode phase() {
    if (isWanted(PhaseMode.RTPGHI)) {
      return PhaseMode.RTPGHI;
    }
    if (isWanted(PhaseMode.AUTO)) {
      return PhaseMode.AUTO;
    }
    return share >= 0.5f ? second.phase() : first.phase();
  }

  private boolean isWanted(PhaseMode mode) {
    return first.phase() == mode || (second != null && second.phase() == mode);
  }

  /** How far the morph has gone, 0 to 1. */
  @RealTime
  float towards() {
    return second == null ? first.towards() : between(first.towards(), second.towards());
  }

  @RealTime
  float wetness() {
    return second == null ? first.wetness() : between(first.wetness(), second.wetness());
  }

  @RealTime
  float gainDb() {
    return second == null ? first.gainDb() : between(first.gainDb(), second.gainDb());
  }

  private float between(float a, float b) {
    return a + share * (b - a);
  }
}
