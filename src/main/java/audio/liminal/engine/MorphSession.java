package audio.liminal.engine;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.model.LatentCodec;
import audio.liminal.morph.Control;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.MusicClock;
import audio.liminal.morph.PhaseMode;
import audio.liminal.morph.TakeRecording;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;

/**
 * One model at work with its settings, and what it has learned of the stream: what a preset is
 * while it plays.
 *
 * <p>It is made by {@link MorphEngine#session} on any thread, run by the engine's, and closed by
 * whoever calls {@link MorphEngine#closeRetired}. {@link #change} may be called from any thread.
 */
public final class MorphSession implements AutoCloseable {
  private static final double GLIDE_SECONDS = 0.015;
  private static final double HOLD_SECONDS = 0.05;

  private final MorphEngine engine;
  private final LatentCodec codec;
  private final double hopsPerSecond;
  private final SpectralMorph morph;
  private final int holdHops;
  private final Ramp engaged;
  private final Ramp healthy;
  private volatile MorphSettings settings;
  private volatile boolean told;
  private volatile boolean retired;

  /** Below this one in {@link RetiredSessions}. */
  MorphSession retiredBefore;

  MorphSession(
      MorphEngine engine,
      StftGeometry geometry,
      int inputs,
      int sidechains,
      SpectrumGrid grid,
      LatentCodec codec,
      MorphSettings initial) {
    if (grid.bins() != codec.bins()) {
      throw new BadInputException(
          "engine", "codec.bins", codec.bins(), "the grid's " + grid.bins());
    }
    initial.check(codec.latents());
    this.hopsPerSecond = (double) geometry.sampleRateHz() / geometry.hopSamples();
    this.engine = engine;
    this.codec = codec;
    this.morph = new SpectralMorph(geometry, grid, codec, inputs, sidechains);
    this.holdHops = (int) (HOLD_SECONDS * hopsPerSecond);
    this.engaged = new Ramp(GLIDE_SECONDS * hopsPerSecond);
    this.healthy = new Ramp(GLIDE_SECONDS * hopsPerSecond);
    this.settings = initial;
    startFrom(initial);
  }

  /** Lets new settings take effect from the next hop on, gliding. */
  public void change(MorphSettings next) {
    next.check(codec.latents());
    settings = next;
  }

  /** Begins to record the path that the latents take; somebody has to drain what is returned. */
  public TakeRecording record() {
    TakeRecording recording = new TakeRecording(codec.latents(), hopsPerSecond);
    morph.record(recording);
    return recording;
  }

  /** Ends the recording, if there is one. */
  public void stopRecording() {
    morph.record(null);
  }

  /** The settings in force. */
  public MorphSettings settings() {
    return settings;
  }

  boolean belongsTo(MorphEngine asking) {
    return engine == asking;
  }

  /** Whether the engine was told to play it. */
  boolean told() {
    return told;
  }

  void tell() {
    told = true;
  }

  /** Whether it will not play again. */
  @RealTime
  boolean retired() {
    return retired;
  }

  @RealTime
  void retire() {
    retired = true;
  }

  /** Closes the codec; not while the engine plays it. */
  @Override
  public void close() {
    retire();
    codec.close();
  }

  /** Forgets all audio and arrives at its settings. */
  @RealTime
  void reset() {
    MorphSettings now = settings;
    morph.reset(now);
    startFrom(now);
  }

  private void startFrom(MorphSettings now) {
    morph.startFrom(now);
    engaged.jumpTo(now.isOn(Control.BYPASS) ? 0 : 1);
    healthy.jumpTo(1);
  }

  /** Goes on from what another session has learned of the same stream, as far as it fits. */
  @RealTime
  void takeOver(MorphSession before) {
    morph.takeOver(before.morph);
  }

  /**
   * Finds the gains of one hop.
   *
   * @return whether the model succeeded
   */
  @RealTime
  boolean process(float[][] spectra, float[][] windowed, MusicClock clock) {
    boolean succeeded = morph.process(spectra, windowed, settings, clock);
    engaged.glideTo(morph.live(Control.BYPASS) >= 0.5f ? 0 : 1);
    healthy.glideTo(morph.failuresInARow() > holdHops ? 0 : 1);
    engaged.next();
    healthy.next();
    return succeeded;
  }

  /** Factors on a packed spectrum, found by the last hop. */
  @RealTime
  float[] gains() {
    return morph.gains();
  }

  /** Adds what it lets through of the sidechain to the outputs' spectra. */
  @RealTime
  void addAttacks(float[][] spectra, float weight) {
    morph.addAttacks(spectra, weight);
  }

  /** Whose phases are wanted. */
  @RealTime
  PhaseMode phase() {
    return settings.phase();
  }

  /** How far the morph has gone, 0 to 1. */
  @RealTime
  float towards() {
    return morph.live(Control.MORPH);
  }

  /** How much of the morph is heard beside the dry signal. */
  @RealTime
  float wetness() {
    return engaged.value() * healthy.value() * morph.live(Control.DRY_WET);
  }

  @RealTime
  float gainDb() {
    return engaged.value() * morph.live(Control.GAIN);
  }
}
