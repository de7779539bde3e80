package audio.liminal.host;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import java.util.ArrayList;
import java.util.List;
import javax.sound.midi.MidiDevice;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/**
 * Plays on the system's own sound devices, 16 bits. What the devices buffer comes on top of the
 * delay that is reported.
 */
public final class JavaSoundDriver implements AudioDriver {
  private static final int USUAL_RATE_HZ = 48_000;
  private static final int USUAL_BLOCK_SAMPLES = 256;

  private final int rateHz;
  private final int blockSamples;
  private final MidiPlan midi;

  /**
   * @param midi what to do with MIDI, or null for none
   */
  public JavaSoundDriver(StreamWish wish, MidiPlan midi) {
    this.rateHz = wish.rateHz() == 0 ? USUAL_RATE_HZ : wish.rateHz();
    this.blockSamples = wish.blockSamples() == 0 ? USUAL_BLOCK_SAMPLES : wish.blockSamples();
    this.midi = midi;
  }

  @Override
  public LiveStream open(PortPlan plan, LiveClient client) {
    if (plan.namesPorts()) {
      throw new BadInputException("--driver", "ports", "named", "--driver jack to connect them");
    }
    TargetDataLine in = plan.inputs() > 0 ? input(plan.inputs()) : null;
    SourceDataLine out = null;
    try {
      out = output(plan.outputs());
      return new JavaSoundStream(in, out, blockSamples, midi, client);
    } catch (RuntimeException e) {
      close(in);
      close(out);
      throw e;
    }
  }

  private static void close(DataLine line) {
    if (line != null) {
      line.close();
    }
  }

  private TargetDataLine input(int channels) {
    try {
      TargetDataLine line = AudioSystem.getTargetDataLine(format(channels));
      line.open(format(channels), bufferBytes(channels));
      return line;
    } catch (IllegalArgumentException e) {
      throw none(TargetDataLine.class, "record from", channels, e);
    } catch (LineUnavailableException e) {
      throw new EngineException("the sound card does not record now: " + e.getMessage(), e);
    }
  }

  private SourceDataLine output(int channels) {
    try {
      SourceDataLine line = AudioSystem.getSourceDataLine(format(channels));
      line.open(format(channels), bufferBytes(channels));
      return line;
    } catch (IllegalArgumentException e) {
      throw none(SourceDataLine.class, "play on", channels, e);
    } catch (LineUnavailableException e) {
      throw new EngineException("the sound card does not play now: " + e.getMessage(), e);
    }
  }

  /** No card at all, or none that can do what is wished for. */
  private EngineException none(
      Class<? extends Line> line, String doing, int channels, IllegalArgumentException e) {
    boolean any = AudioSystem.isLineSupported(new Line.Info(line));
    String how = any ? ": wanted are " + rateHz + " Hz, " + channels + " channels" : "";
    return new EngineException("no sound card to " + doing + how, e);
  }

  private AudioFormat format(int channels) {
    return new AudioFormat(rateHz, 16, channels, true, false);
  }

  private int bufferBytes(int channels) {
    return 2 * blockSamples * channels * Short.BYTES;
  }

  @Override
  public String list() {
    List<String> lines = new ArrayList<>();
    for (Mixer.Info info : AudioSystem.getMixerInfo()) {
      Mixer mixer = AudioSystem.getMixer(info);
      boolean records = mixer.isLineSupported(new Line.Info(TargetDataLine.class));
      boolean plays = mixer.isLineSupported(new Line.Info(SourceDataLine.class));
      if (records || plays) {
        lines.add(
            "sound card: "
                + info.getName()
                + (records ? ", records" : "")
                + (plays ? ", plays" : ""));
      }
    }
    if (lines.isEmpty()) {
      throw new EngineException("no sound card to play on", null);
    }
    for (MidiDevice device : JavaMidi.devices()) {
      lines.add("MIDI to hear (--midi-in): " + device.getDeviceInfo().getName());
    }
    return String.join(System.lineSeparator(), lines);
  }
}
