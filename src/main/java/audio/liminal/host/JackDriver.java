package audio.liminal.host;

import audio.liminal.signal.EngineException;
import com.sun.jna.Pointer;

/** Plays through a JACK server, or PipeWire where it stands for one. */
public final class JackDriver implements AudioDriver {
  private final String clientName;

  /**
   * @param clientName how the server names the ports' owner; it may add a number
   */
  public JackDriver(String clientName) {
    this.clientName = clientName;
  }

  @Override
  public LiveStream open(PortPlan plan, LiveClient client) {
    return new JackStream(connect(), plan, client);
  }

  @Override
  public String list() {
    long client = connect();
    try {
      return String.format(
          "JACK server: %d Hz, blocks of %d%nto hear (--in, --sidechain): %s%nto play on (--out): %s",
          JackLibrary.jack_get_sample_rate(client),
          JackLibrary.jack_get_buffer_size(client),
          String.join(" ", ports(client, JackLibrary.IS_OUTPUT)),
          String.join(" ", ports(client, JackLibrary.IS_INPUT)));
    } finally {
      JackLibrary.jack_client_close(client);
    }
  }

  private long connect() {
    JackLibrary.load();
    long client = JackLibrary.jack_client_open(clientName, JackLibrary.NO_START_SERVER, null);
    if (client == 0) {
      throw new EngineException(
          "no JACK server is running (start one, as 'jackd -d alsa' or PipeWire)", null);
    }
    return client;
  }

  /** Full names of the audio ports that have all these flags. */
  static String[] ports(long client, long flags) {
    Pointer names = JackLibrary.jack_get_ports(client, null, JackLibrary.AUDIO, flags);
    if (names == null) {
      return new String[0];
    }
    String[] copy = names.getStringArray(0);
    JackLibrary.jack_free(names);
    return copy;
  }
}
