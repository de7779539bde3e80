package audio.liminal.train;

import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;

/** Writes whole sounds as 48 kHz, 16-bit WAV. */
final class WavFile {
  private static final long DITHER_SEED = 1;

  private WavFile() {}

  static void write(Path file, AudioClip clip) {
    AudioClip sound = clip.at(SpectrumReader.RATE_HZ);
    StreamSpec spec = new StreamSpec(sound.sampleRateHz(), sound.channels());
    try (AudioWriter writer = AudioWriter.create(file, spec, SampleFormat.PCM16, DITHER_SEED)) {
      writer.write(sound.samples(), 0, sound.lengthSamples());
      writer.commit();
    }
  }
}
