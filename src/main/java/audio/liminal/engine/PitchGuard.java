package audio.liminal.engine;

import audio.liminal.dsp.Fft;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.PeriodFinder;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Keeps the pitch of a tone whose spectrum a gain changes much: what does not repeat with the
 * tone's period may not drown what does, and the fundamental may not vanish behind the octave.
 *
 * <p>What a gain lifts out of the noise is held down where it is loudest, by {@code c / (c + r)}
 * with its power r at a bin and the one ceiling c that leaves it the share it may have; the weaker
 * rest of the new timbre stays as it is. Where nothing repeats it does nothing.
 */
final class PitchGuard {
  /** Share of the power that need not repeat, unless the input's own is larger. */
  private static final float MOST_REST = 0.12f;

  /** A bin of whose power a third does not repeat belongs to the rest with all it has. */
  private static final float REST_SCALE = 3;

  /** Bins to each side that make a neighbourhood. */
  private static final int NEIGHBOURS = 4;

  /** Fractions of the period that may not become the period, and how much must differ there. */
  private static final int[] FRACTIONS = {2, 3};

  private static final float LEAST_UNLIKE = 0.2f;

  /** From where to where the likeness of two periods makes a tone. */
  private static final float UNCLEAR = 0.7f;

  private static final float CLEAR = 0.85f;
  private static final double SMOOTHING_SECONDS = 0.015;
  private static final int HALVINGS = 10;
  private static final float WIDEST = 1e6f;
  private static final float TINY = 1e-20f;

  private final PeriodFinder finder;
  private final GridMapper mapper;
  private final Fft fft;
  private final int bins;
  private final float keep;
  private final double binTurns;
  private final float[][] windowed;
  private final float[][] spectra;
  private final float[] rest;
  private final float[] meanRest;
  private final float[] meanPower;
  private final float[] restShare;
  private final float[][] unlike;
  private final float[] restOut;
  private float tonality;
  private boolean fresh;

  /**
   * @param mapper from the stream's spectra to the grid
   * @param channels 1 or 2
   */
  PitchGuard(StftGeometry geometry, SpectrumGrid grid, GridMapper mapper, int channels) {
    double hopsPerSecond = (double) geometry.sampleRateHz() / geometry.hopSamples();
    this.finder = new PeriodFinder(geometry, channels);
    this.mapper = mapper;
    this.fft = new Fft(geometry.fftSize());
    this.bins = grid.bins();
    this.keep = (float) Math.exp(-1 / (SMOOTHING_SECONDS * hopsPerSecond));
    this.binTurns = grid.spacingHz() / geometry.sampleRateHz();
    this.windowed = new float[channels][geometry.analysisSamples()];
    this.spectra = new float[channels][geometry.fftSize()];
    this.rest = new float[bins];
    this.meanRest = new float[bins];
    this.meanPower = new float[bins];
    this.restShare = new float[bins];
    this.unlike = new float[FRACTIONS.length][bins];
    this.restOut = new float[bins];
    reset();
  }

  /** Forgets all audio. */
  @RealTime
  void reset() {
    if (!fresh) {
      finder.reset();
      Arrays.fill(meanRest, 0);
      Arrays.fill(meanPower, 0);
      tonality = 0;
      fresh = true;
    }
  }

  /**
   * Takes in a hop of the input.
   *
   * @param input each channel's samples times the analysis window
   * @param power of the input at each bin of the grid
   */
  @RealTime
  void hear(float[][] input, float[] power) {
    fresh = false;
    finder.hear(input);
    float above = (finder.clarity() - UNCLEAR) / (CLEAR - UNCLEAR);
    tonality = above < 0 ? 0 : above > 1 ? 1 : above;
    if (tonality > 0) {
      measureRest();
      for (int i = 0; i < FRACTIONS.length; i++) {
        compare(FRACTIONS[i], unlike[i]);
      }
    } else {
      System.arraycopy(power, 0, rest, 0, bins);
    }
    for (int k = 0; k < bins; k++) {
      meanRest[k] = rest[k] + keep * (meanRest[k] - rest[k]);
      meanPower[k] = power[k] + keep * (meanPower[k] - power[k]);
    }
    shareOut();
  }

  /** A bin's own share or that of its neighbourhood, as one bin of noise may repeat by chance. */
  private void shareOut() {
    double restNear = 0;
    double powerNear = TINY;
    for (int k = -NEIGHBOURS; k < bins; k++) {
      int in = k + NEIGHBOURS;
      int out = k - NEIGHBOURS - 1;
      restNear += (in < bins ? meanRest[in] : 0) - (out >= 0 ? meanRest[out] : 0);
      powerNear += (in < bins ? meanPower[in] : 0) - (out >= 0 ? meanPower[out] : 0);
      if (k >= 0) {
        double own = meanRest[k] / (meanPower[k] + TINY);
        restShare[k] =
            (float) Math.min(1, REST_SCALE * Math.max(own, restNear / Math.max(TINY, powerNear)));
      }
    }
  }

