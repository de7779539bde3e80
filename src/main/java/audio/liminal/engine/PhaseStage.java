package audio.liminal.engine;

import audio.liminal.dsp.FineStructure;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.morph.PhaseMode;
import audio.liminal.signal.RealTime;

/**
 * Gives the morph's magnitudes their phases, and fades where other ones are wanted.
 *
 * <p>With the asymmetric windows of the live profile phases cannot be reconstructed: there {@link
 * PhaseMode#RTPGHI} and {@link PhaseMode#AUTO} are {@link PhaseMode#INPUT}. Without a sidechain so
 * is {@link PhaseMode#AB_SUM}.
 */
final class PhaseStage {
  private static final double FADE_SECONDS = 0.04;
  private static final double FINE_SECONDS = 0.06;
  private static final float RECONSTRUCT_ABOVE_DB = 5;
  private static final float INPUT_BELOW_DB = 3.5f;
  private static final float TINY = 1e-20f;

  /** Share of a bin's power below which what cancels out is not made up for. */
  private static final float LEAST_LEFT = 0.25f;

  private final int inputs;
  private final int sidechains;
  private final StereoPhase reconstruction;
  private final FineStructure fine;
  private final float fadeStep;
  private final float keep;
  private final float[][] before;
  private final float[][] after;
  private float fineEnergy;
  private float fineSquare;
  private boolean finelyChanged;
  private PhaseMode now = PhaseMode.INPUT;

  /** What is faded to; {@link #now} while nothing is. */
  private PhaseMode next = PhaseMode.INPUT;

  private float share;

  PhaseStage(StftGeometry geometry, int inputs, int sidechains) {
    double hopsPerSecond = (double) geometry.sampleRateHz() / geometry.hopSamples();
    boolean symmetric = geometry.analysisSamples() == geometry.synthesisSamples();
    this.inputs = inputs;
    this.sidechains = sidechains;
    this.reconstruction = symmetric ? new StereoPhase(geometry, inputs) : null;
    this.fine = new FineStructure(geometry);
    this.fadeStep = (float) Math.min(1, 1 / (FADE_SECONDS * hopsPerSecond));
    this.keep = (float) Math.exp(-1 / (FINE_SECONDS * hopsPerSecond));
    this.before = new float[inputs][geometry.fftSize()];
    this.after = new float[inputs][geometry.fftSize()];
  }

  /** Forgets all audio; the next hop begins with the mode it is told. */
  @RealTime
  void reset() {
    now = null;
    finelyChanged = false;
    fineEnergy = 0;
    fineSquare = 0;
  }

  /** Whether other phases than the input's are heard. */
  @RealTime
  boolean foreign() {
    return now != PhaseMode.INPUT || next != PhaseMode.INPUT;
  }

  /**
   * Makes the outputs' spectra of the inputs'.
   *
   * @param spectra the inputs', changed in place, and the sidechain's
   * @param gains factors on their magnitudes
   * @param towards 0 (the input) to 1 (the sidechain), for the sum's phases
   */
  @RealTime
  void process(float[][] spectra, float[] gains, PhaseMode wanted, float towards) {
    choose(realised(wanted, spectra[0], gains));
    if (now == PhaseMode.INPUT && next == now) {
      for (int c = 0; c < inputs; c++) {
        scale(spectra[c], gains, spectra[c]);
      }
      return;
    }
    render(now, spectra, gains, towards, before);
    if (next != now) {
      render(next, spectra, gains, towards, after);
      fade();
    }
    for (int c = 0; c < inputs; c++) {
      System.arraycopy(before[c], 0, spectra[c], 0, gains.length);
    }
  }

