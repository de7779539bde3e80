package audio.liminal.train;

import audio.liminal.file.AudioClip;
import java.util.List;

/** Plays music on recorded piano notes. */
final class PianoSampler {
  private static final double DAMPER_SECONDS = 0.08;
  private static final double LAST_DAMPER_SECONDS = 0.5;
  private static final double TAIL_SECONDS = 1.5;
  private static final float PEAK = 0.7f;

  private PianoSampler() {}

  /**
   * A stereo sound at a level of its own, so that soft music is not quiet.
   *
   * @param layers velocity layers of plain and of accented notes
   */
  static AudioClip play(List<PianoMusic.Note> notes, PianoRecordings recordings, int[] layers) {
    double end = notes.stream().mapToDouble(n -> n.start() + n.length()).max().orElse(0);
    float[][] out = new float[2][samples(end + TAIL_SECONDS)];
    for (PianoMusic.Note note : notes) {
      float[][] sound = recordings.note(layers[note.accent() ? 1 : 0], note.key());
      boolean last = note.start() + note.length() > end - 0.1;
      for (int c = 0; c < out.length; c++) {
        add(out[c], sound[c], note, last ? LAST_DAMPER_SECONDS : DAMPER_SECONDS);
      }
    }
    scale(out);
    return new AudioClip(SpectrumReader.RATE_HZ, out);
  }

  private static int samples(double seconds) {
    return (int) Math.round(seconds * SpectrumReader.RATE_HZ);
  }

  /** The sound rings until the key is let go and dies away under the damper. */
  private static void add(float[] out, float[] sound, PianoMusic.Note note, double damperSeconds) {
    int from = samples(note.start());
    int held = samples(note.length());
    double decay = Math.exp(-1 / (damperSeconds * SpectrumReader.RATE_HZ));
    double gain = 1;
    int count = Math.min(sound.length, out.length - from);
    for (int n = 0; n < count; n++) {
      out[from + n] += (float) (gain * sound[n]);
      gain *= n < held ? 1 : decay;
    }
  }

  private static void scale(float[][] out) {
    float peak = Float.MIN_NORMAL;
    for (float[] channel : out) {
      for (float v : channel) {
        peak = Math.max(peak, Math.abs(v));
      }
    }
    for (float[] channel : out) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] *= PEAK / peak;
      }
    }
  }
}
