package audio.liminal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  @ParameterizedTest
  @CsvSource({"44100,48000", "48000,44100", "96000,48000", "48000,96000", "44100,44102"})
  void shouldKeepTheBandWithoutDelay(int from, int to) {
    int length = from / 4;
    Resampler resampler = new Resampler(from, to);
    double top = 0.45 * Math.min(from, to);
    for (double hz : new double[] {100, 997, 0.5 * top, 0.9 * top, top}) {
      float[] out = resampler.resample(Signals.sine(hz, from, 1, length));
      assertEquals(Math.round((double) length * to / from), out.length);
      float[] expected = Signals.sine(hz, to, 1, out.length);
      for (int n = 500; n < out.length - 500; n++) {
        assertEquals(expected[n], out[n], 3e-5, hz + " Hz, sample " + n);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"96000,44100", "96000,48000", "48000,44100"})
  void shouldRemoveWhatTheLowerRateCannotHold(int from, int to) {
    Resampler resampler = new Resampler(from, to);
    for (double share : new double[] {1.0, 1.02, 1.05, 1.08}) {
      float[] out = resampler.resample(Signals.sine(share * to / 2.0, from, 1, from / 4));
      assertTrue(peak(out, 500) < 3.2e-5, share + ": " + peak(out, 500));
    }
  }

  @ParameterizedTest
  @CsvSource({"44100,48000", "44100,96000", "48000,96000"})
  void shouldAddNoImages(int from, int to) {
    float[] out = new Resampler(from, to).resample(Signals.sine(19_000, from, 1, from / 4));
    double image = Signals.amplitude(out, from - 19_000.0, to, 500, out.length - 500);
    assertTrue(image < 3.2e-5, "image " + image);
  }

  @Test
  void shouldRoundTheLengthAndKeepAnImpulseInPlace() {
    float[] impulse = new float[4411];
    impulse[2205] = 1;
    float[] out = new Resampler(44_100, 48_000).resample(impulse);
    assertEquals(4801, out.length);
    assertEquals(2400, indexOfPeak(out));
    assertEquals(0, new Resampler(44_100, 48_000).resample(new float[0]).length);
  }

  private static double peak(float[] x, int margin) {
    double peak = 0;
    for (int n = margin; n < x.length - margin; n++) {
      peak = Math.max(peak, Math.abs(x[n]));
    }
    return peak;
  }

  private static int indexOfPeak(float[] x) {
    int best = 0;
    for (int n = 0; n < x.length; n++) {
      best = x[n] > x[best] ? n : best;
    }
    return best;
  }
}
