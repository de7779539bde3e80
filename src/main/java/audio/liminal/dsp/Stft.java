package audio.liminal.dsp;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * A streaming short-time Fourier transform and its inverse by weighted overlap-add.
 *
 * <p>Blocks of any length go in and blocks of the same length come out, delayed by exactly {@link
 * StftGeometry#latencySamples()}: an output queue filled with {@code hop - 1} zeros beforehand
 * makes the delay independent of how the host cuts its blocks. Between the two directions a {@link
 * SpectrumProcessor} sees and changes the spectra of all channels. Extra input channels beyond the
 * outputs are analysed only (a sidechain). One instance serves one thread.
 */
public final class Stft {
  /** What happens to the spectra of one hop. */
  @FunctionalInterface
  public interface SpectrumProcessor {
    /**
     * Changes the first {@code outputs} spectra in place.
     *
     * @param spectra one packed spectrum (see {@link Fft}) for each input channel
     * @param windowed the same channels' windowed samples, {@code analysisSamples} long
     */
    void process(float[][] spectra, float[][] windowed);
  }

  /** What happens to the samples of one hop before they are given. */
  @FunctionalInterface
  public interface SampleProcessor {
    /**
     * Changes the outputs in place.
     *
     * @param wet a hop of each output
     * @param coming what overlap-add holds so far of the samples that follow
     * @param dry the outputs' own inputs delayed alike, {@code synthesisSamples} long
     */
    void process(float[][] wet, float[][] coming, float[][] dry);
  }

  private final StftGeometry geometry;
  private final Fft fft;
  private final SpectrumProcessor processor;
  private final SampleProcessor finisher;
  private final float[][] history;
  private final float[][] windowed;
  private final float[][] spectra;
  private final float[] synthesis;
  private final float[] faded;
  private final float[][] overlap;
  private final float[][] ready;
  private final float[][] delayed;
  private int historyPosition;
  private int filled;

  /**
   * @param inputs channels analysed
   * @param outputs channels synthesised, at most {@code inputs}
   */
  public Stft(StftGeometry geometry, int inputs, int outputs, SpectrumProcessor processor) {
    this(geometry, inputs, outputs, processor, null);
  }

  /**
   * @param finisher null for none
   */
  public Stft(
      StftGeometry geometry,
      int inputs,
      int outputs,
      SpectrumProcessor processor,
      SampleProcessor finisher) {
    if (outputs < 0 || outputs > inputs || inputs < 1) {
      throw new BadInputException("stft", "outputs", outputs, "0 to inputs " + inputs);
    }
    this.geometry = geometry;
    this.fft = new Fft(geometry.fftSize());
    this.processor = processor;
    this.finisher = finisher;
    this.history = new float[inputs][geometry.analysisSamples()];
    this.windowed = new float[inputs][geometry.analysisSamples()];
    this.spectra = new float[inputs][geometry.fftSize()];
    int silent = geometry.analysisSamples() - geometry.synthesisSamples();
    this.synthesis = Arrays.copyOfRange(geometry.synthesis(), silent, geometry.analysisSamples());
    this.faded = new float[synthesis.length];
    this.overlap = new float[outputs][geometry.synthesisSamples()];
    this.ready = new float[outputs][geometry.hopSamples()];
    this.delayed = new float[outputs][geometry.synthesisSamples()];
  }

  /**
   * Samples of this hop still missing before {@link SpectrumProcessor#process} is called; a call to
   * {@link #process} with fewer samples leaves the spectra alone.
   */
  @RealTime
  public int samplesToHop() {
    return geometry.hopSamples() - filled;
  }

  /** Forgets all audio, as if newly made. */
  @RealTime
  public void reset() {
    for (float[] h : history) {
      Arrays.fill(h, 0);
    }
    for (int c = 0; c < ready.length; c++) {
      Arrays.fill(overlap[c], 0);
      Arrays.fill(ready[c], 0);
    }
    historyPosition = 0;
    filled = 0;
  }

  /**
   * Takes and returns {@code count} samples of each channel, at most {@link #samplesToHop()}.
   *
   * @param in one array for each input channel, read from {@code offset}
   * @param wet the resynthesised outputs, written from {@code wetOffset}
   * @param dry the outputs' own inputs delayed alike, written from {@code wetOffset}
   */
  @RealTime
  public void process(
      float[][] in, int offset, float[][] wet, float[][] dry, int wetOffset, int count) {
    int start = filled;
    for (int c = 0; c < ready.length; c++) {
      recall(history[c], geometry.latencySamples(), dry[c], wetOffset, count);
    }
    for (int c = 0; c < history.length; c++) {
      store(in[c], offset, history[c], count);
    }
    historyPosition = (historyPosition + count) % geometry.analysisSamples();
    filled += count;
    boolean complete = filled == geometry.hopSamples();
    int waiting = complete ? count - 1 : count;
    for (int c = 0; c < ready.length; c++) {
      System.arraycopy(ready[c], start + 1, wet[c], wetOffset, waiting);
    }
    if (complete) {
      filled = 0;
      transformHop();
      for (int c = 0; c < ready.length; c++) {
        wet[c][wetOffset + count - 1] = ready[c][0];
      }
    }
  }

  /**
   * Takes any number of samples and gives none, where there are no outputs.
   *
   * @param in one array for each input channel
   */
  @RealTime
  public void analyse(float[][] in, int count) {
    for (int at = 0; at < count; ) {
      int n = Math.min(samplesToHop(), count - at);
      process(in, at, ready, ready, 0, n);
      at += n;
    }
  }

  private void store(float[] in, int offset, float[] ring, int count) {
    int first = Math.min(count, ring.length - historyPosition);
    System.arraycopy(in, offset, ring, historyPosition, first);
    System.arraycopy(in, offset + first, ring, 0, count - first);
  }

  private void recall(float[] ring, int delay, float[] dry, int offset, int count) {
    int from = Math.floorMod(historyPosition - delay, ring.length);
    int first = Math.min(count, ring.length - from);
    System.arraycopy(ring, from, dry, offset, first);
    System.arraycopy(ring, 0, dry, offset + first, count - first);
  }

  private void transformHop() {
    float[] window = geometry.analysis();
    int size = window.length;
    for (int c = 0; c < history.length; c++) {
      float[] ring = history[c];
      float[] w = windowed[c];
      int tail = size - historyPosition;
      System.arraycopy(ring, historyPosition, w, 0, tail);
      System.arraycopy(ring, 0, w, tail, historyPosition);
      for (int n = 0; n < size; n++) {
        w[n] *= window[n];
      }
      System.arraycopy(w, 0, spectra[c], 0, size);
      Arrays.fill(spectra[c], size, spectra[c].length, 0);
      fft.forward(spectra[c]);
    }
    processor.process(spectra, windowed);
    for (int c = 0; c < ready.length; c++) {
      fft.inverse(spectra[c]);
      overlapAdd(spectra[c], overlap[c], ready[c]);
    }
    if (finisher != null) {
      int span = geometry.synthesisSamples();
      for (int c = 0; c < ready.length; c++) {
        recall(history[c], span, delayed[c], 0, span);
      }
      finisher.process(ready, overlap, delayed);
    }
  }

  private void overlapAdd(float[] samples, float[] sum, float[] out) {
    int hop = geometry.hopSamples();
    int support = sum.length;
    System.arraycopy(samples, geometry.analysisSamples() - support, faded, 0, support);
    for (int n = 0; n < support; n++) {
      sum[n] += faded[n] * synthesis[n];
    }
    System.arraycopy(sum, 0, out, 0, hop);
    System.arraycopy(sum, hop, sum, 0, support - hop);
    Arrays.fill(sum, support - hop, support, 0);
  }
}
