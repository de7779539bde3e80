package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/** Spectra and loudness of the input and the sidechain in one hop, on a model's grid. */
final class HeardStreams {
  private static final float POWER_FLOOR = 1e-12f;

  private final GridMapper mapper;
  private final LoudnessMatch loudness;
  private final int bins;
  private final int inputs;
  private final int sidechains;
  private final float[][] power;
  private final float[] levelsDb;
  private final float[] streamDb;
  private final float[] loudnessDb = new float[2];

  HeardStreams(GridMapper mapper, SpectrumGrid grid, double hopsPerSecond, int in, int side) {
    this.mapper = mapper;
    this.loudness = new LoudnessMatch(grid, hopsPerSecond);
    this.bins = grid.bins();
    this.inputs = in;
    this.sidechains = side;
    this.power = new float[2][bins];
    this.levelsDb = new float[2 * bins];
    this.streamDb = new float[bins];
    Arrays.fill(loudnessDb, Decibels.ofPower(POWER_FLOOR));
  }

  @RealTime
  void reset() {
    loudness.reset();
  }

  LoudnessMatch loudness() {
    return loudness;
  }

  /** Of {@link LoudnessMatch#INPUT} or {@link LoudnessMatch#SIDECHAIN}, at each bin. */
  @RealTime
  float[] power(int stream) {
    return power[stream];
  }

  /** The same in dB, the input's first, then the sidechain's. */
  @RealTime
  float[] levelsDb() {
    return levelsDb;
  }

  /** Momentary, of the input and of the sidechain. */
  @RealTime
  float[] loudnessDb() {
    return loudnessDb;
  }

  /** The factor that keeps the input as loud under these gains, see {@link LoudnessMatch}. */
  @RealTime
  float makeUp(float[] gains, float towardsSidechain) {
    return loudness.makeUp(gains, towardsSidechain);
  }

  /** Measures a stream's spectrum and tells whether it is worth listening to. */
  @RealTime
  boolean listen(float[][] spectra, float[][] windowed, int stream) {
    float[] p = power[stream];
    if (stream == LoudnessMatch.INPUT) {
      mapper.power(spectra, windowed, 0, inputs, p);
    } else {
      mapper.power(spectra, windowed, inputs, sidechains, p);
    }
    Decibels.ofPowers(p, POWER_FLOOR, streamDb);
    System.arraycopy(streamDb, 0, levelsDb, stream * bins, bins);
    if (stream == LoudnessMatch.INPUT) {
      loudness.keep(p);
    }
    float energy = loudness.energy(p);
    loudnessDb[stream] = Decibels.ofPower(energy + POWER_FLOOR);
    return loudness.hears(stream, energy);
  }
}
