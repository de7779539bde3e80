package audio.liminal.engine;

import audio.liminal.dsp.Rtpghi;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.signal.EngineException;
import java.util.Arrays;

/** Turns made-up magnitudes into sound: phases by heap integration, then overlap-add. */
public final class Generator {
  private final StftGeometry geometry;
  private final MagnitudeSource source;
  private final Rtpghi phase;
  private final float[] magnitudes;

  /**
   * @param geometry with Hann windows
   */
  public Generator(StftGeometry geometry, MagnitudeSource source) {
    this.geometry = geometry;
    this.source = source;
    this.phase = new Rtpghi(geometry, true);
    this.magnitudes = new float[geometry.bins()];
  }

  /** Makes the next samples, one channel; starts anew with every call. */
  public float[] make(int samples) {
    phase.reset();
    Stft stft = new Stft(geometry, 1, 1, this::fill);
    int before = geometry.latencySamples() + phase.delayHops() * geometry.hopSamples();
    float[][] silence = new float[1][geometry.hopSamples()];
    float[][] dry = new float[1][before + samples];
    float[][] out = new float[1][before + samples];
    for (int at = 0; at < out[0].length; ) {
      int count = Math.min(stft.samplesToHop(), out[0].length - at);
      stft.process(silence, 0, out, dry, at, count);
      at += count;
    }
    return Arrays.copyOfRange(out[0], before, before + samples);
  }

  private void fill(float[][] spectra, float[][] windowed) {
    if (!source.next(magnitudes)) {
      throw new EngineException("generate: the decoder gave values that are not finite", null);
    }
    phase.process(magnitudes, spectra[0]);
  }
}
