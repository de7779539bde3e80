package audio.liminal.host;

import java.util.List;

/**
 * Where MIDI comes from and goes to.
 *
 * @param inbox takes what is played
 * @param from ports or devices to hear; empty for all of the machine's own
 */
public record MidiPlan(MidiInbox inbox, List<String> from) {
  public MidiPlan {
    from = List.copyOf(from);
  }
}
