package audio.liminal.train;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.Metrics;
import audio.liminal.model.LatentCodec;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * How closely a model gives a sound back.
 *
 * <p>The sound, made mono, goes through the studio profile; each spectrum is multiplied by {@code
 * decoder - target} in dB, keeps its phase and is resynthesised. A perfect model would return it.
 *
 * @param lsdDb log-spectral distance
 * @param spectralConvergence as a ratio
 * @param multiResolutionStft distance over three resolutions
 * @param siSdrDb scale-invariant signal-to-distortion ratio
 */
public record Reproduction(
    double lsdDb, double spectralConvergence, double multiResolutionStft, double siSdrDb) {
  private static final float LEAST_POWER = 1e-12f;
  private static final float LEAST_PEAK = 3e-5f;

  /** Whether there is nothing, once it is mono, to give back. */
  public static boolean isSilent(AudioClip clip) {
    for (float v : clip.mono()) {
      if (Math.abs(v) > LEAST_PEAK) {
        return false;
      }
    }
    return true;
  }

  public static Reproduction of(AudioClip clip, SpectrumGrid grid, LatentCodec codec) {
    float[] sound = clip.mono();
    float[] again = resynthesise(sound, clip.sampleRateHz(), grid, codec);
    return new Reproduction(
        Metrics.logSpectralDistanceDb(sound, again),
        Metrics.spectralConvergence(sound, again),
        Metrics.multiResolutionStft(sound, again),
        Metrics.siSdrDb(sound, again));
  }

  /** What a model makes of a sound, mono. */
  static AudioClip again(AudioClip clip, SpectrumGrid grid, LatentCodec codec) {
    float[] again = resynthesise(clip.mono(), clip.sampleRateHz(), grid, codec);
    return new AudioClip(clip.sampleRateHz(), new float[][] {again});
  }

  /** Each figure's mean over sounds. */
  public static Reproduction mean(Collection<Reproduction> all) {
    return new Reproduction(
        mean(all, Reproduction::lsdDb),
        mean(all, Reproduction::spectralConvergence),
        mean(all, Reproduction::multiResolutionStft),
        mean(all, Reproduction::siSdrDb));
  }

  private static double mean(Collection<Reproduction> all, ToDoubleFunction<Reproduction> figure) {
    return all.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  private static float[] resynthesise(
      float[] sound, int rateHz, SpectrumGrid grid, LatentCodec codec) {
    StftGeometry geometry = StftProfile.STUDIO.at(rateHz);
    codec.prepare((double) rateHz / geometry.hopSamples());
    Replacement replacement = new Replacement(geometry, grid, codec);
    return Resynthesis.of(sound, geometry, replacement::process);
  }

  /** Puts the model's reproduction in place of what it models, hop by hop. */
  private static final class Replacement {
    private final LatentCodec codec;
    private final GridMapper mapper;
    private final float[] levels;
    private final float[] latents;
    private final float[] targets;
    private final float[] decoded;
    private final float[] gains;

    Replacement(StftGeometry geometry, SpectrumGrid grid, LatentCodec codec) {
      this.codec = codec;
      this.mapper = new GridMapper(geometry, grid);
      this.levels = new float[grid.bins()];
      this.latents = new float[codec.latents()];
      this.targets = new float[grid.bins()];
      this.decoded = new float[grid.bins()];
      this.gains = new float[geometry.fftSize()];
    }

    void process(float[][] spectra, float[][] windowed) {
      mapper.power(spectra, windowed, 0, 1, levels);
      for (int k = 0; k < levels.length; k++) {
        levels[k] = Decibels.ofPower(levels[k] + LEAST_POWER);
      }
      if (!codec.encode(levels, 1, latents, targets) || !codec.decode(latents, 1, decoded)) {
        return;
      }
      for (int k = 0; k < decoded.length; k++) {
        decoded[k] = Decibels.toAmplitude(decoded[k] - targets[k]);
      }
      mapper.gains(decoded, gains);
      for (int i = 0; i < gains.length; i++) {
        spectra[0][i] *= gains[i];
      }
    }
  }
}
