package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.model.LatentCodec;
import audio.liminal.morph.LatentCloud;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.StreamSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns the cloud that a sound makes in a latent space, all of it beforehand.
 *
 * <p>Only spectra within 25 dB of the loudest count. Memory grows with the sound, by one latent a
 * hop.
 */
public final class CloudCapture {
  private static final float RANGE_DB = 25;
  private static final float POWER_FLOOR = 1e-12f;
  private static final int LEAST_SPECTRA = 50;

  private record Heard(float[] latent, float levelDb) {}

  private final int channels;
  private final LatentCodec codec;
  private final GridMapper mapper;
  private final LoudnessMatch loudness;
  private final Stft stft;
  private final float[] levels;
  private final float[] targets;
  private final List<Heard> heard = new ArrayList<>();

  /**
   * @param spec rate and channels of the sound
   * @param codec encodes on the calling thread; what it remembers of other sounds is forgotten
   */
  public CloudCapture(StreamSpec spec, StftProfile profile, SpectrumGrid grid, LatentCodec codec) {
    StftGeometry geometry = profile.at(spec.sampleRateHz());
    double hopsPerSecond = (double) geometry.sampleRateHz() / geometry.hopSamples();
    this.channels = spec.channels();
    this.codec = codec;
    this.mapper = new GridMapper(geometry, grid);
    this.loudness = new LoudnessMatch(grid, hopsPerSecond);
    this.levels = new float[grid.bins()];
    this.targets = new float[grid.bins()];
    this.stft = new Stft(geometry, channels, 0, this::hear);
    codec.prepare(hopsPerSecond);
  }

  /**
   * Takes in the next samples.
   *
   * @param block one array for each channel
   */
  public void hear(float[][] block, int count) {
    stft.analyse(block, count);
  }

  private void hear(float[][] packed, float[][] windowed) {
    mapper.power(packed, windowed, 0, channels, levels);
    float levelDb = Decibels.ofPower(loudness.energy(levels) + POWER_FLOOR);
    for (int k = 0; k < levels.length; k++) {
      levels[k] = Decibels.ofPower(levels[k] + POWER_FLOOR);
    }
    float[] latent = new float[codec.latents()];
    if (!codec.encode(levels, 1, latent, targets)) {
      throw new EngineException("the model failed on a spectrum while capturing a cloud", null);
    }
    heard.add(new Heard(latent, levelDb));
  }

  /**
   * The cloud of what was heard.
   *
   * @param what the sound's name, for the error
   * @throws BadInputException when there was hardly any sound
   */
  public LatentCloud cloud(String what) {
    double loudest = heard.stream().mapToDouble(Heard::levelDb).max().orElse(0);
    boolean silent = loudest <= Decibels.ofPower(2 * POWER_FLOOR);
    List<float[]> loud =
        heard.stream().filter(h -> h.levelDb > loudest - RANGE_DB).map(Heard::latent).toList();
    if (silent || loud.size() < LEAST_SPECTRA) {
      throw new BadInputException(
          what, "spectra with sound", silent ? 0 : loud.size(), "at least " + LEAST_SPECTRA);
    }
    int n = codec.latents();
    double[] mean = new double[n];
    double[] products = new double[n * (n + 1) / 2];
    for (float[] z : loud) {
      int at = 0;
      for (int i = 0; i < n; i++) {
        mean[i] += z[i] / loud.size();
        for (int j = 0; j <= i; j++, at++) {
          products[at] += (double) z[i] * z[j] / loud.size();
        }
      }
    }
    float[] centre = new float[n];
    float[] covariance = new float[products.length];
    int at = 0;
    for (int i = 0; i < n; i++) {
      centre[i] = (float) mean[i];
      for (int j = 0; j <= i; j++, at++) {
        covariance[at] = (float) (products[at] - mean[i] * mean[j]);
      }
    }
    return new LatentCloud(centre, covariance);
  }
}
