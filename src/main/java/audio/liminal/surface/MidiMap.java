package audio.liminal.surface;

import java.util.ArrayList;
import java.util.List;

/**
 * What a MIDI device's parts turn; immutable. A part turns one control; a control may be turned by
 * many.
 */
public record MidiMap(List<MidiMapping> mappings) {
  public static final MidiMap EMPTY = new MidiMap(List.of());

  public MidiMap {
    mappings = List.copyOf(mappings);
  }

  /** With one more, in place of what its source turned before. */
  public MidiMap with(MidiMapping mapping) {
    List<MidiMapping> next = new ArrayList<>(mappings);
    next.removeIf(m -> m.source().equals(mapping.source()));
    next.add(mapping);
    return new MidiMap(next);
  }

  /** Without all that turn a control. */
  public MidiMap without(String control) {
    return new MidiMap(mappings.stream().filter(m -> !m.control().equals(control)).toList());
  }

  /** With one source in place of another, turning the same. */
  MidiMap moved(MidiSource from, MidiSource to) {
    return new MidiMap(
        mappings.stream()
            .map(m -> m.source().equals(from) ? new MidiMapping(to, m.control()) : m)
            .toList());
  }
}
