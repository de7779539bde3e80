package audio.liminal.dsp;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * The exact power of two real signals at equidistant frequencies that need not be a transform's
 * bins.
 *
 * <p>Bluestein's algorithm (1970): the Fourier sum at {@code k * spacing} is a convolution with a
 * chirp, done here by a power-of-two transform. Both channels go through it at once as one complex
 * signal, from minus to plus the top frequency, and are told apart by symmetry.
 */
final class ChirpZ {
  private final int bins;
  private final Fft fft;
  private final float[] inputChirp;
  private final float[] kernel;
  private final float[] work;

  /**
   * @param samples length of the signals
   * @param stepTurns distance of two frequencies, in turns a sample (spacing over sample rate)
   * @param bins count of frequencies from 0
   */
  ChirpZ(int samples, double stepTurns, int bins) {
    if (samples < 1) {
      throw new BadInputException("chirp-z", "samples", samples, "at least 1");
    }
    this.bins = bins;
    int points = 2 * bins - 1;
    this.fft = new Fft(Integer.highestOneBit(samples + points - 2) * 2);
    this.inputChirp = new float[2 * samples];
    this.kernel = new float[2 * fft.size()];
    this.work = new float[2 * fft.size()];
    int first = -(bins - 1);
    for (int n = 0; n < samples; n++) {
      // n k = (n^2 + k^2 - (k-n)^2) / 2, with k counted from the first frequency
      double phase = -2 * Math.PI * stepTurns * ((double) n * first + 0.5 * n * (double) n);
      inputChirp[2 * n] = (float) Math.cos(phase);
      inputChirp[2 * n + 1] = (float) Math.sin(phase);
    }
    for (int lag = -(samples - 1); lag < points; lag++) {
      double phase = Math.PI * stepTurns * lag * (double) lag;
      int at = Math.floorMod(lag, fft.size());
      kernel[2 * at] = (float) Math.cos(phase);
      kernel[2 * at + 1] = (float) Math.sin(phase);
    }
    fft.complexForward(kernel);
  }

  /**
   * Writes {@code |left|^2 + |right|^2} at each frequency.
   *
   * @param right may be {@code left} itself, for a mono signal counted twice
   */
  @RealTime
  void power(float[] left, float[] right, float[] power) {
    Arrays.fill(work, 0);
    for (int n = 0; n < inputChirp.length / 2; n++) {
      float re = inputChirp[2 * n];
      float im = inputChirp[2 * n + 1];
      work[2 * n] = left[n] * re - right[n] * im;
      work[2 * n + 1] = left[n] * im + right[n] * re;
    }
    fft.complexForward(work);
    for (int k = 0; k < work.length; k += 2) {
      float re = work[k] * kernel[k] - work[k + 1] * kernel[k + 1];
      work[k + 1] = work[k] * kernel[k + 1] + work[k + 1] * kernel[k];
      work[k] = re;
    }
    fft.complexInverse(work);
    // the output chirp has magnitude one: powers do not need it
    for (int k = 0; k < bins; k++) {
      power[k] = 0.5f * (squared(bins - 1 + k) + squared(bins - 1 - k));
    }
  }

  private float squared(int point) {
    return work[2 * point] * work[2 * point] + work[2 * point + 1] * work[2 * point + 1];
  }
}
