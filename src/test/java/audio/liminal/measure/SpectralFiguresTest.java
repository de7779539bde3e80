package audio.liminal.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectralFiguresTest {
  @Test
  void shouldShowAFullScaleSineAtZeroDecibels() {
    Spectra spectra = Spectra.of(Sounds.sine(750, 48_000, 1, 8192), 48_000, 1024, 256);
    assertEquals(32, spectra.count());
    assertEquals(46.875, spectra.binSpacingHz());
    assertEquals(1, spectra.power()[8][16], 1e-6);
    assertEquals(0.25, spectra.power()[8][17], 1e-6);
  }

  @Test
  void shouldKeepLevelOutOfAllButTheFirstCoefficient() {
    float[] noise = Sounds.noise(1, 0.05, 48_000);
    Mfcc mfcc = new Mfcc(48_000);
    double[] quiet = mfcc.mean(noise);
    double[] loud = mfcc.mean(Sounds.scaled(noise, 10));
    assertEquals(20 * Math.sqrt(40), loud[0] - quiet[0], 1e-3);
    assertArrayEquals(Arrays.copyOfRange(quiet, 1, 20), Arrays.copyOfRange(loud, 1, 20), 1e-3);
    assertEquals(0, Mfcc.distance(quiet, loud), 1e-3);
  }

  @Test
  void shouldStopAtTheFloorAndLeaveSilenceOut() {
    Mfcc mfcc = new Mfcc(48_000);
    double[][] silence = mfcc.of(new float[2048]);
    assertEquals(4, silence.length);
    assertEquals(-100 * Math.sqrt(40), silence[0][0], 1e-9);
    assertArrayEquals(new double[20], mfcc.mean(new float[2048]));
    float[] noise = Sounds.noise(1, 0.5, 48_000);
    double[] padded = mfcc.mean(Arrays.copyOf(noise, 480_000));
    assertEquals(0, Mfcc.distance(mfcc.mean(noise), padded), 2);
  }

  @Test
  void shouldTellASlopeByTheFirstCosine() {
    float[] dark = Sounds.harmonics(h -> -0.5 * h);
    float[] bright = Sounds.harmonics(h -> -0.1 * h);
    Mfcc mfcc = new Mfcc(48_000);
    assertTrue(mfcc.mean(dark)[1] > mfcc.mean(bright)[1] + 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {44_100, 96_000})
  void shouldHardlyDependOnTheRate(int rateHz) {
    float[] here =
        Sounds.sum(Sounds.sine(440, 48_000, 0.3, 48_000), Sounds.sine(2500, 48_000, 0.1, 48_000));
    float[] there =
        Sounds.sum(Sounds.sine(440, rateHz, 0.3, rateHz), Sounds.sine(2500, rateHz, 0.1, rateHz));
    assertEquals(ErbCentroid.mean(here, 48_000), ErbCentroid.mean(there, rateHz), 0.02);
    double[] expected = new Mfcc(48_000).mean(here);
    double distance = Mfcc.distance(expected, new Mfcc(rateHz).mean(there));
    double scale = Mfcc.distance(expected, new double[20]);
    assertTrue(distance < 0.1 * scale, distance + " of " + scale);
  }

  @Test
  void shouldPlaceASineOnTheErbScale() {
    assertEquals(15.62, ErbCentroid.erbRate(1000), 0.01);
    float[] sine = Sounds.sine(1000, 48_000, 0.5, 48_000);
    assertEquals(15.62, ErbCentroid.mean(sine, 48_000), 0.05);
    float[] both = Sounds.sum(sine, Sounds.sine(4000, 48_000, 0.5, 48_000));
    double middle = (ErbCentroid.erbRate(1000) + ErbCentroid.erbRate(4000)) / 2;
    assertEquals(middle, ErbCentroid.mean(both, 48_000), 0.1);
    assertTrue(Double.isNaN(ErbCentroid.mean(new float[4096], 48_000)));
  }

  @Test
  void shouldOrderFluxBySteadiness() {
    float[] steady = Sounds.sine(1000, 48_000, 0.5, 48_000);
    float[] pulsed = steady.clone();
    for (int n = 0; n < pulsed.length; n++) {
      pulsed[n] *= n % 8000 < 4000 ? 1 : 0.01f;
    }
    double still = SpectralFlux.mean(Arrays.copyOf(steady, 45_000), 48_000);
    double pulses = SpectralFlux.mean(pulsed, 48_000);
    double noise = SpectralFlux.mean(Sounds.noise(1, 0.5, 48_000), 48_000);
    assertTrue(still < 0.02, "steady " + still);
    assertTrue(pulses > 5 * still, "pulsed " + pulses);
    assertTrue(noise > 0.1 && noise < 0.5, "noise " + noise);
  }

  @Test
  void shouldHearAHardJumpAndNoSoftOne() {
    float[] x = Sounds.sum(Sounds.sine(440, 48_000, 0.5, 96_000), Sounds.noise(1, 1e-4, 96_000));
    float[] hard = x.clone();
    float[] soft = x.clone();
    int jump = 48_027;
    for (int n = 0; n < x.length; n++) {
      hard[n] *= n < jump ? 1 : 0.5f;
      double t = Math.max(0, Math.min(1, (n - jump) / 960.0));
      soft[n] *= (float) (0.75 + 0.25 * Math.cos(Math.PI * t));
    }
    assertTrue(Clicks.excessDb(hard, 48_000, jump) > 20);
    assertTrue(Clicks.excessDb(soft, 48_000, jump) < 3);
    assertTrue(Clicks.excessDb(x, 48_000, jump) < 3);
    assertTrue(Clicks.excessDb(hard, 48_000, jump - 24_000) < 3);
  }
}
