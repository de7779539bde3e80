package audio.liminal.host;

import audio.liminal.signal.EngineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/** One thread that reads a block from a line, or none, and writes one to another. */
final class JavaSoundStream implements LiveStream {
  private static final float FULL_SCALE = 1 << 15;
  private static final long LAST_BLOCKS_MS = 2000;

  private final TargetDataLine input;
  private final SourceDataLine output;
  private final int blockSamples;
  private final LiveClient client;
  private final float[][] in;
  private final float[][] out;
  private final byte[] inBytes;
  private final byte[] outBytes;
  private final ByteBuffer given;
  private final ByteBuffer taken;
  private final JavaMidi midi;
  private final Thread thread = new Thread(this::run, "java-sound");
  private volatile boolean alive = true;

  /**
   * Starts at once.
   *
   * @param input open, 16 bits, little-endian; null without an input
   * @param output open, alike
   * @param midiPlan null for none
   */
  JavaSoundStream(
      TargetDataLine input,
      SourceDataLine output,
      int blockSamples,
      MidiPlan midiPlan,
      LiveClient client) {
    this.input = input;
    this.output = output;
    this.blockSamples = blockSamples;
    this.client = client;
    int inputs = input == null ? 0 : input.getFormat().getChannels();
    int outputs = output.getFormat().getChannels();
    in = new float[inputs][blockSamples];
    out = new float[outputs][blockSamples];
    inBytes = new byte[inputs * blockSamples * Short.BYTES];
    outBytes = new byte[outputs * blockSamples * Short.BYTES];
    given = ByteBuffer.wrap(inBytes).order(ByteOrder.LITTLE_ENDIAN);
    taken = ByteBuffer.wrap(outBytes).order(ByteOrder.LITTLE_ENDIAN);
    client.prepare((int) output.getFormat().getSampleRate(), blockSamples);
    midi = midiPlan == null ? null : new JavaMidi(midiPlan);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    Privileges.askForRealTime();
    try {
      start(input);
      start(output);
      carry();
    } catch (RuntimeException e) {
      // a device that is pulled out ends as its system likes
      return;
    } finally {
      alive = false;
    }
  }

  private void carry() {
    while (alive && read()) {
      client.process(in, out, blockSamples);
      if (!write()) {
        return;
      }
    }
    if (input == null) {
      output.drain();
    }
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
    for (int n = 0, at = 0; n < blockSamples; n++) {
      for (float[] channel : in) {
        channel[n] = given.getShort(at) / FULL_SCALE;
        at += Short.BYTES;
      }
    }
    return true;
  }

  /** Waits until a block is taken; false when the line takes no more. */
  private boolean write() {
    for (int n = 0, at = 0; n < blockSamples; n++) {
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
    String unheard =
        midi == null || midi.unheard().isEmpty()
            ? ""
            : ", no free MIDI device called " + String.join(" or ", midi.unheard());
    return "the sound card, "
        + (int) output.getFormat().getSampleRate()
        + " Hz, blocks of "
        + blockSamples
        + unheard;
  }

  /** Ends at once; a recording's last blocks are heard first, unless the device is stuck. */
  @Override
  public void close() {
    alive = false;
    if (midi != null) {
      midi.close();
    }
    if (input != null) {
      input.close();
    }
    try {
      try {
        if (input == null) {
          thread.join(LAST_BLOCKS_MS);
        }
      } finally {
        output.close();
      }
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while the sound card was closed", e);
    }
  }
}
