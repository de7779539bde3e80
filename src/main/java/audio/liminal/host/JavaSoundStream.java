package audio.liminal.host;

import audio.liminal.signal.EngineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/** One thread that reads a block from a line, or none, and writes one to another. */
final class JavaSoundStream implements LiveStream {
  static final int BLOCK_SAMPLES = 256;
  private static final float FULL_SCALE = 1 << 15;

  private final TargetDataLine input;
  private final SourceDataLine output;
  private final LiveClient client;
  private final float[][] in;
  private final float[][] out;
  private final byte[] inBytes;
  private final byte[] outBytes;
  private final ByteBuffer given;
  private final ByteBuffer taken;
  private final Thread thread = new Thread(this::run, "java-sound");
  private volatile boolean alive = true;

  /**
   * Starts at once.
   *
   * @param input open, 16 bits, little-endian; null without an input
   * @param output open, alike
   */
  JavaSoundStream(TargetDataLine input, SourceDataLine output, LiveClient client) {
    this.input = input;
    this.output = output;
    this.client = client;
    int inputs = input == null ? 0 : input.getFormat().getChannels();
    int outputs = output.getFormat().getChannels();
    in = new float[inputs][BLOCK_SAMPLES];
    out = new float[outputs][BLOCK_SAMPLES];
    inBytes = new byte[inputs * BLOCK_SAMPLES * Short.BYTES];
    outBytes = new byte[outputs * BLOCK_SAMPLES * Short.BYTES];
    given = ByteBuffer.wrap(inBytes).order(ByteOrder.LITTLE_ENDIAN);
    taken = ByteBuffer.wrap(outBytes).order(ByteOrder.LITTLE_ENDIAN);
    client.prepare((int) output.getFormat().getSampleRate(), BLOCK_SAMPLES);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    Privileges.askForRealTime();
    start(input);
    start(output);
    while (alive) {
      if (!read()) {
        break;
      }
      client.process(in, out, BLOCK_SAMPLES);
      if (!write()) {
        break;
      }
    }
    alive = false;
  }

  private static void start(DataLine line) {
    if (line != null) {
      line.start();
    }
  }

  /** Waits for a block; false when the line gives no more. */
  private boolean read() {
    if (input == null) {
      return true;
    }
    if (input.read(inBytes, 0, inBytes.length) < inBytes.length) {
      return false;
    }
    for (int n = 0, at = 0; n < BLOCK_SAMPLES; n++) {
      for (float[] channel : in) {
        channel[n] = given.getShort(at) / FULL_SCALE;
        at += Short.BYTES;
      }
    }
    return true;
  }

  /** Waits until a block is taken; false when the line takes no more. */
  private boolean write() {
    for (int n = 0, at = 0; n < BLOCK_SAMPLES; n++) {
      for (float[] channel : out) {
        float steps = channel[n] * FULL_SCALE;
        float most = FULL_SCALE - 1;
        taken.putShort(at, (short) Math.round(Math.max(-FULL_SCALE, Math.min(most, steps))));
        at += Short.BYTES;
      }
    }
    return output.write(outBytes, 0, outBytes.length) == outBytes.length;
  }

  @Override
  public boolean alive() {
    return alive;
  }

  /** There is nothing to do: the lines are connected as long as they are open. */
  @Override
  public void tend() {}

  @Override
  public String description() {
    return "the sound card, "
        + (int) output.getFormat().getSampleRate()
        + " Hz, blocks of "
        + BLOCK_SAMPLES;
  }

  @Override
  public void close() {
    alive = false;
    if (input != null) {
      input.close();
    }
    output.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while the sound card was closed", e);
    }
  }
}
