package audio.liminal.train;

import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes whole sounds as 48 kHz, 16-bit WAV. */
final class WavFile {
  private static final long DITHER_SEED = 1;

  private WavFile() {}

  /** Cuts a file to its first seconds. */
  static void trim(Path file, int seconds) {
    write(file, head(AudioClip.read(file), seconds));
  }

  /** The first seconds of a sound, or all of a shorter one. */
  static AudioClip head(AudioClip clip, int seconds) {
    int length = Math.min(clip.lengthSamples(), seconds * clip.sampleRateHz());
    float[][] samples = new float[clip.channels()][];
    for (int c = 0; c < samples.length; c++) {
      samples[c] = Arrays.copyOf(clip.samples()[c], length);
    }
    return new AudioClip(clip.sampleRateHz(), samples);
  }

  static void write(Path file, AudioClip clip) {
    AudioClip sound = clip.at(SpectrumReader.RATE_HZ);
    StreamSpec spec = new StreamSpec(sound.sampleRateHz(), sound.channels());
    try (AudioWriter writer = AudioWriter.create(file, spec, SampleFormat.PCM16, DITHER_SEED)) {
      writer.write(sound.samples(), 0, sound.lengthSamples());
      writer.commit();
    }
  }
}
