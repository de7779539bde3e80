package audio.liminal.train;

import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import java.util.Arrays;

/** A sound with its spectra changed, hop by hop; as long as before and in place. */
final class Resynthesis {
  private Resynthesis() {}

  /**
   * Changes a mono sound.
   *
   * @param change called for each hop of the {@link #padded} sound
   */
  static float[] of(float[] sound, StftGeometry geometry, Stft.SpectrumProcessor change) {
    Stft stft = new Stft(geometry, 1, 1, change);
    float[][] in = {padded(sound, geometry)};
    float[][] wet = new float[1][in[0].length];
    float[][] dry = new float[1][in[0].length];
    for (int at = 0; at < in[0].length; ) {
      int count = Math.min(stft.samplesToHop(), in[0].length - at);
      stft.process(in, at, wet, dry, at, count);
      at += count;
    }
    return Arrays.copyOfRange(wet[0], geometry.latencySamples(), wet[0].length);
  }

  /** The sound with as much silence behind it as the transform is late. */
  static float[] padded(float[] sound, StftGeometry geometry) {
    return Arrays.copyOf(sound, sound.length + geometry.latencySamples());
  }
}
