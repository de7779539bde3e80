package audio.liminal.host;

import java.util.List;

/**
 * The channels of a stream and what they should be connected to.
 *
 * @param inputs channels of the input, 0 when nothing is to be heard
 * @param sidechains channels of the sidechain
 * @param outputs channels of the output, 1 or 2
 * @param from names to connect the inputs to; empty for the machine's own
 * @param sidechainFrom names to connect the sidechain to, one for each channel
 * @param to names to connect the outputs to; empty for the machine's own
 */
public record PortPlan(
    int inputs,
    int sidechains,
    int outputs,
    List<String> from,
    List<String> sidechainFrom,
    List<String> to) {

  /** Copies the lists. */
  public PortPlan {
    from = List.copyOf(from);
    sidechainFrom = List.copyOf(sidechainFrom);
    to = List.copyOf(to);
  }

  /** Whether any port is asked for by its name. */
  boolean namesPorts() {
    return !from.isEmpty() || sidechains > 0 || !to.isEmpty();
  }
}
