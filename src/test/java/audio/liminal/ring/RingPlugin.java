package audio.liminal.ring;

import audio.liminal.signal.EngineException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The plugin's side of the shared memory, as the native code would write it; for one thread. */
public final class RingPlugin {
  private static final int MASK = RingLayout.RING_SAMPLES - 1;

  public final Path file;
  public final ByteBuffer bytes;
  private final SharedWords header;

  /** Lays out the memory in a file, which is made sparse and as long as it must be. */
  public RingPlugin(Path file) {
    this.file = file;
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      MappedByteBuffer mapped =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, RingLayout.SEGMENT_BYTES);
      this.bytes = mapped.order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new EngineException("the test's memory: " + e.getMessage(), e);
    }
    this.header = new SharedWords(bytes);
    header.setInt(RingLayout.HEADER_VERSION, RingLayout.VERSION);
    header.setInt(RingLayout.HEADER_MAGIC, RingLayout.MAGIC);
  }

  public long heartbeat() {
    return header.getLong(RingLayout.HEADER_HEARTBEAT);
  }

  public int engineVersion() {
    return header.getInt(RingLayout.HEADER_ENGINE_VERSION);
  }

  public Slot slot(int index) {
    int offset = RingLayout.HEADER_BYTES + index * RingLayout.SLOT_BYTES;
    return new Slot(bytes.slice(offset, RingLayout.SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** One instance. */
  public final class Slot {
    private final SharedWords words;
    private final ByteBuffer memory;
    private final FloatBuffer floats;
    private final Futex wake;
    private long end;
    private long events;
    private long tempos;

    private Slot(ByteBuffer memory) {
      long address = Pointer.nativeValue(Native.getDirectBufferPointer(memory));
      this.wake = new Futex(address + RingLayout.SLOT_INPUT_WAKE, 1);
      this.memory = memory;
      this.words = new SharedWords(memory);
      this.floats = memory.asFloatBuffer();
      this.end = words.getLong(RingLayout.SLOT_INPUT_END);
      this.events = words.getLong(RingLayout.SLOT_EVENT_END);
      this.tempos = words.getLong(RingLayout.SLOT_TEMPO_END);
    }

    /** Asks for a stream that begins with the next sample, with these values of all parameters. */
    public int stream(int rateHz, int channels, int sidechains, int profile, float... values) {
      return request(RingLayout.STREAMING, rateHz, channels, sidechains, profile, values);
    }

    /** Asks for no stream. */
    public int open() {
      return request(RingLayout.OPEN, 0, 0, 0, 0);
    }

    private int request(
        int state, int rateHz, int channels, int sidechains, int profile, float... values) {
      int writing = generation() | 1;
      words.setInt(RingLayout.SLOT_GENERATION, writing);
      VarHandle.fullFence();
      words.setInt(RingLayout.SLOT_STATE, state);
      words.setInt(RingLayout.SLOT_SAMPLE_RATE_HZ, rateHz);
      words.setInt(RingLayout.SLOT_CHANNELS, channels);
      words.setInt(RingLayout.SLOT_SIDECHAINS, sidechains);
      words.setInt(RingLayout.SLOT_TRANSPORT, 1024);
      words.setInt(RingLayout.SLOT_PROFILE, profile);
      words.setLong(RingLayout.SLOT_STREAM_START, end);
      for (int i = 0; i < RingLayout.PARAMETERS; i++) {
        float value = i < values.length ? values[i] : Float.NaN;
        words.setFloat(RingLayout.SLOT_START_VALUES + 4 * i, value);
        words.setFloat(RingLayout.SLOT_VALUES + 4 * i, value);
      }
      words.setInt(RingLayout.SLOT_GENERATION, writing + 1);
      header.bump(RingLayout.HEADER_ATTENTION);
      return writing + 1;
    }

    /** Asks for a text, and tells what is answered once it plays or is refused. */
    public int text(String json) {
      byte[] text = json.getBytes(StandardCharsets.UTF_8);
      int writing = words.getInt(RingLayout.SLOT_REQUEST_SEQUENCE) | 1;
      words.setInt(RingLayout.SLOT_REQUEST_SEQUENCE, writing);
      VarHandle.fullFence();
      words.setInt(RingLayout.SLOT_REQUEST_LENGTH, text.length);
      words.put(RingLayout.SLOT_REQUEST_TEXT, text);
      words.setInt(RingLayout.SLOT_REQUEST_SEQUENCE, writing + 1);
      header.bump(RingLayout.HEADER_ATTENTION);
      return writing + 1;
    }

    /** Changes a parameter from a position on. */
    public void event(long position, int parameter, float value) {
      int at =
          RingLayout.SLOT_EVENTS
              + (int) (events & (RingLayout.EVENTS - 1)) * RingLayout.EVENT_BYTES;
      words.setLong(at + RingLayout.EVENT_POSITION, position);
      words.setInt(at + RingLayout.EVENT_PARAMETER, parameter);
      words.setFloat(at + RingLayout.EVENT_VALUE, value);
      words.setFloat(RingLayout.SLOT_VALUES + 4 * parameter, value);
      words.setLong(RingLayout.SLOT_EVENT_END, ++events);
    }

    /** Tells where the music is from a position on. */
    public void tempo(long position, double beat, double bpm) {
      int at =
          RingLayout.SLOT_TEMPOS
              + (int) (tempos & (RingLayout.TEMPOS - 1)) * RingLayout.TEMPO_BYTES;
      words.setLong(at + RingLayout.TEMPO_POSITION, position);
      words.setLong(at + RingLayout.TEMPO_BEAT, Double.doubleToRawLongBits(beat));
      words.setLong(at + RingLayout.TEMPO_BPM, Double.doubleToRawLongBits(bpm));
      words.setLong(RingLayout.SLOT_TEMPO_END, ++tempos);
    }

    /** Hands over samples of all channels, main ones and then the sidechain's from the third on. */
    public void hand(float[][] input, int offset, int count) {
      for (int c = 0; c < input.length; c++) {
        for (int i = 0; i < count; i++) {
          int at = (int) ((end + i) & MASK);
          floats.put(
              RingLayout.SLOT_INPUT / 4 + c * RingLayout.RING_SAMPLES + at, input[c][offset + i]);
        }
      }
      end += count;
      words.setLong(RingLayout.SLOT_INPUT_END, end);
      words.bump(RingLayout.SLOT_INPUT_WAKE);
      wake.wake();
    }

    public int generation() {
      return words.getInt(RingLayout.SLOT_GENERATION);
    }

    /** Writes the latest value of a parameter and says that its change was lost. */
    public void lose(int parameter, float value) {
      words.setFloat(RingLayout.SLOT_VALUES + 4 * parameter, value);
      words.bump(RingLayout.SLOT_EVENTS_LOST);
    }

    public long end() {
      return end;
    }

    /** One sample of the output, whatever its worth. */
    public float out(int channel, long position) {
      return floats.get(
          RingLayout.SLOT_OUTPUT / 4 + channel * RingLayout.RING_SAMPLES + (int) (position & MASK));
    }

    public long outputEnd() {
      return words.getLong(RingLayout.SLOT_OUTPUT_END);
    }

    public long validFrom() {
      return words.getLong(RingLayout.SLOT_VALID_FROM);
    }

    public int answer() {
      return words.getInt(RingLayout.SLOT_ANSWER);
    }

    public int answered() {
      return words.getInt(RingLayout.SLOT_ANSWERED_GENERATION);
    }

    public int answeredText() {
      return words.getInt(RingLayout.SLOT_ANSWERED_TEXT);
    }

    public int latencySamples() {
      return words.getInt(RingLayout.SLOT_LATENCY);
    }

    public String status() {
      byte[] text =
          words.bytes(RingLayout.SLOT_STATUS_TEXT, words.getInt(RingLayout.SLOT_STATUS_LENGTH));
      return new String(text, StandardCharsets.UTF_8);
    }

    /** The memory as it is. */
    public ByteBuffer memory() {
      return memory;
    }
  }
}
