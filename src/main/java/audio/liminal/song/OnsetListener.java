package audio.liminal.song;

import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.io.TarsosDSPAudioFormat;
import be.tarsos.dsp.onsets.ComplexOnsetDetector;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears where sounds begin, by how far spectra lie from what the two before foretell (TarsosDSP's
 * complex-domain detector). All times are late or early alike, by up to 30 ms.
 */
final class OnsetListener {
  private static final double MOST_WINDOW_SECONDS = 0.025;
  private static final int BYTES = 2;
  private static final double PEAK_THRESHOLD = 0.3;
  private static final double LEAST_GAP_SECONDS = 0.05;

  /** The detector asks only when a click is over, so that nothing must count as silent. */
  private static final double SILENCE_DB = -300;

  /** What is weaker than this share of the strongest is no onset. */
  private static final double LEAST_STRENGTH = 0.01;

  private final AudioEvent event;
  private final ComplexOnsetDetector detector;
  private final float[] window;
  private final int hop;
  private final List<Onset> onsets = new ArrayList<>();
  private int filled;
  private long start;

  OnsetListener(int sampleRateHz) {
    int size = Integer.highestOneBit((int) (sampleRateHz * MOST_WINDOW_SECONDS));
    this.window = new float[size];
    this.hop = size / 2;
    this.event = new AudioEvent(new TarsosDSPAudioFormat(sampleRateHz, 8 * BYTES, 1, true, false));
    event.setFloatBuffer(window);
    event.setOverlap(size - hop);
    this.detector = new ComplexOnsetDetector(size, PEAK_THRESHOLD, LEAST_GAP_SECONDS, SILENCE_DB);
    detector.setHandler((seconds, strength) -> onsets.add(new Onset(seconds, strength)));
  }

  void hear(float[] mono, int count) {
    int done = 0;
    while (done < count) {
      int n = Math.min(count - done, window.length - filled);
      System.arraycopy(mono, done, window, filled, n);
      done += n;
      filled += n;
      if (filled == window.length) {
        event.setBytesProcessed(start * BYTES);
        detector.process(event);
        System.arraycopy(window, hop, window, 0, window.length - hop);
        filled -= hop;
        start += hop;
      }
    }
  }

  /** In the order of time. */
  List<Onset> onsets() {
    double strongest = onsets.stream().mapToDouble(Onset::strength).max().orElse(0);
    return onsets.stream().filter(o -> o.strength() > LEAST_STRENGTH * strongest).toList();
  }
}
