package audio.liminal.engine;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.model.LatentCodec;
import audio.liminal.morph.Control;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import audio.liminal.signal.StreamSpec;

/**
 * Morphs one stream: analyse, encode, morph, decode, synthesise, always {@link #latency()} later.
 *
 * <p>One thread calls {@link #process} and {@link #reset}; {@link #change} and {@link #stats} may
 * be called from any other. {@code process} itself allocates nothing and throws nothing; what the
 * codec does inside is the codec's to say.
 */
public final class MorphEngine {
  /** Samples beyond this are not audio (+24 dB over full scale). */
  static final float SAMPLE_LIMIT = 16;

  /** Where the bend of an overload begins, unless the input is hotter, and how much is beyond. */
  private static final float BEND_FROM = 0.8f;

  private static final float BEND_RANGE = 0.25f;
  private static final float ROUNDING = 1.001f;
  private static final double PEAK_DECAY_SECONDS = 0.05;
  private static final double GLIDE_SECONDS = 0.015;

  /** Between hops, where controls glide already; more would swallow their modulation. */
  private static final double SMOOTH_SECONDS = 0.004;

  private static final double HOLD_SECONDS = 0.05;

  private final StftGeometry geometry;
  private final LatencyBudget latency;
  private final Stft stft;
  private final SpectralMorph morph;
  private final int inputs;
  private final int sidechains;
  private final int holdHops;
  private final Ramp engaged;
  private final Ramp healthy;
  private final Ramp wetness;
  private final Ramp gain;
  private final float[][] taken;
  private final float[][] wet;
  private final float[][] dry;
  private final float peakDecay;
  private volatile MorphSettings settings;
  private float dryPeak;
  private long repairedSamples;
  private long limitedSamples;

  /**
   * @param spec rate and channels of the input and the output
   * @param sidechains channels of the sidechain: 0, 1 or 2
   * @param grid frequencies the codec was made for
   * @param codec used on the processing thread only; the caller closes it after the last block
   * @param initial in force from the first sample on
   */
  public MorphEngine(
      StreamSpec spec,
      int sidechains,
      StftProfile profile,
      SpectrumGrid grid,
      LatentCodec codec,
      MorphSettings initial) {
    if (sidechains < 0 || sidechains > 2) {
      throw new BadInputException("engine", "sidechains", sidechains, "0, 1 or 2");
    }
    if (grid.bins() != codec.bins()) {
      throw new BadInputException(
          "engine", "codec.bins", codec.bins(), "the grid's " + grid.bins());
    }
    this.geometry = profile.at(spec.sampleRateHz());
    this.latency = LatencyBudget.of(geometry);
    this.inputs = spec.channels();
    this.sidechains = sidechains;
    this.morph = new SpectralMorph(geometry, grid, codec, inputs, sidechains);
    this.stft = new Stft(geometry, inputs + sidechains, inputs, this::morphHop);
    this.holdHops = (int) (HOLD_SECONDS * spec.sampleRateHz() / geometry.hopSamples());
    double glideHops = GLIDE_SECONDS * spec.sampleRateHz() / geometry.hopSamples();
    this.engaged = new Ramp(glideHops);
    this.healthy = new Ramp(glideHops);
    this.wetness = new Ramp(SMOOTH_SECONDS * spec.sampleRateHz());
    this.gain = new Ramp(SMOOTH_SECONDS * spec.sampleRateHz());
    this.peakDecay = (float) Math.exp(-1 / (PEAK_DECAY_SECONDS * spec.sampleRateHz()));
    this.taken = new float[inputs + sidechains][geometry.hopSamples()];
    this.wet = new float[inputs][geometry.hopSamples()];
    this.dry = new float[inputs][geometry.hopSamples()];
    change(initial);
    morph.startFrom(initial);
    jumpTo(initial);
  }

  /** Delay from input to output, constant for the engine's life. */
  public LatencyBudget latency() {
    return latency;
  }

  /** Samples between two spectra. */
  public int hopSamples() {
    return geometry.hopSamples();
  }

