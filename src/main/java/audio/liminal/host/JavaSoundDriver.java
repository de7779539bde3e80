package audio.liminal.host;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/**
 * Plays on the system's own sound devices, 16 bits at 48 kHz. What the devices buffer comes on top
 * of the delay that is reported.
 */
public final class JavaSoundDriver implements AudioDriver {
  private static final int RATE_HZ = 48_000;

  @Override
  public LiveStream open(PortPlan plan, LiveClient client) {
    if (plan.namesPorts()) {
      throw new BadInputException("--driver", "ports", "named", "--driver jack to connect them");
    }
    TargetDataLine in = plan.inputs() > 0 ? input(plan.inputs()) : null;
    try {
      return new JavaSoundStream(in, output(plan.outputs()), client);
    } catch (RuntimeException e) {
      if (in != null) {
        in.close();
      }
      throw e;
    }
  }

  private static TargetDataLine input(int channels) {
    try {
      TargetDataLine line = AudioSystem.getTargetDataLine(format(channels));
      line.open(format(channels), bufferBytes(channels));
      return line;
    } catch (IllegalArgumentException e) {
      throw new EngineException("no sound card to record from", e);
    } catch (LineUnavailableException e) {
      throw new EngineException("the sound card does not record now: " + e.getMessage(), e);
    }
  }

  private static SourceDataLine output(int channels) {
    try {
      SourceDataLine line = AudioSystem.getSourceDataLine(format(channels));
      line.open(format(channels), bufferBytes(channels));
      return line;
    } catch (IllegalArgumentException e) {
      throw new EngineException("no sound card to play on", e);
    } catch (LineUnavailableException e) {
      throw new EngineException("the sound card does not play now: " + e.getMessage(), e);
    }
  }

  private static AudioFormat format(int channels) {
    return new AudioFormat(RATE_HZ, 16, channels, true, false);
  }

  private static int bufferBytes(int channels) {
    return 2 * JavaSoundStream.BLOCK_SAMPLES * channels * Short.BYTES;
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
    return String.join(System.lineSeparator(), lines);
  }
}
