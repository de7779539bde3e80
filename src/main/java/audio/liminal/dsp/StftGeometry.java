package audio.liminal.dsp;

import audio.liminal.signal.BadInputException;

/**
 * One streaming transform's sizes, all in samples, and its windows.
 *
 * <p>The synthesis window is zero outside its last {@code synthesisSamples}, which alone cause the
 * delay.
 *
 * @param sampleRateHz samples a second
 * @param hopSamples distance between two spectra
 * @param analysisSamples length of the analysis window, a multiple of the hop
 * @param synthesisSamples length of the synthesis window's support, a multiple of the hop
 * @param fftSize transform length, the power of two at or above {@code analysisSamples}
 * @param analysis the analysis window, {@code analysisSamples} long
 * @param synthesis the synthesis window, {@code analysisSamples} long
 */
public record StftGeometry(
    int sampleRateHz,
    int hopSamples,
    int analysisSamples,
    int synthesisSamples,
    int fftSize,
    float[] analysis,
    float[] synthesis) {

  /**
   * Hann windows where both lengths agree, else the asymmetric pair of Mauler and Martin (2007).
   */
  static StftGeometry of(int sampleRateHz, int hop, int analysisSamples, int synthesisSamples) {
    if (synthesisSamples % hop != 0 || synthesisSamples < 2 * hop) {
      throw new BadInputException(
          "stft",
          "synthesisSamples",
          synthesisSamples,
          "a multiple of hop " + hop + ", at least 2");
    }
    int fftSize = Integer.highestOneBit(analysisSamples - 1) * 2;
    double[] a;
    double[] w;
    if (analysisSamples == synthesisSamples) {
      a = Windows.hann(analysisSamples);
      w = Windows.canonicalDual(a, hop);
    } else {
      a = Windows.asymmetricAnalysis(analysisSamples, synthesisSamples);
      w = Windows.asymmetricSynthesis(a, synthesisSamples, hop);
    }
    return new StftGeometry(
        sampleRateHz,
        hop,
        analysisSamples,
        synthesisSamples,
        fftSize,
        Windows.toFloat(a),
        Windows.toFloat(w));
  }

  /** Samples between an input and its reconstruction, whatever the host's block sizes. */
  public int latencySamples() {
    return synthesisSamples - 1;
  }

  /** Bins of one spectrum, 0 Hz and the Nyquist frequency included. */
  public int bins() {
    return fftSize / 2 + 1;
  }

  public double binSpacingHz() {
    return (double) sampleRateHz / fftSize;
  }

  /** Factor on a spectrum's squared magnitude that makes a full-scale sine's peak 1 (0 dBFS). */
  public float fullScalePower() {
    double sum = 0;
    for (float v : analysis) {
      sum += v;
    }
    return (float) (4 / (sum * sum));
  }
}
