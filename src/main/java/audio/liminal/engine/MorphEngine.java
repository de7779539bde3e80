package audio.liminal.engine;

import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.model.LatentCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.MusicClock;
import audio.liminal.morph.TakeRecording;
import audio.liminal.morph.Tempo;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import audio.liminal.signal.StreamSpec;

/**
 * Morphs one stream: analyse, encode, morph, decode, synthesise, always {@link #latency()} later.
 *
 * <p>What it plays is a {@link MorphSession}, or two on the way from one to the other. One thread
 * calls {@link #process}, {@link #follow}, {@link #reset} and {@link #beginAt}; one other, the
 * control thread, hands sessions over and closes those that have retired; {@link #change}, {@link
 * #tempo} and {@link #stats} may be called from any. {@code process} itself allocates nothing and
 * throws nothing; what a codec does inside is the codec's to say.
 */
public final class MorphEngine implements AutoCloseable {
  /** Samples beyond this are not audio (+24 dB over full scale). */
  static final float SAMPLE_LIMIT = 16;

  /** Between hops, where controls glide already; more would swallow their modulation. */
  private static final double SMOOTH_SECONDS = 0.004;

  private final StftGeometry geometry;
  private final LatencyBudget latency;
  private final Stft stft;
  private final SessionBlend sessions;
  private final PhaseStage phases;
  private final MixMatch match;
  private final Limiter limiter;
  private final int inputs;
  private final int sidechains;
  private final Ramp wetness;
  private final Ramp gain;
  private final float[][] taken;
  private final float[][] wet;
  private final float[][] dry;
  private final double hopSeconds;
  private final MusicClock clock = new MusicClock();
  private volatile MorphSession newest;
  private boolean foreign;
  private long hops;
  private long beganAt;
  private long hopsSince;
  private long failedHops;
  private long repairedSamples;

  /**
   * An engine that plays one session from the first sample on.
   *
   * @param spec rate and channels of the input and the output
   * @param sidechains channels of the sidechain: 0, 1 or 2
   * @param grid frequencies the codec was made for
   * @param codec used on the processing thread only; closed with the session, or by the caller
   *     after the last block
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
    this.geometry = profile.at(spec.sampleRateHz());
    this.latency = LatencyBudget.of(geometry);
    this.inputs = spec.channels();
    this.sidechains = sidechains;
    this.newest = session(grid, codec, initial);
    this.hopSeconds = (double) geometry.hopSamples() / spec.sampleRateHz();
    this.sessions = new SessionBlend(newest, hopSeconds, geometry.fftSize());
    this.phases = new PhaseStage(geometry, inputs, sidechains);
    this.match = new MixMatch(geometry.hopSamples(), spec.sampleRateHz());
    this.limiter = new Limiter(geometry);
    this.stft = new Stft(geometry, inputs + sidechains, inputs, this::morphHop, limiter::limit);
    this.wetness = new Ramp(SMOOTH_SECONDS * spec.sampleRateHz());
    this.gain = new Ramp(SMOOTH_SECONDS * spec.sampleRateHz());
    this.taken = new float[inputs + sidechains][geometry.hopSamples()];
    this.wet = new float[inputs][geometry.hopSamples()];
    this.dry = new float[inputs][geometry.hopSamples()];
    arrive();
  }

  private void arrive() {
    phases.reset();
    match.reset();
    limiter.reset();
    wetness.jumpTo(sessions.wetness());
    gain.jumpTo(gainGoal());
  }

  /**
   * Makes a session for this engine, to be played later.
   *
   * @param codec for this session alone, which closes it
   */
  public MorphSession session(SpectrumGrid grid, LatentCodec codec, MorphSettings initial) {
    return new MorphSession(this, geometry, inputs, sidechains, grid, codec, initial);
  }

  /**
   * Lets a session play from the next hop on, in place of the one that does. A change while another
   * is under way waits until that one has quickly ended; of several that wait the newest will play.
   *
   * @param next made by {@link #session}; may be one that plays or is on its way
   * @param seconds that the way takes, {@value SessionBlend#CHANGE_SECONDS} at least
   */
  public void play(MorphSession next, double seconds) {
    checkOwn(next);
    newest = next;
    sessions.post(next, seconds);
  }

