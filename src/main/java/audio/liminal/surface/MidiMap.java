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

  /** With one more, in place of what its part turned before. */
  public MidiMap with(MidiMapping mapping) {
    MidiSource part = mapping.source();
    List<MidiMapping> next = new ArrayList<>(mappings);
    next.removeIf(m -> m.source().samePart(part) && m.source().channel() == part.channel());
    next.add(mapping);
    return new MidiMap(next);
  }

  /** What a part turns, at either resolution: what is mapped on its channel, else on any. */
  MidiMap of(MidiSource part) {
    List<MidiMapping> heard =
        mappings.stream()
            .filter(m -> m.source().samePart(part) && m.source().hears(part.channel()))
            .toList();
    List<MidiMapping> here = heard.stream().filter(m -> m.source().channel() != 0).toList();
    return new MidiMap(here.isEmpty() ? heard : here);
  }
}
