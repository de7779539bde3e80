package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.MelSmoother;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.model.LatentCodec;
import audio.liminal.morph.CloudTransport;
import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentMorph;
import audio.liminal.morph.LiveControls;
import audio.liminal.morph.LiveTarget;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.MorphTarget;
import audio.liminal.morph.TakePlayer;
import audio.liminal.morph.TakeRecording;
import audio.liminal.morph.Takes;
import audio.liminal.morph.Tempo;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * What one hop's spectra say: encode, morph, decode, and the gain that follows.
 *
 * <p>One gain serves all channels of the input (linked stereo). Channels beyond the input's are the
 * sidechain. A hop whose model fails keeps the last good gain.
 */
final class SpectralMorph {
  private static final float MAX_BOOST_DB = 40;
  private static final float MAX_CUT_DB = 80;
  private static final float MAX_GAIN = (float) Math.pow(10, MAX_BOOST_DB / 20);
  private static final float POWER_FLOOR = 1e-12f;
  private static final double GLIDE_MS = 30;

  /**
   * Waves over the mel scale in the gain of a timbre move. More would see the partials of a high
   * tone as its timbre and fill the gaps between them.
   */
  private static final int TIMBRE_WAVES = 13;

  private final LatentCodec codec;
  private final GridMapper mapper;
  private final LatentMorph latentMorph;
  private final CloudTransport transport;
  private final TakePlayer player;
  private final LoudnessMatch loudness;
  private final MelSmoother smoother;
  private final Steadiness steadiness;
  private final Layers layers;
  private final SidechainAttacks attacks;
  private final int bins;
  private final int inputs;
  private final int sidechains;
  private final Ramp fullness;
  private final Ramp timbre;
  private final Ramp sidechain;
  private final float[][] power;

  private final LiveControls controls;

  /** The controls' values in this hop. */
  private float[] live;

  private final float[] weights = new float[Corners.MOST];
  private final float[] peak = new float[2];
  private final float[] loudnessDb = new float[2];
  private final float[] levelsDb;
  private final float[] targetsDb;
  private final float[] encoded;
  private final float[] inputLatent;
  private final float[] sidechainLatent;
  private final float[] here;
  private final float[] there;
  private final float[] thereAndHere;
  private final float[] decodedDb;
  private final float[] gainsDb;
  private final float[] smoothDb;
  private final float[] gridGains;
  private final float[] packedGains;
  private int failuresInARow;
  private volatile TakeRecording recording;

  SpectralMorph(StftGeometry geometry, SpectrumGrid grid, LatentCodec codec, int in, int side) {
    double hopsPerSecond = (double) geometry.sampleRateHz() / geometry.hopSamples();
    int latents = codec.latents();
    this.bins = grid.bins();
    this.codec = codec;
    codec.prepare(hopsPerSecond);
    this.mapper = new GridMapper(geometry, grid);
    this.latentMorph = new LatentMorph(means(codec), deviations(codec), hopsPerSecond);
    this.transport = new CloudTransport(latents, hopsPerSecond);
    this.player = new TakePlayer(latents);
    this.loudness = new LoudnessMatch(grid, hopsPerSecond);
    this.smoother = new MelSmoother(TIMBRE_WAVES, grid);
    this.steadiness = new Steadiness(bins, hopsPerSecond);
    this.layers = new Layers(grid, hopsPerSecond);
    this.attacks = new SidechainAttacks(grid, hopsPerSecond, mapper, geometry.fftSize());
    this.inputs = in;
    this.sidechains = side;
    this.fullness = new Ramp(GLIDE_MS / 1000 * hopsPerSecond);
    this.timbre = new Ramp(GLIDE_MS / 1000 * hopsPerSecond);
    this.sidechain = new Ramp(GLIDE_MS / 1000 * hopsPerSecond);
    this.controls = new LiveControls(latents, hopsPerSecond);
    this.live = controls.values();
    this.power = new float[2][bins];
    this.levelsDb = new float[2 * bins];
    this.targetsDb = new float[2 * bins];
    this.encoded = new float[2 * latents];
    this.inputLatent = new float[latents];
    this.sidechainLatent = new float[latents];
    this.here = new float[latents];
    this.there = new float[latents];
    this.thereAndHere = new float[2 * latents];
    this.decodedDb = new float[2 * bins];
    this.gainsDb = new float[bins];
    this.smoothDb = new float[bins];
    this.gridGains = new float[bins];
    this.packedGains = new float[geometry.fftSize()];
    Arrays.fill(packedGains, 1);
    Arrays.fill(loudnessDb, Decibels.ofPower(POWER_FLOOR));
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
    loudness.reset();
    steadiness.reset();
    layers.reset();
    attacks.reset();
    Arrays.fill(packedGains, 1);
    failuresInARow = 0;
  }

