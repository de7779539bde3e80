package audio.liminal.host;

import audio.liminal.signal.EngineException;
import audio.liminal.signal.RealTime;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** A port that hears MIDI; on the server's thread its messages are copied and nothing more. */
final class JackMidiPort {
  /** Of JACK's event: its time, its size and the address of its bytes. */
  private static final int SIZE_AT = Native.SIZE_T_SIZE;

  private static final int BYTES_AT = 2 * Native.SIZE_T_SIZE;
  private static final int LONGEST = 3;

  private final long address;
  private final MidiInbox inbox;
  private final Memory event = new Memory(3L * Native.SIZE_T_SIZE);

  /** Finds any byte by its address, and allocates nothing for that. */
  private final Pointer memory = new Pointer(0);

  JackMidiPort(long client, MidiInbox inbox) {
    this.inbox = inbox;
    address =
        JackLibrary.jack_port_register(
            client, "midi_in", JackLibrary.MIDI, JackLibrary.IS_INPUT, 0);
    if (address == 0) {
      throw new EngineException("JACK gave no port midi_in", null);
    }
  }

  String name() {
    return JackLibrary.jack_port_name(address);
  }

  /** Takes what came in a cycle; messages beyond three bytes are no controller's. */
  @RealTime
  void cycle(int samples) {
    long buffer = JackLibrary.jack_port_get_buffer(address, samples);
    int count = JackLibrary.jack_midi_get_event_count(buffer);
    for (int i = 0; i < count; i++) {
      if (JackLibrary.jack_midi_event_get(event, buffer, i) == 0) {
        int size = event.getInt(SIZE_AT);
        long bytes = SIZE_AT == Long.BYTES ? event.getLong(BYTES_AT) : event.getInt(BYTES_AT);
        if (size >= 1 && size <= LONGEST) {
          inbox.put(
              memory.getByte(bytes) & 0xFF,
              size > 1 ? memory.getByte(bytes + 1) & 0x7F : 0,
              size > 2 ? memory.getByte(bytes + 2) & 0x7F : 0);
        }
      }
    }
    if (count > 0) {
      inbox.wake();
    }
  }
}
