package audio.liminal.engine;

import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.model.LatentCodec;
import audio.liminal.morph.CloudTransport;
import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.Corners;
import audio.liminal.morph.Ends;
import audio.liminal.morph.LatentMorph;
import audio.liminal.morph.LiveControls;
import audio.liminal.morph.LiveTarget;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.MorphTarget;
import audio.liminal.morph.MusicClock;
import audio.liminal.morph.TakePlayer;
import audio.liminal.morph.TakeRecording;
import audio.liminal.morph.Takes;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * What one hop's spectra say: encode, morph, decode, and the gain that follows.
 *
 * <p>One gain serves all channels of the input (linked stereo). Channels beyond the input's are the
 * sidechain. A hop whose model fails keeps the last good gain.
 */
final class SpectralMorph {
  private static final double GLIDE_MS = 30;

  private final LatentCodec codec;
  private final GridMapper mapper;
  private final HeardStreams heard;
  private final GainShape shape;
  private final LatentMorph latentMorph;
  private final CloudTransport transport;
  private final TakePlayer player;
  private final SidechainAttacks attacks;
  private final int inputs;
  private final int sidechains;
  private final Ramp fullness;
  private final Ramp timbre;
  private final Ramp sidechain;

  private final LiveControls controls;

  /** The controls' values in this hop. */
  private float[] live;

  private final float[] weights = new float[Corners.MOST];
  private final float[] targetsDb;
  private final float[] encoded;
  private final float[] inputLatent;
  private final float[] sidechainLatent;
  private final float[] here;
  private final float[] there;
  private final Ends ends;

  /** Where the input is moved to, where it is, and what it is moved towards. */
  private final float[] places;

  private final float[] decodedDb;
  private final float[] packedGains;
  private int failuresInARow;
  private volatile TakeRecording recording;

  SpectralMorph(StftGeometry geometry, SpectrumGrid grid, LatentCodec codec, int in, int side) {
    double hopsPerSecond = (double) geometry.sampleRateHz() / geometry.hopSamples();
    int latents = codec.latents();
    int bins = grid.bins();
    this.codec = codec;
    codec.prepare(hopsPerSecond);
    this.mapper = new GridMapper(geometry, grid);
    this.heard = new HeardStreams(mapper, grid, hopsPerSecond, in, side);
    PitchGuard pitchGuard = new PitchGuard(geometry, grid, mapper, in);
    this.shape = new GainShape(grid, heard, hopsPerSecond, pitchGuard);
    this.latentMorph = new LatentMorph(means(codec), deviations(codec), hopsPerSecond);
    this.transport = new CloudTransport(latents, hopsPerSecond);
    this.player = new TakePlayer(latents);
    this.attacks = new SidechainAttacks(grid, hopsPerSecond, mapper, geometry.fftSize());
    this.inputs = in;
    this.sidechains = side;
    this.fullness = new Ramp(GLIDE_MS / 1000 * hopsPerSecond);
    this.timbre = new Ramp(GLIDE_MS / 1000 * hopsPerSecond);
    this.sidechain = new Ramp(GLIDE_MS / 1000 * hopsPerSecond);
    this.controls = new LiveControls(latents, hopsPerSecond);
    this.live = controls.values();
    this.targetsDb = new float[2 * bins];
    this.encoded = new float[2 * latents];
    this.inputLatent = new float[latents];
    this.sidechainLatent = new float[latents];
    this.here = new float[latents];
    this.there = new float[latents];
    this.ends = new Ends(latents);
    this.places = new float[GainShape.MOST_PLACES * latents];
    this.decodedDb = new float[GainShape.MOST_PLACES * bins];
    this.packedGains = new float[geometry.fftSize()];
    Arrays.fill(packedGains, 1);
  }

  private static float[] means(LatentCodec codec) {
    float[] means = new float[codec.latents()];
    for (int i = 0; i < means.length; i++) {
      means[i] = codec.mean(i);
    }
    return means;
  }

