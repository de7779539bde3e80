package audio.liminal.engine;

import audio.liminal.signal.RealTime;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sessions that will not play again and wait to be closed: a stack without locks, whose links are
 * the sessions' own, so that adding allocates nothing (Treiber 1986). Any thread adds, each session
 * once, and one takes.
 */
final class RetiredSessions {
  private final AtomicReference<MorphSession> top = new AtomicReference<>();

  @RealTime
  void add(MorphSession session) {
    session.retire();
    do {
      session.retiredBefore = top.get();
    } while (!top.compareAndSet(session.retiredBefore, session));
  }

  /** Closes all, and tells how many. */
  int close() {
    int count = 0;
    for (MorphSession s = top.getAndSet(null); s != null; s = s.retiredBefore) {
      s.close();
      count++;
    }
    return count;
  }
}
