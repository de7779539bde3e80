package audio.liminal.host;

import audio.liminal.signal.RealTime;

/** What an {@link EngineLoop} does over and over. */
interface EngineWork {
  /**
   * Morphs up to one hop of what was handed over.
   *
   * @return samples taken, 0 when there were none to take
   */
  @RealTime
  int work();

  /** Leaves out what is waiting and begins anew with what comes next. */
  @RealTime
  void skip();

  /** Waits until there may be something to take. */
  void await();
}