  /** Closes the sessions that will not play again, and tells how many. */
  public int closeRetired() {
    return sessions.closeRetired();
  }

  private void checkOwn(MorphSession session) {
    if (!session.belongsTo(this) || session.retired()) {
      throw new BadInputException(
          "engine", "session", session.retired() ? "closed" : "another engine's", "one of its own");
    }
  }

  /** Closes all its sessions, after the last block. */
  @Override
  public void close() {
    sessions.close();
  }

  /** Delay from input to output, constant for the engine's life. */
  public LatencyBudget latency() {
    return latency;
  }

  /** Samples between two spectra. */
  public int hopSamples() {
    return geometry.hopSamples();
  }

  /** {@link MorphSession#change Changes} the session that was handed over last. */
  public void change(MorphSettings next) {
    newest.change(next);
  }

  /** {@link MorphSession#record Records} the session that was handed over last. */
  public TakeRecording record() {
    return newest.record();
  }

  /** Says where the stream stands in its music, from the next hop on. */
  public void tempo(Tempo next) {
    clock.keepTo(next);
  }

  /** Which of the stream's samples comes next, by {@link #process} and {@link #beginAt}. */
  @RealTime
  public long position() {
    return beganAt + (hopsSince + 1) * geometry.hopSamples() - stft.samplesToHop();
  }

  private double secondsAtHop() {
    return (double) beganAt / geometry.sampleRateHz() + hopsSince * hopSeconds;
  }

  /**
   * Says where the stream is in its music as a host does, until the next reset or tempo; between
   * hops.
   *
   * @param bpm sane, see {@link MusicClock#isSane}
   * @param beat at the next hop's first sample
   */
  @RealTime
  public void follow(double bpm, double beat) {
    clock.follow(bpm, beat, secondsAtHop());
  }

  /** Counts since the engine was made, as the processing thread sees them. */
  public EngineStats stats() {
    return new EngineStats(hops, failedHops, repairedSamples, limiter.limitedSamples());
  }

  /** Becomes as new, with the settings in force, at the start of a stream and of its music. */
  @RealTime
  public void reset() {
    clock.reset();
    beginAt(0);
  }

  /**
   * Forgets all audio, with the settings in force, in a stream and a music that go on.
   *
   * @param sample which of the stream's comes next
   */
  @RealTime
  public void beginAt(long sample) {
    stft.reset();
    sessions.reset();
    beganAt = sample;
    hopsSince = 0;
    arrive();
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
    wetness.glideTo(sessions.wetness());
    gain.glideTo(gainGoal());
    foreign = phases.foreign();
    match.listen(foreign, wetness.value());
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
    hops++;
    clock.next(secondsAtHop());
    hopsSince++;
    if (!sessions.process(spectra, windowed, clock)) {
      failedHops++;
    }
    phases.process(spectra, sessions.gains(), sessions.phase(), sessions.towards());
    sessions.addAttacks(spectra);
  }

  private void mix(float[][] out, int offset, int count) {
    boolean steady = wetness.settled() && gain.settled();
    if (steady && match.atRest()) {
      mixSteadily(out, offset, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      float w = steady ? wetness.value() : wetness.next();
      float level = 0;
      for (int c = 0; c < inputs; c++) {
        float d = dry[c][i];
        float y = wet[c][i];
        if (foreign) {
          match.hear(d, y);
        }
        float mixed = d + w * (y - d);
        level = Math.max(level, Math.abs(mixed));
        out[c][offset + i] = mixed;
      }
      float g = (steady ? gain.value() : gain.next()) * match.next(level);
      for (int c = 0; c < inputs; c++) {
        out[c][offset + i] *= g;
      }
    }
  }

  private void mixSteadily(float[][] out, int offset, int count) {
    float w = wetness.value();
    float g = gain.value();
    for (int c = 0; c < inputs; c++) {
      blend(dry[c], wet[c], w, g, count);
      System.arraycopy(wet[c], 0, out[c], offset, count);
    }
  }

  private static void blend(float[] dry, float[] wet, float w, float g, int count) {
    for (int i = 0; i < count; i++) {
      wet[i] = g * (dry[i] + w * (wet[i] - dry[i]));
    }
  }

  private float gainGoal() {
    return (float) Math.pow(10, sessions.gainDb() / 20);
  }
}
