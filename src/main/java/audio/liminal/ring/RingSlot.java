package audio.liminal.ring;

import audio.liminal.signal.RealTime;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One plugin's part of the shared memory: what it wants, its samples and changes of parameters, and
 * what it is given.
 *
 * <p>The control thread asks for requests and answers; the engine's moves samples and events, and
 * allocates nothing. Positions count samples of one channel.
 */
public final class RingSlot {
  private static final int WAIT_MS = 100;
  private static final int MASK = RingLayout.RING_SAMPLES - 1;
  private static final int FLOAT_INPUT = RingLayout.SLOT_INPUT / Float.BYTES;
  private static final int FLOAT_OUTPUT = RingLayout.SLOT_OUTPUT / Float.BYTES;

  /** Far beyond all music, and no sum of two overflows. */
  private static final long LAST_POSITION = 1L << 60;

  private final SharedWords words;
  private final FloatBuffer floats;
  private final Futex inputWake;
  private final Futex outputWake;

  /**
   * @param bytes the slot's
   * @param address where they lie
   */
  RingSlot(ByteBuffer bytes, long address) {
    this.words = new SharedWords(bytes);
    this.floats = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    this.inputWake = new Futex(address + RingLayout.SLOT_INPUT_WAKE, WAIT_MS);
    this.outputWake = new Futex(address + RingLayout.SLOT_OUTPUT_WAKE, WAIT_MS);
  }

  /** Whether a position can be one. */
  @RealTime
  public static boolean isPosition(long value) {
    return value >= 0 && value <= LAST_POSITION;
  }

  /** What the plugin wants now, or null while it is about to say so. */
  public SlotRequest request() {
    int generation = words.getInt(RingLayout.SLOT_GENERATION);
    SlotRequest request =
        new SlotRequest(
            generation,
            words.getInt(RingLayout.SLOT_STATE),
            words.getInt(RingLayout.SLOT_SAMPLE_RATE_HZ),
            words.getInt(RingLayout.SLOT_CHANNELS),
            words.getInt(RingLayout.SLOT_SIDECHAINS),
            words.getInt(RingLayout.SLOT_TRANSPORT),
            words.getInt(RingLayout.SLOT_PROFILE),
            words.getLong(RingLayout.SLOT_STREAM_START));
    return isUnchanged(RingLayout.SLOT_GENERATION, generation) ? request : null;
  }

  /** The values in force before a stream's first sample, or null while they change. */
  public float[] startValues() {
    int generation = words.getInt(RingLayout.SLOT_GENERATION);
    float[] values = new float[RingLayout.PARAMETERS];
    for (int i = 0; i < values.length; i++) {
      values[i] = words.getFloat(RingLayout.SLOT_START_VALUES + i * Float.BYTES);
    }
    return isUnchanged(RingLayout.SLOT_GENERATION, generation) ? values : null;
  }