  private PhaseMode realised(PhaseMode wanted, float[] packed, float[] gains) {
    if (wanted == PhaseMode.AB_SUM) {
      return sidechains > 0 ? wanted : PhaseMode.INPUT;
    }
    if (reconstruction == null || wanted == PhaseMode.INPUT) {
      return PhaseMode.INPUT;
    }
    return wanted == PhaseMode.RTPGHI || changesFinely(packed, gains)
        ? PhaseMode.RTPGHI
        : PhaseMode.INPUT;
  }

  private boolean changesFinely(float[] packed, float[] gains) {
    fine.measure(gains, packed);
    fineEnergy = keep * fineEnergy + fine.energy();
    fineSquare = keep * fineSquare + fine.weightedSquare();
    float limit = finelyChanged ? INPUT_BELOW_DB : RECONSTRUCT_ABOVE_DB;
    finelyChanged = fineSquare > limit * limit * fineEnergy;
    return finelyChanged;
  }

  private void choose(PhaseMode wanted) {
    if (now == null) {
      now = wanted;
      next = wanted;
      if (wanted == PhaseMode.RTPGHI) {
        reconstruction.begin();
      }
    } else if (next != now) {
      share += fadeStep;
      now = share >= 1 ? next : now;
    } else if (wanted != now) {
      next = wanted;
      share = fadeStep;
      if (wanted == PhaseMode.RTPGHI) {
        reconstruction.begin();
      }
    }
  }

  private void render(
      PhaseMode mode, float[][] spectra, float[] gains, float towards, float[][] out) {
    if (mode == PhaseMode.RTPGHI) {
      reconstruction.process(spectra, gains, out);
      return;
    }
    for (int c = 0; c < inputs; c++) {
      if (mode == PhaseMode.INPUT || towards == 0) {
        scale(spectra[c], gains, out[c]);
      } else {
        int left = inputs + Math.min(c, sidechains - 1);
        int right = inputs == 1 ? inputs + sidechains - 1 : left;
        sum(spectra[c], spectra[left], spectra[right], gains, towards, out[c]);
      }
    }
  }

  private static void scale(float[] x, float[] gains, float[] out) {
    for (int i = 0; i < gains.length; i++) {
      out[i] = x[i] * gains[i];
    }
  }

  /** The magnitudes of x, the phases of {@code (1 - towards) x + towards (left + right) / 2}. */
  private static void sum(
      float[] x, float[] left, float[] right, float[] gains, float towards, float[] out) {
    for (int i = 0; i < gains.length; i += 2) {
      float re = x[i] + towards * (0.5f * (left[i] + right[i]) - x[i]);
      float im = x[i + 1] + towards * (0.5f * (left[i + 1] + right[i + 1]) - x[i + 1]);
      if (i == 0) {
        out[0] = Math.copySign(x[0], re) * gains[0];
        out[1] = Math.copySign(x[1], im) * gains[1];
        continue;
      }
      float power = re * re + im * im;
      float own = x[i] * x[i] + x[i + 1] * x[i + 1];
      boolean known = power > TINY;
      float factor = known ? gains[i] * (float) Math.sqrt(own / power) : gains[i];
      out[i] = factor * (known ? re : x[i]);
      out[i + 1] = factor * (known ? im : x[i + 1]);
    }
  }

  /** Mixes both, each bin as loud as it is in one, unless they all but cancel out. */
  private void fade() {
    float rest = 1 - share;
    for (int c = 0; c < inputs; c++) {
      float[] from = before[c];
      float[] to = after[c];
      for (int i = 0; i < from.length; i += 2) {
        float wanted = rest * power(from, i) + share * power(to, i);
        from[i] = rest * from[i] + share * to[i];
        from[i + 1] = rest * from[i + 1] + share * to[i + 1];
        float factor =
            (float) Math.sqrt(wanted / Math.max(LEAST_LEFT * wanted + TINY, power(from, i)));
        from[i] *= factor;
        from[i + 1] *= factor;
      }
    }
  }

  private static float power(float[] packed, int i) {
    return packed[i] * packed[i] + packed[i + 1] * packed[i + 1];
  }
}
