package audio.liminal.host;

import audio.liminal.signal.EngineException;
import com.sun.jna.Callback;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The functions of JACK's C library, by their names; see jackaudio.org/api.
 *
 * <p>Clients and ports are addresses, so that asking for a buffer allocates nothing.
 */
final class JackLibrary {
  static final int NO_START_SERVER = 1;
  static final long IS_INPUT = 1;
  static final long IS_OUTPUT = 2;
  static final long IS_PHYSICAL = 4;
  static final int CAPTURE_LATENCY = 0;
  static final int PLAYBACK_LATENCY = 1;
  static final String AUDIO = "32 bit float mono audio";
  static final String MIDI = "8 bit raw midi";

  /** The name that JACK's servers and PipeWire's both have, where PipeWire's may stand in front. */
  private static final String NAME = "libjack.so.0";

  /** Kept, as C holds on to it. */
  private static final Message SILENT = text -> {};

  /** Many times what a server that answers takes. */
  private static final int MOST_SECONDS_TO_LEAVE = 20;

  private static boolean loaded;

  private JackLibrary() {}

  /** Loads the library; throws {@link EngineException} where there is none. */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      Native.register(JackLibrary.class, NAME);
    } catch (LinkageError e) {
      throw new EngineException(
          "no JACK library on this machine (Debian: apt-get install jackd2, or pipewire-jack)", e);
    }
    jack_set_error_function(SILENT);
    jack_set_info_function(SILENT);
    loaded = true;
  }

  /** Lets a callback's thread be known to Java from its first call to its last. */
  static <T extends Callback> T staying(String threadName, T callback) {
    Native.setCallbackThreadInitializer(
        callback, new CallbackThreadInitializer(true, false, threadName));
    return callback;
  }

  /**
   * Closes a client. Neither of two ways to hang has an end of its own: a server that stands still
   * never answers, and JACK 2 cancels the client's thread wherever it is, after which Java, if that
   * was within it, waits for that thread for good. So the system ends the process by SIGALRM when
   * it takes {@value #MOST_SECONDS_TO_LEAVE} s.
   */
  static synchronized void leave(long client) {
    CLibrary.alarm(MOST_SECONDS_TO_LEAVE);
    jack_client_close(client);
    CLibrary.alarm(0);
  }

  /** What JACK calls; the argument is always null. */
  interface Cycle extends Callback {
    int invoke(int samples, Pointer argument);
  }

  /** The same without a number. */
  interface Event extends Callback {
    int invoke(Pointer argument);
  }

  /** The server is gone. */
  interface Shutdown extends Callback {
    void invoke(Pointer argument);
  }

  /** Latencies are to be told anew. */
  interface Latency extends Callback {
    void invoke(int mode, Pointer argument);
  }

  /** What the library has to say. */
  interface Message extends Callback {
    void invoke(String text);
  }

  static native void jack_set_error_function(Message function);

  static native void jack_set_info_function(Message function);

  static native long jack_client_open(String name, int options, Pointer status);

  private static native int jack_client_close(long client);

  static native int jack_get_sample_rate(long client);

  static native int jack_get_buffer_size(long client);

  static native int jack_set_buffer_size(long client, int samples);

  static native int jack_set_process_callback(long client, Cycle callback, Pointer argument);

  static native int jack_set_buffer_size_callback(long client, Cycle callback, Pointer argument);

  static native int jack_set_xrun_callback(long client, Event callback, Pointer argument);

  static native int jack_set_latency_callback(long client, Latency callback, Pointer argument);

  static native void jack_on_shutdown(long client, Shutdown callback, Pointer argument);

  static native int jack_activate(long client);

  static native long jack_port_register(
      long client, String name, String type, long flags, long bufferBytes);

  static native long jack_port_get_buffer(long port, int samples);

  static native int jack_midi_get_event_count(long buffer);

  static native int jack_midi_event_get(Pointer event, long buffer, int index);

  static native String jack_port_name(long port);

  static native void jack_port_get_latency_range(long port, int mode, Pointer range);

  static native void jack_port_set_latency_range(long port, int mode, Pointer range);

  static native int jack_recompute_total_latencies(long client);

  static native int jack_connect(long client, String from, String to);

  static native Pointer jack_get_ports(
      long client, String namePattern, String typePattern, long flags);

  static native void jack_free(Pointer memory);
}
