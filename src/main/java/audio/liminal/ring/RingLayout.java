package audio.liminal.ring;

/**
 * Where what lies in the memory that a plugin's process and its engine's share: the twin of {@code
 * native/src/ring_layout.h}, name by name, which says what each is and who writes it.
 */
public final class RingLayout {
  public static final int MAGIC = 0x4d4d494c;
  public static final int VERSION = 5;
  public static final int SEGMENT_DESCRIPTOR = 3;

  public static final int SLOTS = 32;
  public static final int MAIN_CHANNELS = 2;
  public static final int INPUT_CHANNELS = 4;
  public static final int OUTPUT_CHANNELS = 2;
  public static final int RING_SAMPLES = 262144;
  public static final int LARGEST_BLOCK = 32768;
  public static final int EVENTS = 4096;
  public static final int TEMPOS = 64;
  public static final int PARAMETERS = 512;
  public static final int REQUEST_BYTES = 262144;
  public static final int STATUS_BYTES = 4096;

  public static final int HEADER_BYTES = 4096;
  public static final int HEADER_MAGIC = 0;
  public static final int HEADER_VERSION = 4;
  public static final int HEADER_EPOCH = 8;
  public static final int HEADER_ATTENTION = 128;
  public static final int HEADER_HEARTBEAT = 256;
  public static final int HEADER_ENGINE_VERSION = 264;

  public static final int SLOT_BYTES = 6639616;
  public static final int SLOT_GENERATION = 0;
  public static final int SLOT_STATE = 4;
  public static final int SLOT_SAMPLE_RATE_HZ = 8;
  public static final int SLOT_CHANNELS = 12;
  public static final int SLOT_SIDECHAINS = 16;
  public static final int SLOT_TRANSPORT = 20;
  public static final int SLOT_PROFILE = 24;
  public static final int SLOT_STREAM_START = 32;

  public static final int FREE = 0;
  public static final int OPEN = 1;
  public static final int STREAMING = 2;

  public static final int SLOT_INPUT_END = 128;
  public static final int SLOT_EVENT_END = 256;
  public static final int SLOT_EVENTS_LOST = 264;
  public static final int SLOT_TEMPO_END = 272;
  public static final int SLOT_INPUT_WAKE = 384;

  public static final int SLOT_OUTPUT_END = 512;
  public static final int SLOT_VALID_FROM = 640;
  public static final int SLOT_EVENTS_TAKEN = 768;
  public static final int SLOT_OUTPUT_WAKE = 896;
  public static final int SLOT_SHIM_WAITS = 1024;

  public static final int SLOT_ANSWERED_GENERATION = 1152;
  public static final int SLOT_ANSWER = 1156;
  public static final int SLOT_LATENCY = 1160;
  public static final int SLOT_LOAD = 1164;
  public static final int SLOT_ANSWERED_TEXT = 1168;

  public static final int NONE = 0;
  public static final int LOADING = 1;
  public static final int PLAYING = 2;
  public static final int REFUSED = 3;

  public static final int SLOT_VALUES = 2048;
  public static final int SLOT_START_VALUES = 4096;

  public static final int SLOT_TEMPOS = 6144;
  public static final int TEMPO_BYTES = 32;
  public static final int TEMPO_POSITION = 0;
  public static final int TEMPO_BEAT = 8;
  public static final int TEMPO_BPM = 16;

  public static final int SLOT_EVENTS = 8192;
  public static final int EVENT_BYTES = 16;
  public static final int EVENT_POSITION = 0;
  public static final int EVENT_PARAMETER = 8;
  public static final int EVENT_RESTART = 511;
  public static final int EVENT_VALUE = 12;

  public static final int SLOT_REQUEST_SEQUENCE = 73728;
  public static final int SLOT_REQUEST_LENGTH = 73732;
  public static final int SLOT_REQUEST_TEXT = 77824;

  public static final int SLOT_STATUS_SEQUENCE = 339968;
  public static final int SLOT_STATUS_LENGTH = 339972;
  public static final int SLOT_STATUS_TEXT = 339976;

  public static final int SLOT_INPUT = 348160;
  public static final int SLOT_OUTPUT = 4542464;

  public static final long SEGMENT_BYTES = 212471808;

  private RingLayout() {}
}
