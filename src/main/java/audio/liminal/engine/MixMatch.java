package audio.liminal.engine;

import audio.liminal.signal.RealTime;

/**
 * The factor that makes a mix of two signals as loud as if they were in phase, from their energies
 * and their correlation in the last {@value #SECONDS} s; no more than what the mix can bear. One
 * instance serves one thread.
 */
final class MixMatch {
  private static final double SECONDS = 0.1;
  private static final float MOST = 2;
  private static final float TINY = 1e-9f;

  /** How long a peak of the mix is remembered. */
  private static final double PEAK_SECONDS = 0.1;

  private final Ramp factor;
  private final float keep;
  private final float keepPeak;
  private boolean active;
  private float dry;
  private float wet;
  private float both;
  private float peak;

  /**
   * @param hopSamples samples between two calls of {@link #listen}
   */
  MixMatch(int hopSamples, int sampleRateHz) {
    this.factor = new Ramp(hopSamples);
    this.keep = (float) Math.exp(-hopSamples / (SECONDS * sampleRateHz));
    this.keepPeak = (float) Math.exp(-1 / (PEAK_SECONDS * sampleRateHz));
  }

  @RealTime
  void reset() {
    dry = 0;
    wet = 0;
    both = 0;
    peak = 0;
    factor.jumpTo(1);
  }

  /** Takes in one sample of a channel. */
  @RealTime
  void hear(float drySample, float wetSample) {
    dry += drySample * drySample;
    wet += wetSample * wetSample;
    both += drySample * wetSample;
  }

  /**
   * Sets the goal for the next hop.
   *
   * @param active whether anything is to be matched; where not, the factor is 1
   * @param wetness 0 (dry) to 1 (wet)
   */
  @RealTime
  void listen(boolean active, float wetness) {
    if (atRest()) {
      peak = 0;
    }
    this.active = active;
    float goal = 1;
    if (active) {
      float rest = 1 - wetness;
      double mixed =
          rest * rest * dry + wetness * wetness * wet + 2.0 * rest * wetness * both + TINY;
      double inPhase = rest * Math.sqrt(dry) + wetness * Math.sqrt(wet);
      goal = (float) Math.sqrt((inPhase * inPhase + TINY) / Math.max(TINY, mixed));
    }
    factor.glideTo(Math.max(1, Math.min(MOST, goal)));
    dry *= keep;
    wet *= keep;
    both *= keep;
  }

  /** Whether there is nothing to match and no factor on the mix. */
  @RealTime
  boolean atRest() {
    return !active && factor.settled() && factor.value() == 1;
  }

  /**
   * For the next sample.
   *
   * @param level of the mix before, in its loudest channel
   */
  @RealTime
  float next(float level) {
    peak = Math.max(peak * keepPeak, Math.max(TINY, level)); // above denormals
    float wanted = factor.settled() ? factor.value() : factor.next();
    return wanted * peak > Limiter.LIMIT ? Math.max(1, Limiter.LIMIT / peak) : wanted;
  }
}