  /** Goes on from what another has learned of the same stream, as far as it fits. */
  @RealTime
  void takeOver(SpectralMorph before) {
    loudness.takeOver(before.loudness);
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
   * @param seconds from the stream's beginning to this hop
   * @return whether the model succeeded
   */
  @RealTime
  boolean process(
      float[][] spectra, float[][] windowed, MorphSettings settings, Tempo tempo, double seconds) {
    boolean inputHeard = listen(spectra, windowed, LoudnessMatch.INPUT);
    boolean sidechainHeard = sidechains > 0 && listen(spectra, windowed, LoudnessMatch.SIDECHAIN);
    controls.next(settings, tempo, seconds, loudnessDb);
    live = controls.values();
    fullness.glideTo(fullnessOf(settings));
    timbre.glideTo(timbreOf(settings));
    sidechain.glideTo(sidechainOf(settings));
    float towards = live(Control.MORPH);
    float full = fullness.next();
    float moved = timbre.next();
    float followed = sidechain.next();
    if (sidechains > 0) {
      attacks.hear(power[LoudnessMatch.SIDECHAIN], live(Control.SIDECHAIN_TRANSIENTS));
    }
    boolean succeeded = encode() && decode(settings, tempo, seconds, inputHeard, sidechainHeard);
    if (succeeded) {
      failuresInARow = 0;
      gain(full, moved * (1 - full), towards, followed * towards);
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

  /** Measures a stream's spectrum and tells whether it is worth listening to. */
  private boolean listen(float[][] spectra, float[][] windowed, int stream) {
    float[] p = power[stream];
    if (stream == LoudnessMatch.INPUT) {
      mapper.power(spectra, windowed, 0, inputs, p);
    } else {
      mapper.power(spectra, windowed, inputs, sidechains, p);
    }
    float most = 0;
    for (int k = 0; k < bins; k++) {
      most = p[k] > most ? p[k] : most;
      levelsDb[stream * bins + k] = Decibels.ofPower(p[k] + POWER_FLOOR);
    }
    peak[stream] = most;
    float energy = loudness.energy(p);
    loudnessDb[stream] = Decibels.ofPower(energy + POWER_FLOOR);
    return loudness.hears(stream, energy);
  }

  private boolean encode() {
    int count = sidechains > 0 ? 2 : 1;
    if (!codec.encode(levelsDb, count, encoded, targetsDb)) {
      return false;
    }
    System.arraycopy(encoded, 0, inputLatent, 0, inputLatent.length);
    System.arraycopy(
        encoded, (count - 1) * inputLatent.length, sidechainLatent, 0, inputLatent.length);
    return true;
  }

  private boolean decode(
      MorphSettings settings,
      Tempo tempo,
      double seconds,
      boolean inputHeard,
      boolean sidechainHeard) {
    float[] source = inputHeard ? inputLatent : null;
    float[] target =
        settings.target() instanceof Takes takes
            ? player.next(takes, tempo, seconds, live(Control.X))
            : target(settings.target(), source, sidechainHeard);
    latentMorph.morph(source, target, live, seconds, settings.seed(), here, there);
    TakeRecording into = recording;
    if (into != null) {
      into.hear(there);
    }
    System.arraycopy(there, 0, thereAndHere, 0, there.length);
    System.arraycopy(here, 0, thereAndHere, there.length, here.length);
    return codec.decode(thereAndHere, 2, decodedDb);
  }

  /** Where to move to, or null while that is silent. */
  private float[] target(MorphTarget target, float[] source, boolean sidechainHeard) {
    if (target instanceof Corners corners) {
      if (source == null) {
        return null;
      }
      float level = loudnessDb[LoudnessMatch.INPUT];
      return transport.carry(corners, live(Control.X), live(Control.Y), source, level);
    }
    return sidechainHeard ? sidechainLatent : null;
  }

  /**
   * @param full 0 (the gain form) to 1 (the full form)
   * @param moved 0 to 1, how far the gain is that of a move to a timbre
   */
  private void gain(float full, float moved, float towards, float towardsSidechain) {
    if (full == 0 && Arrays.equals(here, there)) {
      Arrays.fill(gainsDb, 0);
    } else {
      for (int k = 0; k < bins; k++) {
        float reference = decodedDb[bins + k];
        reference += full * (targetsDb[k] - reference);
        gainsDb[k] = decodedDb[k] - reference;
      }
    }
    if (moved > 0) {
      smoother.smooth(gainsDb, smoothDb);
      for (int k = 0; k < bins; k++) {
        gainsDb[k] += moved * (smoothDb[k] - gainsDb[k]);
      }
    }
    float makeUp = toGains(towardsSidechain);
    if (moved > 0) {
      float makeUpDb = Decibels.ofPower(makeUp * makeUp);
      for (int k = 0; k < bins; k++) {
        gainsDb[k] += makeUpDb;
      }
      steadiness.apply(levelsDb, gainsDb, loudnessDb[LoudnessMatch.INPUT], moved * towards);
      makeUp = toGains(towardsSidechain);
    } else {
      steadiness.reset();
    }
    for (int k = 0; k < bins; k++) {
      float g = gridGains[k] * makeUp;
      gridGains[k] = g < MAX_GAIN ? g : MAX_GAIN;
    }
    weightLayers();
    takeContour();
    mapper.gains(gridGains, packedGains);
  }

  private void weightLayers() {
    layers.apply(
        levelsDb,
        power[0],
        gridGains,
        live(Control.HARMONIC),
        live(Control.PERCUSSIVE),
        live(Control.TRANSIENTS));
  }

  private void takeContour() {
    float db = loudness.contourDb(loudnessDb, live(Control.SIDECHAIN_LOUDNESS));
    if (db != 0) {
      float factor = Decibels.toAmplitude(db);
      for (int k = 0; k < bins; k++) {
        gridGains[k] *= factor;
      }
    }
  }

  /** Adds the sidechain's attacks to the outputs' spectra, as far as they are wanted. */
  @RealTime
  void addAttacks(float[][] spectra, float weight) {
    if (sidechains > 0) {
      attacks.addTo(spectra, inputs, sidechains, weight);
    }
  }

  /** Turns levels into factors and gives what makes them as loud as they should be. */
  private float toGains(float towardsSidechain) {
    for (int k = 0; k < bins; k++) {
      float db = gainsDb[k];
      db = db > MAX_BOOST_DB ? MAX_BOOST_DB : db < -MAX_CUT_DB ? -MAX_CUT_DB : db;
      gridGains[k] = Decibels.toAmplitude(db);
    }
    return loudness.makeUp(power[0], peak[0], gridGains, towardsSidechain);
  }
}
