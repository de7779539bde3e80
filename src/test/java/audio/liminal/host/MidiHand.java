package audio.liminal.host;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A JACK client, named {@code hand}, that plays MIDI on its port {@code midi_out}. */
public final class MidiHand implements AutoCloseable {
  private final BlockingQueue<byte[]> messages = new ArrayBlockingQueue<>(1000);
  private final Memory bytes = new Memory(8);
  private final JackLibrary.Cycle cycle = JackLibrary.staying("hand", this::cycle);
  private final long client;
  private final long port;

  /** What only a player of MIDI needs of JACK. */
  private static final class Midi {
    static {
      Native.register("libjack.so.0");
    }

    static native void jack_midi_clear_buffer(long buffer);

    static native int jack_midi_event_write(long buffer, int time, Pointer data, long size);

    private Midi() {}
  }

  public MidiHand() {
    JackLibrary.load();
    client = JackLibrary.jack_client_open("hand", JackLibrary.NO_START_SERVER, null);
    port =
        JackLibrary.jack_port_register(
            client, "midi_out", JackLibrary.MIDI, JackLibrary.IS_OUTPUT, 0);
    JackLibrary.jack_set_process_callback(client, cycle, null);
    JackLibrary.jack_activate(client);
  }

  /** Plays a message with the next block. */
  public void play(int... message) {
    byte[] copy = new byte[message.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (byte) message[i];
    }
    messages.add(copy);
  }

  private int cycle(int samples, Pointer argument) {
    long buffer = JackLibrary.jack_port_get_buffer(port, samples);
    Midi.jack_midi_clear_buffer(buffer);
    byte[] message = messages.poll();
    for (int time = 0; message != null && time < samples; time++) {
      bytes.write(0, message, 0, message.length);
      Midi.jack_midi_event_write(buffer, time, bytes, message.length);
      message = messages.poll();
    }
    return 0;
  }

  @Override
  public void close() {
    JackLibrary.leave(client);
  }
}
