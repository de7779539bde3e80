package audio.liminal.dsp;

/** Analysis and synthesis windows that reconstruct perfectly under overlap-add. */
final class Windows {
  private Windows() {}

  /** The periodic Hann window. */
  static double[] hann(int size) {
    double[] w = new double[size];
    for (int n = 0; n < size; n++) {
      w[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / size);
    }
    return w;
  }

  /**
   * The low-delay analysis window of Mauler and Martin (2007): a long rise of {@code size - m}
   * samples and a short fall of {@code m = synthesisSize / 2} samples.
   */
  static double[] asymmetricAnalysis(int size, int synthesisSize) {
    int m = synthesisSize / 2;
    double[] rise = hann(2 * (size - m));
    double[] fall = hann(synthesisSize);
    double[] a = new double[size];
    for (int n = 0; n < size; n++) {
      a[n] = Math.sqrt(n < size - m ? rise[n] : fall[n - (size - synthesisSize)]);
    }
    return a;
  }

  /**
   * The synthesis window that makes {@link #asymmetricAnalysis} times itself a Hann window of
   * {@code synthesisSize} samples, scaled so that hops of {@code hop} samples sum to one.
   */
  static double[] asymmetricSynthesis(double[] analysis, int synthesisSize, int hop) {
    int size = analysis.length;
    double[] product = hann(synthesisSize);
    double scale = 2.0 * hop / synthesisSize;
    double[] w = new double[size];
    for (int n = size - synthesisSize; n < size; n++) {
      double a = analysis[n];
      w[n] = a > 0 ? scale * product[n - (size - synthesisSize)] / a : 0;
    }
    return w;
  }

  /** The canonical dual of an analysis window: itself over the sum of its shifted squares. */
  static double[] canonicalDual(double[] analysis, int hop) {
    double[] sum = new double[hop];
    for (int n = 0; n < analysis.length; n++) {
      sum[n % hop] += analysis[n] * analysis[n];
    }
    double[] w = new double[analysis.length];
    for (int n = 0; n < w.length; n++) {
      w[n] = analysis[n] / sum[n % hop];
    }
    return w;
  }

  static float[] toFloat(double[] window) {
    float[] w = new float[window.length];
    for (int n = 0; n < w.length; n++) {
      w[n] = (float) window[n];
    }
    return w;
  }
}