  /** Lets new settings take effect from the next hop on, gliding. */
  public void change(MorphSettings next) {
    next.target().check(morph.latents());
    settings = next;
  }

  /** Counts since the engine was made, as the processing thread sees them. */
  public EngineStats stats() {
    return new EngineStats(morph.hops(), morph.failedHops(), repairedSamples, limitedSamples);
  }

  /** Becomes as new, with the settings in force. */
  @RealTime
  public void reset() {
    MorphSettings now = settings;
    stft.reset();
    morph.reset(now);
    jumpTo(now);
    dryPeak = 0;
  }

  private void jumpTo(MorphSettings now) {
    engaged.jumpTo(now.isOn(Control.BYPASS) ? 0 : 1);
    healthy.jumpTo(1);
    wetness.jumpTo(wetGoal());
    gain.jumpTo(gainGoal());
  }

  /**
   * Takes {@code count} samples of each channel and gives as many.
   *
   * @param in the input, one array for each channel
   * @param sidechain the sidechain, or null for silence
   * @param out written; may be {@code in}
   * @param offset where the block starts in all arrays
   */
  @RealTime
  public void process(float[][] in, float[][] sidechain, float[][] out, int offset, int count) {
    int done = 0;
    while (done < count) {
      int n = Math.min(count - done, stft.samplesToHop());
      if (stft.samplesToHop() == geometry.hopSamples()) {
        setGoals();
      }
      for (int c = 0; c < inputs; c++) {
        take(in[c], offset + done, taken[c], n);
      }
      for (int c = 0; c < sidechains; c++) {
        take(sidechain == null ? null : sidechain[c], offset + done, taken[inputs + c], n);
      }
      stft.process(taken, 0, wet, dry, 0, n);
      mix(out, offset + done, n);
      done += n;
    }
  }

  /** Only between hops, so that the host's blocks make no difference. */
  private void setGoals() {
    engaged.glideTo(morph.live(Control.BYPASS) >= 0.5f ? 0 : 1);
    healthy.glideTo(morph.failuresInARow() > holdHops ? 0 : 1);
    engaged.next();
    healthy.next();
    wetness.glideTo(wetGoal());
    gain.glideTo(gainGoal());
  }

  /** Copies samples, with 0 for whatever is not audio. */
  private void take(float[] from, int offset, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      float x = from == null ? 0 : from[offset + i];
      boolean audio = x >= -SAMPLE_LIMIT && x <= SAMPLE_LIMIT;
      if (!audio) {
        repairedSamples++;
      }
      to[i] = audio ? x : 0;
    }
  }

  private void morphHop(float[][] spectra, float[][] windowed) {
    morph.process(spectra, windowed, settings);
  }

  private void mix(float[][] out, int offset, int count) {
    boolean steady = wetness.settled() && gain.settled();
    for (int i = 0; i < count; i++) {
      float w = steady ? wetness.value() : wetness.next();
      float g = steady ? gain.value() : gain.next();
      dryPeak *= peakDecay;
      for (int c = 0; c < inputs; c++) {
        float d = dry[c][i];
        float level = d < 0 ? -d : d;
        dryPeak = level > dryPeak ? level : dryPeak;
        float y = wet[c][i];
        float base = BEND_FROM > dryPeak ? BEND_FROM : dryPeak * ROUNDING;
        if (!(y >= -base && y <= base)) {
          y = bent(y, base, d);
        }
        out[c][offset + i] = g * (d + w * (y - d));
      }
    }
  }

  /** Bends what would overload, smoothly; what is not a number becomes the dry signal. */
  private float bent(float y, float base, float d) {
    limitedSamples++;
    float over = Math.abs(y) - base;
    float most = base * BEND_RANGE;
    boolean finite = Math.abs(y) <= Float.MAX_VALUE;
    return finite ? Math.copySign(base + over * most / (over + most), y) : d;
  }

  private float wetGoal() {
    return engaged.value() * healthy.value() * morph.live(Control.DRY_WET);
  }

  private float gainGoal() {
    return (float) Math.pow(10, engaged.value() * morph.live(Control.GAIN) / 20);
  }
}
