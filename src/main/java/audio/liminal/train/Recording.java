package audio.liminal.train;

import audio.liminal.signal.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * A piece of recorded sound.
 *
 * @param sampleRateHz samples a second
 * @param channels one array of samples for each channel, full scale 1
 */
record Recording(int sampleRateHz, float[][] channels) {
  static final int RATE_HZ = 48_000;
  private static final int HALF_WIDTH = 24;

  int samples() {
    return channels[0].length;
  }

  double seconds() {
    return (double) samples() / sampleRateHz;
  }

  /** Reads WAV, FLAC or Ogg Vorbis as 16-bit PCM, the first two channels at most. */
  static Recording read(Path file) {
    try (AudioInputStream coded = AudioSystem.getAudioInputStream(file.toFile())) {
      AudioFormat from = coded.getFormat();
      AudioFormat pcm =
          new AudioFormat(
              AudioFormat.Encoding.PCM_SIGNED,
              from.getSampleRate(),
              16,
              from.getChannels(),
              2 * from.getChannels(),
              from.getSampleRate(),
              false);
      try (AudioInputStream plain = AudioSystem.getAudioInputStream(pcm, coded)) {
        return fromPcm16(plain.readAllBytes(), from.getChannels(), (int) from.getSampleRate());
      }
    } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
      throw new BadInputException(file.toString(), "format", "unknown", "WAV, FLAC or Ogg", e);
    } catch (IOException e) {
      throw new BadInputException(file.toString(), "file", e.getMessage(), "readable audio", e);
    }
  }

  private static Recording fromPcm16(byte[] bytes, int channels, int rate) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int samples = bytes.length / (2 * channels);
    float[][] out = new float[Math.min(2, channels)][samples];
    for (int n = 0; n < samples; n++) {
      for (int c = 0; c < out.length; c++) {
        out[c][n] = buffer.getShort(2 * (n * channels + c)) / 32768f;
      }
    }
    return new Recording(rate, out);
  }

  /** Writes 16-bit WAV. */
  void write(Path file) throws IOException {
    int count = channels.length;
    ByteBuffer pcm = ByteBuffer.allocate(2 * count * samples()).order(ByteOrder.LITTLE_ENDIAN);
    for (int n = 0; n < samples(); n++) {
      for (float[] channel : channels) {
        pcm.putShort((short) Math.max(-32768, Math.min(32767, Math.round(channel[n] * 32768))));
      }
    }
    AudioFormat format = new AudioFormat(sampleRateHz, 16, count, true, false);
    Files.createDirectories(file.getParent());
    try (AudioInputStream in =
        new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, samples())) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
    }
  }

  /** The first {@code seconds} at most. */
  Recording head(double seconds) {
    int end = (int) Math.min(samples(), seconds * sampleRateHz);
    float[][] cut = new float[channels.length][];
    for (int c = 0; c < cut.length; c++) {
      cut[c] = Arrays.copyOf(channels[c], end);
    }
    return new Recording(sampleRateHz, cut);
  }

  /** At 48 kHz, by a Hann-windowed sinc of {@value #HALF_WIDTH} samples on either side. */
  Recording at48k() {
    if (sampleRateHz == RATE_HZ) {
      return this;
    }
    double step = (double) sampleRateHz / RATE_HZ;
    double band = 0.97 * Math.min(1, 1 / step);
    int count = (int) (samples() / step);
    float[][] out = new float[channels.length][count];
    for (int c = 0; c < out.length; c++) {
      for (int n = 0; n < count; n++) {
        out[c][n] = interpolate(channels[c], n * step, band);
      }
    }
    return new Recording(RATE_HZ, out);
  }

  private static float interpolate(float[] samples, double at, double band) {
    int width = (int) Math.ceil(HALF_WIDTH / band);
    int first = Math.max(0, (int) Math.ceil(at - width));
    int last = Math.min(samples.length - 1, (int) Math.floor(at + width));
    double sum = 0;
    for (int k = first; k <= last; k++) {
      double x = at - k;
      double sinc = Math.abs(x) < 1e-9 ? band : Math.sin(Math.PI * band * x) / (Math.PI * x);
      sum += samples[k] * sinc * (0.5 + 0.5 * Math.cos(Math.PI * x / width));
    }
    return (float) sum;
  }
}