  private void measureRest() {
    finder.writeRest(windowed);
    for (int c = 0; c < spectra.length; c++) {
      System.arraycopy(windowed[c], 0, spectra[c], 0, windowed[c].length);
      Arrays.fill(spectra[c], windowed[c].length, spectra[c].length, 0);
      fft.forward(spectra[c]);
    }
    mapper.power(spectra, windowed, 0, spectra.length, rest);
  }

  /** What a fraction of a period later is not the same, of each bin: (1 - cos) / 2, stepwise. */
  private void compare(int fraction, float[] shares) {
    double step = Math.cos(2 * Math.PI * binTurns * finder.periodSamples() / fraction);
    double before = step;
    double here = 1;
    for (int k = 0; k < bins; k++) {
      shares[k] = (float) (0.5 - 0.5 * here);
      double next = 2 * step * here - before;
      before = here;
      here = next;
    }
  }

  /**
   * Changes gains so that the pitch can be heard.
   *
   * @param power of the input at each bin
   * @param gains amplitude factors at each bin; changed
   * @param strength 0 (changes nothing) to 1
   */
  @RealTime
  void apply(float[] power, float[] gains, float strength) {
    float held = tonality * strength;
    if (held > 0) {
      holdRest(power, gains, held);
      for (float[] shares : unlike) {
        liftFundamental(power, gains, shares, held);
      }
    }
  }

  private void holdRest(float[] power, float[] gains, float strength) {
    double powerIn = TINY;
    double restIn = 0;
    double toneOut = TINY;
    double allRestOut = 0;
    for (int k = 0; k < bins; k++) {
      float out = power[k] * gains[k] * gains[k];
      restOut[k] = out * restShare[k];
      powerIn += power[k];
      restIn += power[k] * restShare[k];
      toneOut += out - restOut[k];
      allRestOut += restOut[k];
    }
    double share = Math.max(MOST_REST, restIn / powerIn);
    double allowed = share / (1 - share) * toneOut;
    if (share >= 1 || allRestOut <= allowed) {
      return;
    }
    float least = (float) Math.sqrt(toneOut / (powerIn - restIn + TINY));
    float ceiling = ceiling(allowed, allRestOut / bins);
    for (int k = 0; k < bins; k++) {
      float low = (float) Math.sqrt(ceiling / (ceiling + restOut[k]));
      float g = gains[k] * (1 - strength * restShare[k] * (1 - low));
      gains[k] = g < least ? Math.min(gains[k], least) : g;
    }
  }

  /** Under which ceiling the rest has the power allowed, by halving the range in the logarithm. */
  private float ceiling(double allowed, double mean) {
    float low = (float) mean / WIDEST;
    float high = (float) mean * WIDEST;
    for (int i = 0; i < HALVINGS; i++) {
      float middle = (float) Math.sqrt((double) low * high);
      double sum = 0;
      for (int k = 0; k < bins; k++) {
        sum += restOut[k] * middle / (middle + restOut[k]);
      }
      low = sum > allowed ? low : middle;
      high = sum > allowed ? middle : high;
    }
    return low;
  }

  /** Lifts the fundamental until the period's fraction is no period, but not above the mean. */
  private void liftFundamental(float[] power, float[] gains, float[] shares, float strength) {
    double fundamental = 1 / (binTurns * finder.periodSamples());
    int from = (int) Math.ceil(0.5 * fundamental);
    int to = Math.min(bins, (int) Math.ceil(1.5 * fundamental));
    double powerIn = TINY;
    double unlikeIn = 0;
    double powerOut = TINY;
    double unlikeOut = 0;
    double fundamentalOut = TINY;
    double fundamentalIn = TINY;
    for (int k = 0; k < bins; k++) {
      float out = power[k] * gains[k] * gains[k];
      powerIn += power[k];
      unlikeIn += power[k] * shares[k];
      powerOut += out;
      unlikeOut += out * shares[k];
      if (k >= from && k < to) {
        fundamentalOut += out * shares[k];
        fundamentalIn += power[k] * shares[k];
      }
    }
    double share = Math.min(LEAST_UNLIKE, unlikeIn / powerIn);
    double missing = (share * powerOut - unlikeOut) / (1 - share);
    double lift = Math.sqrt(1 + Math.max(0, missing) / fundamentalOut);
    lift = Math.min(lift, Math.sqrt(powerOut / powerIn * fundamentalIn / fundamentalOut));
    for (int k = from; k < to && lift > 1; k++) {
      gains[k] *= (float) (1 + strength * (lift - 1));
    }
  }
}
