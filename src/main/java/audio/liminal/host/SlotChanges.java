package audio.liminal.host;

import audio.liminal.ring.RingLayout;
import audio.liminal.ring.RingSlot;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * The changes of a slot's parameters, each in force from the first hop that begins at its position
 * or later. On the engine's thread; allocates nothing.
 */
final class SlotChanges {
  static final long NONE = -1;

  private final RingSlot slot;
  private final float[] parameters = new float[RingLayout.PARAMETERS];
  private volatile float[] next;
  private float[] controls;
  private final long streamStart;
  private long taken;
  private int lost;

  /**
   * @param controls as {@link PluginParameters#controls} has them at the start
   * @param streamStart changes before it are in force already
   */
  SlotChanges(RingSlot slot, float[] controls, long streamStart) {
    this.slot = slot;
    this.controls = controls;
    this.next = controls;
    Arrays.fill(parameters, Float.NaN); // nothing is known to have changed
    this.streamStart = streamStart;
    this.taken = slot.eventsTaken();
    this.lost = slot.eventsLost();
  }

  /** Changes other controls from now on, with all that changed so far; any thread. */
  void turnTo(float[] others) {
    next = others;
  }

  /** Where the stream is to begin anew, if that is due before a position, or {@link #NONE}. */
  @RealTime
  long restartBefore(long limit) {
    long end = Math.min(slot.eventEnd(), taken + RingLayout.EVENTS);
    for (long event = taken; event < end && slot.eventPosition(event) < limit; event++) {
      if (slot.eventParameter(event) == RingLayout.EVENT_RESTART) {
        return Math.max(streamStart, slot.eventPosition(event));
      }
    }
    return NONE;
  }

  /** Applies what is due at a hop that begins here. */
  @RealTime
  void apply(long position) {
    if (next != controls) {
      controls = next;
      for (int id = 0; id < parameters.length; id++) {
        PluginParameters.set(controls, id, parameters[id]);
      }
    }
    long end = slot.eventEnd();
    int lostNow = slot.eventsLost();
    long waiting = end - taken; // negative also where the difference overflows
    if (lostNow != lost || waiting < 0 || waiting > RingLayout.EVENTS) {
      lost = lostNow;
      takeLatest();
      taken = end;
    }
    while (taken < end && slot.eventPosition(taken) <= position) {
      if (slot.eventPosition(taken) >= streamStart) {
        set(slot.eventParameter(taken), slot.eventValue(taken));
      }
      taken++;
    }
    slot.takeEvents(taken);
  }

  private void takeLatest() {
    for (int id = 0; id < RingLayout.PARAMETERS; id++) {
      set(id, slot.value(id));
    }
  }

  private void set(int id, float value) {
    if (id >= 0 && id < parameters.length) {
      parameters[id] = value;
      PluginParameters.set(controls, id, value);
    }
  }
}
