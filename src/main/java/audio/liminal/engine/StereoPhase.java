package audio.liminal.engine;

import audio.liminal.dsp.Rtpghi;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Reconstructs the phases of all channels together: {@link Rtpghi} finds those of their mean power,
 * and each bin of all channels is turned by one angle, so that every difference in phase between
 * the channels stays.
 *
 * <p>The angle is that from a bin's loudest channel to what was found. Another channel takes that
 * part only when it is {@value #CLEARLY} times as strong, as each change of it is a jump.
 */
final class StereoPhase {
  private static final float CLEARLY = 4;
  private static final float TINY = 1e-30f;

  private final Rtpghi rtpghi;
  private final int inputs;
  private final int bins;
  private final int[] loudest;
  private final float[] reference;
  private final float[] magnitudes;
  private final float[] found;
  private boolean begins;

  StereoPhase(StftGeometry geometry, int inputs) {
    this.rtpghi = new Rtpghi(geometry, false);
    this.inputs = inputs;
    this.bins = geometry.bins();
    this.loudest = new int[bins];
    this.reference = new float[geometry.fftSize()];
    this.magnitudes = new float[bins];
    this.found = new float[geometry.fftSize()];
  }

  /** Lets the next hop keep the phases that it has, and go on from them. */
  @RealTime
  void begin() {
    Arrays.fill(loudest, 0);
    begins = true;
  }

  /**
   * Gives spectra their magnitudes times the gains, and new phases.
   *
   * @param gains factors on packed spectra
   * @param out written, one packed spectrum for each input
   */
  @RealTime
  void process(float[][] spectra, float[] gains, float[][] out) {
    refer(spectra);
    if (begins) {
      begins = false;
      startFrom(spectra, gains, out);
      return;
    }
    for (int k = 0; k < bins; k++) {
      float power = 0;
      for (int c = 0; c < inputs; c++) {
        power += power(spectra[c], k);
      }
      float gain = gains[k == bins - 1 ? 1 : 2 * k];
      magnitudes[k] = gain * (float) Math.sqrt(power / inputs);
    }
    rtpghi.process(magnitudes, found);
    for (int k = 0; k < bins; k++) {
      turn(spectra, gains, out, k);
    }
  }

  /** As the gains leave them: a gain that set in after the start would be taken for an onset. */
  private void startFrom(float[][] spectra, float[] gains, float[][] out) {
    for (int i = 0; i < gains.length; i++) {
      reference[i] *= gains[i];
      for (int c = 0; c < inputs; c++) {
        out[c][i] = spectra[c][i] * gains[i];
      }
    }
    rtpghi.startFrom(reference);
  }

  /** Takes each bin from its loudest channel. */
  private void refer(float[][] spectra) {
    for (int k = 0; k < bins; k++) {
      float own = power(spectra[loudest[k]], k);
      for (int c = 0; c < inputs; c++) {
        float other = power(spectra[c], k);
        if (other > CLEARLY * own) {
          loudest[k] = c;
          own = other;
        }
      }
      float[] x = spectra[loudest[k]];
      if (k == bins - 1) {
        reference[1] = x[1];
      } else {
        reference[2 * k] = x[2 * k];
        reference[2 * k + 1] = k == 0 ? reference[1] : x[2 * k + 1];
      }
    }
  }

  private float power(float[] x, int k) {
    if (k == 0) {
      return x[0] * x[0];
    }
    return k == bins - 1 ? x[1] * x[1] : x[2 * k] * x[2 * k] + x[2 * k + 1] * x[2 * k + 1];
  }

  private void turn(float[][] spectra, float[] gains, float[][] out, int k) {
    if (k == 0 || k == bins - 1) {
      int i = k == 0 ? 0 : 1;
      float sign = Math.signum(found[i]) * Math.signum(reference[i]);
      for (int c = 0; c < inputs; c++) {
        out[c][i] = spectra[c][i] * gains[i] * sign;
      }
      return;
    }
    int i = 2 * k;
    float ownRe = reference[i];
    float ownIm = reference[i + 1];
    // found times the reference's conjugate, made a turn and times the gain
    float re = found[i] * ownRe + found[i + 1] * ownIm;
    float im = found[i + 1] * ownRe - found[i] * ownIm;
    float norm = gains[i] / (float) Math.sqrt(re * re + im * im + TINY);
    re *= norm;
    im *= norm;
    for (int c = 0; c < inputs; c++) {
      float[] x = spectra[c];
      out[c][i] = re * x[i] - im * x[i + 1];
      out[c][i + 1] = re * x[i + 1] + im * x[i];
    }
  }
}
