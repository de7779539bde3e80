package audio.liminal.host;

import audio.liminal.signal.EngineException;

/** A way to the sound of this machine. */
public interface AudioDriver {
  /**
   * Starts a stream.
   *
   * @throws EngineException when there is nothing to play on, saying what is missing
   */
  LiveStream open(PortPlan plan, LiveClient client);

  /** Devices or ports, one a line; throws as {@link #open}. */
  String list();
}
