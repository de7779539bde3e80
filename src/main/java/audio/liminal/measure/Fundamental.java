package audio.liminal.measure;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.Fft;
import audio.liminal.dsp.Pitch;
import java.util.Arrays;

/** How strong a tone's own frequency is in its spectrum: in a Hann window, to 6 Hz at 48 kHz. */
final class Fundamental {
  private static final int SIZE = 4 * Pitch.WINDOW_SAMPLES;
  private static final double NEAR = 0.03;
  private static final int NEAREST_BINS = 2;
  private static final float TINY = 1e-20f;

  private final Fft fft = new Fft(SIZE);
  private final float[] spectrum = new float[SIZE];
  private final double spacingHz;

  Fundamental(int sampleRateHz) {
    this.spacingHz = (double) sampleRateHz / SIZE;
  }

  /**
   * The level at a frequency, within three hundredths of it, below the strongest there is.
   *
   * @param from where the window of {@link Pitch#WINDOW_SAMPLES} starts
   * @return at most 0 dB
   */
  double levelDb(float[] sound, int from, double hz) {
    Arrays.fill(spectrum, 0);
    for (int n = 0; n < Pitch.WINDOW_SAMPLES; n++) {
      double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / Pitch.WINDOW_SAMPLES);
      spectrum[n] = (float) (hann * sound[from + n]);
    }
    fft.forward(spectrum);
    double bin = hz / spacingHz;
    double reach = Math.max(NEAR * bin, NEAREST_BINS);
    float here = TINY;
    float strongest = TINY;
    for (int k = 1; k < SIZE / 2; k++) {
      float re = spectrum[2 * k];
      float im = spectrum[2 * k + 1];
      float power = re * re + im * im;
      strongest = Math.max(strongest, power);
      here = Math.abs(k - bin) <= reach ? Math.max(here, power) : here;
    }
    return Decibels.ofPower(here / strongest);
  }
}
