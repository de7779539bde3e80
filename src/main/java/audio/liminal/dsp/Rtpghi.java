package audio.liminal.dsp;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Finds phases for magnitudes that have none: real-time phase gradient heap integration (Prusa and
 * Sondergaard, DAFx 2016).
 *
 * <p>A Gaussian window's phase derivatives are those of its log magnitudes; a Hann window is near
 * enough to one. From the loudest bin on, phases are summed up along both, from the hop before and
 * from bin to bin. Bins {@value #TOLERANCE} below the loudest get random phases. With one hop of
 * look-ahead the derivative along time is centred, and the result closer; without, there is no
 * delay. Hop by hop, without allocation; one instance serves one thread.
 */
public final class Rtpghi {
  private static final float TOLERANCE = 1e-3f;
  private static final double HANN_GAMMA = 0.25645;
  private static final float LEAST_MAGNITUDE = 1e-15f;
  private static final float TURN = (float) (2 * Math.PI);
  private static final long SEED = 0x2545F4914F6CDD1DL;

  private final int bins;
  private final boolean lookAhead;
  private final float advance;
  private final float alongBins;
  private final float alongHops;
  private final float shift;
  private final PhaseHeap heap;
  private final boolean[] found;
  private final float[] slopeOverBins;

  /** Logarithms of the newest magnitudes and of those one and two hops before. */
  private final float[][] logs = new float[3][];

  private final float[] held;
  private float[] phase;
  private float[] phaseBefore;
  private float[] slopeOverTime;
  private float[] slopeOverTimeBefore;
  private long random = SEED;

  /**
   * @param geometry of a transform with a Hann window
   * @param lookAhead whether results come one hop late and closer
   */
  public Rtpghi(StftGeometry geometry, boolean lookAhead) {
    if (geometry.analysisSamples() != geometry.synthesisSamples()) {
      throw new BadInputException(
          "phase reconstruction", "window", "asymmetric", "a Hann window (studio or hq)");
    }
    double hop = geometry.hopSamples();
    double size = geometry.fftSize();
    double window = geometry.analysisSamples();
    double gamma = HANN_GAMMA * window * window;
    this.bins = geometry.bins();
    this.lookAhead = lookAhead;
    this.advance = (float) (2 * Math.PI * hop / size);
    this.alongBins = (float) (hop * size / (2 * gamma));
    this.alongHops = (float) (-gamma / (2 * hop * size));
    this.shift = (float) (-Math.PI * window / size);
    this.heap = new PhaseHeap(2 * bins);
    this.found = new boolean[bins];
    this.slopeOverBins = new float[bins];
    this.slopeOverTime = new float[bins];
    this.slopeOverTimeBefore = new float[bins];
    this.phase = new float[bins];
    this.phaseBefore = new float[bins];
    this.held = new float[bins];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = new float[bins];
    }
    reset();
  }

  /** Hops between magnitudes and their spectrum. */
  public int delayHops() {
    return lookAhead ? 1 : 0;
  }

  /** Forgets all hops before. */
  @RealTime
  public void reset() {
    for (float[] log : logs) {
      Arrays.fill(log, (float) Math.log(LEAST_MAGNITUDE));
    }
    Arrays.fill(held, 0);
    Arrays.fill(phase, 0);
    Arrays.fill(slopeOverTime, 0);
    random = SEED;
  }

  /**
   * Starts from a spectrum whose phases are known, as if it had sounded for a while.
   *
   * @param packed as {@link Fft} packs spectra
   */
  @RealTime
  public void startFrom(float[] packed) {
    reset();
    for (int m = 0; m < bins; m++) {
      boolean real = m == 0 || m == bins - 1;
      float re = packed[m == bins - 1 ? 1 : 2 * m];
      float im = real ? 0 : packed[2 * m + 1];
      held[m] = (float) Math.sqrt(re * re + im * im);
      phase[m] = (float) (Math.atan2(im, re) - shift * m);
      slopeOverTime[m] = advance * m;
    }
    for (int i = 0; i < logs.length; i++) {
      remember(held);
    }
  }

  /**
   * Takes a hop's magnitudes and gives a spectrum, {@link #delayHops()} hops late.
   *
   * @param magnitudes one for each bin, none negative
   * @param packed written as {@link Fft} packs spectra
   */
  @RealTime
  public void process(float[] magnitudes, float[] packed) {
    remember(magnitudes);
    float[] here = lookAhead ? logs[1] : logs[0];
    float[] before = lookAhead ? logs[2] : logs[1];
    slopes(here);
    integrate(here, before);
    if (lookAhead) {
      write(held, packed);
      System.arraycopy(magnitudes, 0, held, 0, bins);
    } else {
      write(magnitudes, packed);
    }
  }

  private void remember(float[] magnitudes) {
    float[] oldest = logs[2];
    logs[2] = logs[1];
    logs[1] = logs[0];
    logs[0] = oldest;
    for (int m = 0; m < bins; m++) {
      float magnitude = magnitudes[m];
      oldest[m] = (float) Math.log(magnitude > LEAST_MAGNITUDE ? magnitude : LEAST_MAGNITUDE);
    }
  }

  private void slopes(float[] here) {
    float[] swap = slopeOverTimeBefore;
    slopeOverTimeBefore = slopeOverTime;
    slopeOverTime = swap;
    for (int m = 0; m < bins; m++) {
      float above = here[m < bins - 1 ? m + 1 : m];
      float below = here[m > 0 ? m - 1 : m];
      slopeOverTime[m] = advance * m + alongBins * (above - below);
      float rise =
          lookAhead ? logs[0][m] - logs[2][m] : 3 * logs[0][m] - 4 * logs[1][m] + logs[2][m];
      slopeOverBins[m] = alongHops * rise;
    }
  }

  private void integrate(float[] here, float[] before) {
    float[] swap = phaseBefore;
    phaseBefore = phase;
    phase = swap;
    float loudest = here[0];
    for (int m = 0; m < bins; m++) {
      loudest = here[m] > loudest ? here[m] : loudest;
      loudest = before[m] > loudest ? before[m] : loudest;
    }
    float least = loudest + (float) Math.log(TOLERANCE);
    heap.clear();
    for (int m = 0; m < bins; m++) {
      found[m] = here[m] <= least;
      if (found[m]) {
        phase[m] = randomPhase();
      } else {
        heap.add(m, before[m]);
      }
    }
    while (!heap.isEmpty()) {
      int item = heap.takeLoudest();
      if (item < bins) {
        continueFromBefore(item, here);
      } else {
        spread(item - bins, here);
      }
    }
  }

  /** From the same bin one hop before. */
  private void continueFromBefore(int m, float[] here) {
    if (!found[m]) {
      settle(m, phaseBefore[m] + 0.5f * (slopeOverTimeBefore[m] + slopeOverTime[m]), here);
    }
  }

  /** To the neighbours above and below. */
  private void spread(int m, float[] here) {
    if (m < bins - 1 && !found[m + 1]) {
      settle(m + 1, phase[m] + 0.5f * (slopeOverBins[m] + slopeOverBins[m + 1]), here);
    }
    if (m > 0 && !found[m - 1]) {
      settle(m - 1, phase[m] - 0.5f * (slopeOverBins[m] + slopeOverBins[m - 1]), here);
    }
  }

  private void settle(int m, float radians, float[] here) {
    phase[m] = radians - TURN * Math.round(radians / TURN);
    found[m] = true;
    heap.add(bins + m, here[m]);
  }

  /** An xorshift generator's next number as an angle (Marsaglia 2003). */
  private float randomPhase() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return (random >>> 40) * (TURN / (1 << 24));
  }

  /** Phases count from the window's centre; a transform's from its first sample. */
  private void write(float[] magnitudes, float[] packed) {
    for (int m = 1; m < bins - 1; m++) {
      double radians = phase[m] + shift * m;
      packed[2 * m] = (float) (magnitudes[m] * Math.cos(radians));
      packed[2 * m + 1] = (float) (magnitudes[m] * Math.sin(radians));
    }
    packed[0] = Math.copySign(magnitudes[0], (float) Math.cos(phase[0]));
    packed[1] =
        Math.copySign(magnitudes[bins - 1], (float) Math.cos(phase[bins - 1] + shift * (bins - 1)));
  }
}