  /** The latest values of all parameters; may be anything. */
  public float[] values() {
    float[] values = new float[RingLayout.PARAMETERS];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(i);
    }
    return values;
  }

  /** A number that is another one for each text. */
  public int textSequence() {
    return words.getInt(RingLayout.SLOT_REQUEST_SEQUENCE);
  }

  /** The text beside the request, or null while it is being written; a wrong length is no text. */
  public String text() {
    int sequence = textSequence();
    int length = words.getInt(RingLayout.SLOT_REQUEST_LENGTH);
    boolean right = length >= 0 && length <= RingLayout.REQUEST_BYTES;
    byte[] text = words.bytes(RingLayout.SLOT_REQUEST_TEXT, right ? length : 0);
    return isUnchanged(RingLayout.SLOT_REQUEST_SEQUENCE, sequence)
        ? new String(text, StandardCharsets.UTF_8)
        : null;
  }

  private boolean isUnchanged(int offset, int before) {
    VarHandle.loadLoadFence();
    return (before & 1) == 0 && words.getInt(offset) == before;
  }

  /**
   * Answers a request.
   *
   * @param latencySamples without transport
   */
  public void answer(int generation, int answer, int latencySamples) {
    words.setInt(RingLayout.SLOT_LATENCY, latencySamples);
    words.setInt(RingLayout.SLOT_ANSWER, answer);
    words.setInt(RingLayout.SLOT_ANSWERED_GENERATION, generation);
    wakePlugin();
  }

  /**
   * Tells that the next hop plays a text, or that it is refused.
   *
   * @param sequence the text's {@link #textSequence}
   */
  public void answerText(int sequence) {
    words.setInt(RingLayout.SLOT_ANSWERED_TEXT, sequence);
    wakePlugin();
  }

  /** Tells the user one line, which is cut if need be; empty when all is well. */
  public void status(String line) {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, RingLayout.STATUS_BYTES);
    while (length < text.length && length > 0 && (text[length] & 0xc0) == 0x80) {
      length--;
    }
    int writing = words.getInt(RingLayout.SLOT_STATUS_SEQUENCE) | 1; // an engine may have died here
    words.setInt(RingLayout.SLOT_STATUS_SEQUENCE, writing);
    VarHandle.fullFence();
    words.setInt(RingLayout.SLOT_STATUS_LENGTH, length);
    words.put(RingLayout.SLOT_STATUS_TEXT, Arrays.copyOf(text, length));
    words.setInt(RingLayout.SLOT_STATUS_SEQUENCE, writing + 1);
  }

  /** Tells how much of a hop's time a hop takes, 1 being all. */
  public void load(float share) {
    words.setFloat(RingLayout.SLOT_LOAD, share);
  }

  /** Where what was handed over ends; may be anything. */
  @RealTime
  public long inputEnd() {
    return words.getLong(RingLayout.SLOT_INPUT_END);
  }

  /**
   * Reads samples that lie before {@link #inputEnd}.
   *
   * @param to main channels, then the sidechain's
   * @param channels how many of {@code to} are main ones
   * @return false when some were overwritten before or meanwhile; the result is then worthless
   */
  @RealTime
  public boolean read(long position, float[][] to, int channels, int count) {
    int at = (int) (position & MASK);
    int first = Math.min(count, RingLayout.RING_SAMPLES - at);
    for (int c = 0; c < to.length; c++) {
      int channel = c < channels ? c : RingLayout.MAIN_CHANNELS + c - channels;
      int ring = FLOAT_INPUT + channel * RingLayout.RING_SAMPLES;
      floats.get(ring + at, to[c], 0, first);
      floats.get(ring, to[c], first, count - first);
    }
    VarHandle.loadLoadFence();
    return inputEnd() - position <= RingLayout.RING_SAMPLES - RingLayout.LARGEST_BLOCK;
  }

  /**
   * Gives results from a position on.
   *
   * @param validFrom results up to here lack input
   */
  @RealTime
  public void begin(long position, long validFrom) {
    words.setLong(RingLayout.SLOT_VALID_FROM, validFrom);
    words.setLong(RingLayout.SLOT_OUTPUT_END, position);
    wakePlugin();
  }

  /** Gives the results of a block. */
  @RealTime
  public void write(long position, float[][] from, int channels, int count) {
    int at = (int) (position & MASK);
    int first = Math.min(count, RingLayout.RING_SAMPLES - at);
    for (int c = 0; c < channels; c++) {
      int ring = FLOAT_OUTPUT + c * RingLayout.RING_SAMPLES;
      floats.put(ring + at, from[c], 0, first);
      floats.put(ring, from[c], first, count - first);
    }
    words.setLong(RingLayout.SLOT_OUTPUT_END, position + count);
    wakePlugin();
  }

  @RealTime
  private void wakePlugin() {
    words.bump(RingLayout.SLOT_OUTPUT_WAKE);
    if (words.getIntInOrder(RingLayout.SLOT_SHIM_WAITS) != 0) {
      outputWake.wake();
    }
  }

  /** A number that is another one after each hand-over. */
  @RealTime
  public int inputWake() {
    return words.getInt(RingLayout.SLOT_INPUT_WAKE);
  }

  /**
   * Lets the engine's thread wait for more, at most {@value #WAIT_MS} ms.
   *
   * @param seen what {@link #inputWake} was before there was nothing to do
   */
  public void awaitInput(int seen) {
    inputWake.await(seen);
  }

  /** Ends the wait of the engine's thread. */
  public void wakeEngine() {
    inputWake.wake();
  }

  /** How many events were written so far; may be anything. */
  @RealTime
  public long eventEnd() {
    return words.getLong(RingLayout.SLOT_EVENT_END);
  }

  /** How many events were read so far, as this side left it; may be anything. */
  public long eventsTaken() {
    return words.getLong(RingLayout.SLOT_EVENTS_TAKEN);
  }

  /** Makes room for more events. */
  @RealTime
  public void takeEvents(long taken) {
    words.setLong(RingLayout.SLOT_EVENTS_TAKEN, taken);
  }

  /** Counts events that the plugin could not write. */
  @RealTime
  public int eventsLost() {
    return words.getInt(RingLayout.SLOT_EVENTS_LOST);
  }

  @RealTime
  public long eventPosition(long event) {
    return words.getLong(eventAt(event) + RingLayout.EVENT_POSITION);
  }

  @RealTime
  public int eventParameter(long event) {
    return words.getInt(eventAt(event) + RingLayout.EVENT_PARAMETER);
  }

  @RealTime
  public float eventValue(long event) {
    return words.getFloat(eventAt(event) + RingLayout.EVENT_VALUE);
  }

  @RealTime
  private static int eventAt(long event) {
    return RingLayout.SLOT_EVENTS
        + (int) (event & (RingLayout.EVENTS - 1)) * RingLayout.EVENT_BYTES;
  }

  /** How many tempos were told so far; may be anything. */
  @RealTime
  public long tempoEnd() {
    return words.getLong(RingLayout.SLOT_TEMPO_END);
  }

  /** The first sample a tempo is in force for. */
  @RealTime
  public long tempoPosition(long tempo) {
    return words.getLong(tempoAt(tempo) + RingLayout.TEMPO_POSITION);
  }

  /** The beat at that sample. */
  @RealTime
  public double tempoBeat(long tempo) {
    return words.getDouble(tempoAt(tempo) + RingLayout.TEMPO_BEAT);
  }

  @RealTime
  public double tempoBpm(long tempo) {
    return words.getDouble(tempoAt(tempo) + RingLayout.TEMPO_BPM);
  }

  @RealTime
  private static int tempoAt(long tempo) {
    return RingLayout.SLOT_TEMPOS
        + (int) (tempo & (RingLayout.TEMPOS - 1)) * RingLayout.TEMPO_BYTES;
  }

  /** The latest value of a parameter; may be anything. */
  @RealTime
  public float value(int parameter) {
    return words.getFloat(RingLayout.SLOT_VALUES + parameter * Float.BYTES);
  }
}
