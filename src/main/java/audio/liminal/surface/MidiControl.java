package audio.liminal.surface;

import audio.liminal.morph.Controls;
import audio.liminal.signal.BadInputException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Turns controls by what a MIDI device sends: mapped controllers and the pitch wheel turn, program
 * changes choose presets, everything else is ignored. Learns new mappings. Any thread.
 */
public final class MidiControl {
  private static final int CONTROL_CHANGE = 0xB0;
  private static final int PROGRAM_CHANGE = 0xC0;
  private static final int PITCH_BEND = 0xE0;
  private static final int CHANNEL_MODE = 120; // controllers from here on are commands

  /** Bank select, data entry, and what says what that enters; no knob sends them alone. */
  private static final Set<Integer> NO_KNOBS = Set.of(0, 32, 6, 38, 96, 97, 98, 99, 100, 101);

  private static final float MOST_7 = 127;
  private static final float MOST_14 = 16_383;
  private static final int NOTHING = -1;

  private final ControlSurface surface;
  private final PresetShelf presets;
  private final boolean pickup;
  private final Consumer<MidiMap> learned;
  private final Map<MidiSource, Knob> knobs = new HashMap<>();
  private final int[][] coarse = new int[17][MidiSource.FINE_ABOVE_COARSE];
  private MidiMap once;
  private MidiMap kept;
  private int learning = NOTHING;

  /** What was learned with the last message, which its fine half may follow. */
  private MidiMapping justLearned;

  /**
   * @param once what is mapped for this time, instead of what is kept for the same parts
   * @param kept what was learned before
   * @param pickup whether a knob must pass a control's value before it turns it, see {@link Knob}
   * @param learned told what is to be kept, whenever that changes
   */
  public MidiControl(
      ControlSurface surface,
      PresetShelf presets,
      MidiMap once,
      MidiMap kept,
      boolean pickup,
      Consumer<MidiMap> learned) {
    this.surface = surface;
    this.presets = presets;
    this.once = once;
    this.kept = kept;
    this.pickup = pickup;
    this.learned = learned;
  }

  /** Lets the next controller that moves turn a control from then on. */
  public synchronized void learn(int control) {
    learning = control;
  }

  /** Lets nothing turn a control any more. */
  public synchronized void forget(int control) {
    learning = NOTHING;
    change(without(once, control), without(kept, control));
  }

  private MidiMap without(MidiMap map, int control) {
    return new MidiMap(map.mappings().stream().filter(m -> index(m) != control).toList());
  }

  /** The control that a mapping turns; of a latent that the model in force does not have, none. */
  private int index(MidiMapping mapping) {
    try {
      return surface.find("MIDI", mapping.control());
    } catch (BadInputException e) {
      return NOTHING;
    }
  }

  /**
   * A whole message of up to three bytes.
   *
   * @param data1 0 to 127, 0 without
   * @param data2 the same
   */
  public synchronized void message(int status, int data1, int data2) {
    int channel = (status & 0x0F) + 1;
    switch (status & 0xF0) {
      case CONTROL_CHANGE -> {
        if (data1 < CHANNEL_MODE) {
          controller(channel, data1, data2);
        }
      }
      case PITCH_BEND -> move(MidiSource.Kind.BEND, 0, channel, (data2 << 7 | data1) / MOST_14);
      case PROGRAM_CHANGE -> presets.choose(data1);
      default -> {
        // notes and the rest have no meaning here
      }
    }
  }

  private void controller(int channel, int number, int value) {
    int coarseNumber = number - MidiSource.FINE_ABOVE_COARSE;
    boolean fine = coarseNumber >= 0 && coarseNumber < MidiSource.FINE_ABOVE_COARSE;
    if (!fine || !learnsFine(channel, coarseNumber)) {
      move(MidiSource.Kind.CC, number, channel, value / MOST_7);
    }
    if (fine) {
      int both = coarse[channel][coarseNumber] << 7 | value;
      move(MidiSource.Kind.CC14, coarseNumber, channel, both / MOST_14);
    } else if (number < MidiSource.FINE_ABOVE_COARSE) {
      coarse[channel][number] = value;
      move(MidiSource.Kind.CC14, number, channel, (value << 7) / MOST_14);
    }
  }

  /** A controller just learned turns out to have a fine half. */
  private boolean learnsFine(int channel, int coarseNumber) {
    MidiSource first = new MidiSource(MidiSource.Kind.CC, coarseNumber, channel);
    if (justLearned == null || !first.equals(justLearned.source())) {
      return false;
    }
    MidiSource both = new MidiSource(MidiSource.Kind.CC14, coarseNumber, channel);
    keep(new MidiMapping(both, justLearned.control()));
    justLearned = null;
    return true;
  }

  private void move(MidiSource.Kind kind, int number, int channel, float position) {
    MidiSource moved = new MidiSource(kind, number, channel);
    if (kind != MidiSource.Kind.CC14) {
      justLearned = null;
      boolean learns = learning != NOTHING && learning < surface.count();
      if (learns && !(kind == MidiSource.Kind.CC && NO_KNOBS.contains(number))) {
        justLearned = new MidiMapping(moved, surface.name(learning));
        keep(justLearned);
        learning = NOTHING;
      }
    }
    MidiMap turned = once.of(moved);
    if (turned.mappings().isEmpty()) {
      turned = kept.of(moved);
    }
    for (MidiMapping mapping : turned.mappings()) {
      if (mapping.source().kind() == kind) {
        turn(mapping, position);
      }
    }
  }

  private void turn(MidiMapping mapping, float position) {
    int index = index(mapping);
    if (index == NOTHING) {
      return;
    }
    boolean waits = pickup && !Controls.spec(index).isSwitch();
    Knob knob = knobs.computeIfAbsent(mapping.source(), source -> new Knob());
    if (!waits || knob.holds(position, surface.share(index))) {
      surface.setShare(index, position);
    }
  }

  private void keep(MidiMapping mapping) {
    change(once.with(mapping), kept.with(mapping));
  }

  private void change(MidiMap nextOnce, MidiMap nextKept) {
    once = nextOnce;
    kept = nextKept;
    knobs.clear();
    learned.accept(kept);
  }
}