  private static float[] deviations(LatentCodec codec) {
    float[] deviations = new float[codec.latents()];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = codec.deviation(i);
    }
    return deviations;
  }

  /** Starts from these settings without gliding to them. */
  @RealTime
  void startFrom(MorphSettings settings) {
    controls.startFrom(settings);
    live = controls.values();
    fullness.jumpTo(fullnessOf(settings));
    timbre.jumpTo(timbreOf(settings));
    sidechain.jumpTo(sidechainOf(settings));
  }

  /** Forgets all audio and arrives at these settings. */
  @RealTime
  void reset(MorphSettings settings) {
    startFrom(settings);
    codec.reset();
    latentMorph.reset();
    transport.reset();
    player.reset();
    heard.reset();
    shape.reset();
    attacks.reset();
    Arrays.fill(packedGains, 1);
    failuresInARow = 0;
  }

  /** Goes on from what another has learned of the same stream, as far as it fits. */
  @RealTime
  void takeOver(SpectralMorph before) {
    shape.joinMidway();
    attacks.joinMidway();
    heard.loudness().takeOver(before.heard.loudness());
    if (codec.space().equals(before.codec.space())) {
      transport.takeOver(before.transport);
    }
  }

  /** Where to put the moved latents from the next hop on; null for nowhere; any thread. */
  void record(TakeRecording into) {
    recording = into;
  }

  /** Factors on a packed spectrum, found by the last hop. */
  @RealTime
  float[] gains() {
    return packedGains;
  }

  /** Hops since the model last succeeded. */
  int failuresInARow() {
    return failuresInARow;
  }

  /**
   * Finds the gains of one hop.
   *
   * @return whether the model succeeded
   */
  @RealTime
  boolean process(float[][] spectra, float[][] windowed, MorphSettings settings, MusicClock clock) {
    boolean inputHeard = heard.listen(spectra, windowed, LoudnessMatch.INPUT);
    boolean sidechainHeard =
        sidechains > 0 && heard.listen(spectra, windowed, LoudnessMatch.SIDECHAIN);
    controls.next(settings, clock, heard.loudnessDb());
    live = controls.values();
    fullness.glideTo(fullnessOf(settings));
    timbre.glideTo(timbreOf(settings));
    sidechain.glideTo(sidechainOf(settings));
    float towards = live(Control.MORPH);
    float full = fullness.next();
    float moved = timbre.next() * (1 - full);
    float followed = sidechain.next();
    if (sidechains > 0) {
      attacks.hear(heard.power(LoudnessMatch.SIDECHAIN), live(Control.SIDECHAIN_TRANSIENTS));
    }
    boolean succeeded = encode() && decode(settings, clock, inputHeard, sidechainHeard);
    if (succeeded) {
      failuresInARow = 0;
      boolean still = full == 0 && Arrays.equals(here, there);
      if (still) {
        shape.leave();
      } else {
        shape.find(decodedDb, targetsDb, full, moved, latentMorph.goals(), towards);
      }
      shape.finish(windowed, moved, towards, followed * towards);
      float[] gains = shape.weigh(live);
      mapper.gains(gains, packedGains);
    } else {
      failuresInARow++;
    }
    return succeeded;
  }

  private static float fullnessOf(MorphSettings settings) {
    return settings.form() == MorphForm.FULL ? 1 : 0;
  }

  private float timbreOf(MorphSettings settings) {
    return settings.target() instanceof Corners corners
        ? corners.timbreShare(live(Control.X), live(Control.Y), weights)
        : 0;
  }

  private static float sidechainOf(MorphSettings settings) {
    return settings.target() == LiveTarget.SIDECHAIN ? 1 : 0;
  }

  /** A control's value in the last hop. */
  @RealTime
  float live(Control control) {
    return live[Controls.index(control)];
  }

  private boolean encode() {
    int count = sidechains > 0 ? 2 : 1;
    if (!codec.encode(heard.levelsDb(), count, encoded, targetsDb)) {
      return false;
    }
    System.arraycopy(encoded, 0, inputLatent, 0, inputLatent.length);
    System.arraycopy(
        encoded, (count - 1) * inputLatent.length, sidechainLatent, 0, inputLatent.length);
    return true;
  }

  private boolean decode(
      MorphSettings settings, MusicClock clock, boolean inputHeard, boolean sidechainHeard) {
    float[] source = inputHeard ? inputLatent : null;
    Ends target =
        settings.target() instanceof Takes takes
            ? ends.path(player.next(takes, clock, live(Control.X)), takes.stepBeats() == 0)
            : target(settings.target(), source, sidechainHeard);
    latentMorph.morph(source, target, live, clock.seconds(), settings.seed(), here, there);
    TakeRecording into = recording;
    if (into != null) {
      into.hear(there);
    }
    System.arraycopy(there, 0, places, 0, there.length);
    System.arraycopy(here, 0, places, there.length, here.length);
    Ends goals = latentMorph.goals();
    goals.copyTo(places, GainShape.PLACES_BEFORE_ENDS * there.length);
    return codec.decode(places, GainShape.PLACES_BEFORE_ENDS + goals.count(), decodedDb);
  }

  /** Where to move to, or null while that is silent. */
  private Ends target(MorphTarget target, float[] source, boolean sidechainHeard) {
    if (target instanceof Corners corners) {
      if (source == null) {
        return null;
      }
      float level = heard.loudnessDb()[LoudnessMatch.INPUT];
      return transport.carry(corners, live(Control.X), live(Control.Y), source, level);
    }
    return sidechainHeard ? ends.only(sidechainLatent) : null;
  }

  /** Adds the sidechain's attacks to the outputs' spectra, as far as they are wanted. */
  @RealTime
  void addAttacks(float[][] spectra, float weight) {
    if (sidechains > 0) {
      attacks.addTo(spectra, inputs, sidechains, weight);
    }
  }
}
