package audio.liminal.engine;

import audio.liminal.dsp.Fft;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.PeriodFinder;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Keeps the pitch of a tone whose spectrum a gain changes much. It listens for the input's period a
 * few times in a window; lifts nothing between the tone's partials above the line from one to the
 * next ({@link #bridge}); asks {@link ToneBalance} in the next hop what else that needs, and glides
 * there ({@link #apply}). Where nothing repeats it does nothing.
 */
final class PitchGuard {
  /** How often it listens. */
  private static final double SECONDS = 0.0107;

  /** What it does in which hop since it last listened: two shares of one work. */
  private static final int LISTENS = 0;

  private static final int WEIGHS = 1;
  private static final double SMOOTHING_SECONDS = 0.025;
  private static final double GLIDE_SECONDS = 0.016;

  /** Share of the power that need not repeat, unless the input's own is larger, and the most. */
  private static final float FREE_REST = 0.08f;

  private static final float MOST_REST = 0.25f;

  /** Share of the power that may repeat a fraction of the period later, unless more always did. */
  private static final float MOST_ALIKE = 0.75f;

  /**
   * Share of the power that may lie below the tone, unless more always did, and where that ends, in
   * fundamentals: noise there that does not repeat with the tone's period half does with twice it.
   */
  private static final float MOST_BELOW = 0.03f;

  private static final float BELOW_ENDS = 0.8f;
  private static final float BELOW_FADES = 0.2f;

  /** How far from where a partial should be it is looked for, in fundamentals. */
  private static final double PARTIAL_WITHIN = 0.25;

  /** By which part of itself a period may change over two listenings and be the same tone's. */
  private static final float MOST_DRIFT = 0.12f;

  /** Bins to each side that make a neighbourhood. */
  private static final int NEIGHBOURS = 4;

  /** Bins whose turns are found from those of the first among them. */
  private static final int TOGETHER = 16;

  /** Fractions of the period that may not become the period. */
  private static final int[] FRACTIONS = {2, 3, 4, 5, 6, 7, 8};

  /** From where to where the likeness of two periods makes a tone. */
  private static final float UNCLEAR = 0.65f;

  private static final float CLEAR = 0.8f;
  private static final float MOST_FACTOR = 100;
  private static final float TINY = 1e-20f;

  private final PeriodFinder finder;
  private final GridMapper mapper;
  private final Fft fft;
  private final ToneBalance balance;
  private final int bins;
  private final int lastChannel;
  private final int hopsApart;
  private final float keep;
  private final float step;
  private final double binTurns;
  private final float[][] windowed;
  private final float[][] spectra;
  private final float[] rest;
  private final float[] meanRest;
  private final float[] meanPower;
  private final float[] restNear;
  private final float[] powerNear;
  private final float[] restShare;
  private final float[] cosines = new float[TOGETHER];
  private final float[] sines = new float[TOGETHER];
  private final float[] alike;
  private final float[] wanted;
  private final float[] factors;
  private final float[] line;
  private final float[] bridgedDb;

  /** Of the last times it listened, the newest first; 0 where there was no tone. */
  private final float[] periods = new float[3];

  private float tonality;
  private boolean begins;
  private int hops;
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
    this.balance = new ToneBalance(bins);
    this.lastChannel = channels - 1;
    this.hopsApart = (int) Math.max(2, Math.round(SECONDS * hopsPerSecond));
    this.keep = (float) Math.exp(-hopsApart / (SMOOTHING_SECONDS * hopsPerSecond));
    this.step = (float) (1 - Math.exp(-1 / (GLIDE_SECONDS * hopsPerSecond)));
    this.binTurns = grid.spacingHz() / geometry.sampleRateHz();
    this.windowed = new float[channels][geometry.analysisSamples()];
    this.spectra = new float[channels][geometry.fftSize()];
    this.rest = new float[bins];
    this.meanRest = new float[bins];
    this.meanPower = new float[bins];
    this.restNear = new float[bins];
    this.powerNear = new float[bins];
    this.restShare = new float[bins];
    this.alike = new float[bins];
    this.wanted = new float[bins];
    this.factors = new float[bins];
    this.line = new float[bins];
    this.bridgedDb = new float[bins];
    reset();
  }

  /** Forgets all audio. */
  @RealTime
  void reset() {
    if (!fresh) {
      finder.reset();
      tonality = 0;
      Arrays.fill(periods, 0);
      Arrays.fill(wanted, 1);
      Arrays.fill(factors, 1);
      Arrays.fill(bridgedDb, 0);
      hops = 0;
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
    hops = hops + 1 < hopsApart ? hops + 1 : 0;
    if (hops == LISTENS) {
      listen(power);
    } else if (hops == WEIGHS) {
      weigh();
    }
  }

  private void listen(float[] power) {
    finder.find();
    float above = (finder.clarity() - UNCLEAR) / (CLEAR - UNCLEAR);
    begins = tonality == 0;
    tonality = above > 0 ? Math.min(1, above) : 0;
    System.arraycopy(periods, 0, periods, 1, periods.length - 1);
    periods[0] = tonality > 0 ? finder.periodSamples() : 0;
    if (tonality > 0) {
      finder.writeRest(windowed);
      for (int c = 0; c < lastChannel; c++) {
        transform(c);
      }
      follow(power, meanPower);
    }
  }

  private void weigh() {
    if (tonality > 0) {
      transform(lastChannel);
      mapper.power(spectra, windowed, 0, spectra.length, rest);
      follow(rest, meanRest);
      shareOut();
    }
  }

  private void follow(float[] now, float[] mean) {
    if (begins) {
      System.arraycopy(now, 0, mean, 0, bins);
      return;
    }
    for (int k = 0; k < bins; k++) {
      mean[k] = now[k] + keep * (mean[k] - now[k]);
    }
  }

  private void transform(int channel) {
    float[] samples = windowed[channel];
    System.arraycopy(samples, 0, spectra[channel], 0, samples.length);
    Arrays.fill(spectra[channel], samples.length, spectra[channel].length, 0);
    fft.forward(spectra[channel]);
  }

  /**
   * A bin's own share or that of its neighbourhood, as one bin of noise may repeat by chance; and
   * what the period's drift adds: over as long a window as hears a pitch, one period fits a partial
   * the less the higher it is, by sin x / x of half the angle by which it drifts, here 1 / (1 + x^2
   * / 6).
   */
  private void shareOut() {
    sumNear();
    float before = periods[periods.length - 1];
    float drift = before > 0 ? periods[0] - before : 0;
    boolean same = Math.abs(drift) < MOST_DRIFT * periods[0];
    float perBin = same ? (float) (Math.PI * binTurns * drift) : 0;
    for (int k = 0; k < bins; k++) {
      float own = meanRest[k] / (meanPower[k] + TINY);
      float share = Math.max(own, restNear[k] / Math.max(TINY, powerNear[k]));
      float angle = perBin * k;
      restShare[k] = 1 - Math.max(0, 1 - share) / (1 + angle * angle * (1f / 6));
    }
  }

  private void sumNear() {
    double rest = 0;
    double power = TINY;
    for (int k = 0; k < NEIGHBOURS; k++) {
      rest += meanRest[k];
      power += meanPower[k];
    }
    for (int k = 0; k < bins; k++) {
      int in = k + NEIGHBOURS;
      int out = k - NEIGHBOURS - 1;
      rest += (in < bins ? meanRest[in] : 0) - (out >= 0 ? meanRest[out] : 0);
      power += (in < bins ? meanPower[in] : 0) - (out >= 0 ? meanPower[out] : 0);
      restNear[k] = (float) rest;
      powerNear[k] = (float) power;
    }
  }

  /**
   * Lowers gains that would fill the gaps between a tone's partials with what is there beside them:
   * a timbre's envelope has no such gaps, and a high tone's are wide enough for it to see.
   *
   * @param power of the input at each bin
   * @param gainsDb at each bin; changed
   * @param strength 0 (changes nothing) to 1
   */
  @RealTime
  void bridge(float[] power, float[] gainsDb, float strength) {
    System.arraycopy(gainsDb, 0, line, 0, bins);
    if (tonality > 0) {
      drawLine(power, gainsDb, 1 / (binTurns * finder.periodSamples()));
    }
    for (int k = 0; k < bins; k++) {
      float wantedDb = tonality * Math.min(0, line[k] - gainsDb[k]);
      bridgedDb[k] += step * (wantedDb - bridgedDb[k]);
      gainsDb[k] += strength * bridgedDb[k];
    }
  }

  /** From partial to partial, from the first to the last; beyond them it is the gain itself. */
  private void drawLine(float[] power, float[] gainsDb, double fundamental) {
    int k = (int) Math.ceil(fundamental);
    float before = atPartial(power, gainsDb, fundamental, fundamental);
    for (int partial = 2; partial * fundamental <= bins - 1; partial++) {
      float next = atPartial(power, gainsDb, partial * fundamental, fundamental);
      for (; k < partial * fundamental; k++) {
        float way = (float) (k / fundamental - (partial - 1));
        line[k] = before + way * (next - before);
      }
      before = next;
    }
  }

  /** The gain where the input has most around a place. */
  private float atPartial(float[] power, float[] gainsDb, double middle, double fundamental) {
    int from = (int) Math.round(middle - PARTIAL_WITHIN * fundamental);
    int to = (int) Math.min(bins - 1, Math.round(middle + PARTIAL_WITHIN * fundamental));
    double sum = 0;
    double weight = 0;
    for (int k = from; k <= to; k++) {
      sum += (power[k] + TINY) * gainsDb[k];
      weight += power[k] + TINY;
    }
    return (float) (sum / weight);
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
    if (hops == WEIGHS) {
      find(power, gains);
    }
    for (int k = 0; k < bins; k++) {
      factors[k] += step * (wanted[k] - factors[k]);
      gains[k] *= 1 + strength * (factors[k] - 1);
    }
  }

  private void find(float[] power, float[] gains) {
    if (tonality == 0) {
      Arrays.fill(wanted, 1);
      return;
    }
    balance.start(gains);
    float restIn = Math.min(MOST_REST, 1 - finder.clarity());
    balance.limit(power, restShare, Math.max(FREE_REST, restIn));
    double turns = binTurns * finder.periodSamples();
    markBelow((float) turns);
    limitAlike(power, MOST_BELOW);
    for (int fraction : FRACTIONS) {
      compare(turns / fraction);
      limitAlike(power, MOST_ALIKE);
    }
    float[] changed = balance.changed();
    for (int k = 0; k < bins; k++) {
      float factor = changed[k] / (gains[k] + TINY);
      boolean sound = factor >= 0 && factor <= MOST_FACTOR;
      wanted[k] = sound ? 1 + tonality * (factor - 1) : 1;
    }
  }

  /** To so much of the power, unless more of it always was. */
  private void limitAlike(float[] power, float most) {
    balance.limit(power, alike, Math.max(most, balance.share(power, alike)));
  }

  private void markBelow(float turns) {
    for (int k = 0; k < bins; k++) {
      float into = (BELOW_ENDS - turns * k) * (1 / BELOW_FADES);
      alike[k] = Math.max(0, Math.min(1, into));
    }
  }

  /** What is the same some time later, of each bin: (1 + cos) / 2 of its turns. */
  private void compare(double turns) {
    double angle = 2 * Math.PI * turns;
    turn(angle);
    double stepCosine = Math.cos(TOGETHER * angle);
    double stepSine = Math.sin(TOGETHER * angle);
    double cosine = 0.5;
    double sine = 0;
    for (int from = 0; from < bins; from += TOGETHER) {
      int count = Math.min(TOGETHER, bins - from);
      for (int i = 0; i < count; i++) {
        alike[from + i] = 0.5f + ((float) cosine * cosines[i] - (float) sine * sines[i]);
      }
      double next = cosine * stepCosine - sine * stepSine;
      sine = sine * stepCosine + cosine * stepSine;
      cosine = next;
    }
  }

  private void turn(double angle) {
    double stepCosine = Math.cos(angle);
    double stepSine = Math.sin(angle);
    double cosine = 1;
    double sine = 0;
    for (int i = 0; i < TOGETHER; i++) {
      cosines[i] = (float) cosine;
      sines[i] = (float) sine;
      double next = cosine * stepCosine - sine * stepSine;
      sine = sine * stepCosine + cosine * stepSine;
      cosine = next;
    }
  }
}
