package audio.liminal.host;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import com.sun.jna.Pointer;

/** Plays through a JACK server, or PipeWire where it stands for one. */
public final class JackDriver implements AudioDriver {
  private final String clientName;
  private final StreamWish wish;
  private final MidiPlan midi;

  /**
   * @param clientName how the server names the ports' owner; it may add a number
   * @param midi what to do with MIDI, or null for none
   */
  public JackDriver(String clientName, StreamWish wish, MidiPlan midi) {
    this.clientName = clientName;
    this.wish = wish;
    this.midi = midi;
  }

  /**
   * Opens the stream with the blocks wished for; throws {@link BadInputException} where the server
   * has another rate.
   */
  @Override
  public LiveStream open(PortPlan plan, LiveClient client) {
    long jack = connect();
    try {
      fulfil(jack);
    } catch (RuntimeException e) {
      JackLibrary.leave(jack);
      throw e;
    }
    return new JackStream(jack, plan, midi, client);
  }

  private void fulfil(long jack) {
    int rateHz = JackLibrary.jack_get_sample_rate(jack);
    if (wish.rateHz() != 0 && wish.rateHz() != rateHz) {
      throw new BadInputException(
          "--rate", "value", wish.rateHz(), rateHz + ", which the JACK server was started with");
    }
    int block = wish.blockSamples();
    if (block != 0
        && block != JackLibrary.jack_get_buffer_size(jack)
        && JackLibrary.jack_set_buffer_size(jack, block) != 0) {
      throw new EngineException("the JACK server refuses blocks of " + block, null);
    }
  }

  @Override
  public String list() {
    long client = connect();
    try {
      return String.format(
          "JACK server: %d Hz, blocks of %d%nto hear (--in, --sidechain): %s%nto play on (--out):"
              + " %s%nMIDI to hear (--midi-in): %s",
          JackLibrary.jack_get_sample_rate(client),
          JackLibrary.jack_get_buffer_size(client),
          String.join(" ", ports(client, JackLibrary.AUDIO, JackLibrary.IS_OUTPUT)),
          String.join(" ", ports(client, JackLibrary.AUDIO, JackLibrary.IS_INPUT)),
          String.join(" ", ports(client, JackLibrary.MIDI, JackLibrary.IS_OUTPUT)));
    } finally {
      JackLibrary.leave(client);
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

  /** Full names of the ports of a type that have all these flags. */
  static String[] ports(long client, String type, long flags) {
    Pointer names = JackLibrary.jack_get_ports(client, null, type, flags);
    if (names == null) {
      return new String[0];
    }
    String[] copy = names.getStringArray(0);
    JackLibrary.jack_free(names);
    return copy;
  }
}
