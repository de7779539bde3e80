package audio.liminal.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtpghiTest {
  private static final int RATE = 48_000;
  private static final int SAMPLES = 2 * RATE;

  @ParameterizedTest
  @CsvSource({
    "HQ, false, notes, -23",
    "HQ, true, notes, -25",
    "STUDIO, false, notes, -19",
    "STUDIO, true, notes, -19",
    "HQ, false, clicks, -10",
    "HQ, true, clicks, -19",
    "HQ, true, sine, -35"
  })
  void shouldComeNearToTheMagnitudes(
      StftProfile profile, boolean lookAhead, String sound, double mostDb) {
    StftGeometry geometry = profile.at(RATE);
    List<float[]> wanted = magnitudes(geometry, sound(sound));
    float[] again = synthesise(geometry, wanted, new Rtpghi(geometry, lookAhead));
    double db = convergenceDb(wanted, magnitudes(geometry, again), lookAhead ? 1 : 0, geometry);
    assertTrue(db < mostDb, "spectral convergence " + db + " dB");
  }

  @Test
  void shouldGiveTheSameAfterReset() {
    StftGeometry geometry = StftProfile.STUDIO.at(44_100);
    List<float[]> wanted = magnitudes(geometry, sound("notes"));
    Rtpghi phase = new Rtpghi(geometry, false);
    float[] first = synthesise(geometry, wanted, phase);
    phase.reset();
    assertArrayEquals(first, synthesise(geometry, wanted, phase));
  }

  @Test
  void shouldKeepTheMagnitudesItWasGiven() {
    StftGeometry geometry = StftProfile.STUDIO.at(RATE);
    Rtpghi phase = new Rtpghi(geometry, false);
    float[] packed = new float[geometry.fftSize()];
    float[] given = magnitudes(geometry, sound("notes")).get(100);
    phase.process(given, packed);
    assertArrayEquals(given, magnitudes(packed), 1e-6f);
    float[] silence = new float[geometry.bins()];
    phase.process(silence, packed);
    assertArrayEquals(silence, magnitudes(packed));
  }

  @Test
  void shouldAllocateNothingPerHop() {
    StftGeometry geometry = StftProfile.STUDIO.at(RATE);
    List<float[]> hops = magnitudes(geometry, sound("notes"));
    Rtpghi phase = new Rtpghi(geometry, true);
    float[] packed = new float[geometry.fftSize()];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    // the JVM itself allocates a little on this thread when it replaces compiled code
    for (int round = 0; round < 10 && least > 0; round++) {
      long before = threads.getThreadAllocatedBytes(id);
      for (int n = 0; n < hops.size(); n++) {
        phase.process(hops.get(n), packed);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
    }
    assertEquals(0, least);
  }

  @Test
  void shouldRefuseTheLowDelayWindows() {
    StftGeometry live = StftProfile.LIVE.at(RATE);
    assertThrows(BadInputException.class, () -> new Rtpghi(live, false));
  }

  private static float[] sound(String name) {
    return switch (name) {
      case "notes" -> notes();
      case "clicks" -> clicks();
      default -> tone(0, 1, 440);
    };
  }

  /** Struck strings: partials that die away, a new note every quarter of a second. */
  private static float[] notes() {
    Random random = new Random(3);
    float[] x = new float[SAMPLES];
    for (int start = 0; start < SAMPLES; start += RATE / 4) {
      double hz = 110 * Math.pow(2, random.nextInt(30) / 12.0);
      for (int h = 1; h <= 12 && h * hz < 16_000; h++) {
        double amplitude = 0.1 / h;
        double phase = 2 * Math.PI * random.nextDouble();
        for (int n = start; n < SAMPLES; n++) {
          double t = (double) (n - start) / RATE;
          double rise = Math.min(1, t / 0.005);
          double level = amplitude * rise * Math.exp(-t * (2 + 0.7 * h));
          x[n] += (float) (level * Math.sin(2 * Math.PI * h * hz * t + phase));
        }
      }
    }
    return x;
  }

  /** Short bursts of noise. */
  private static float[] clicks() {
    Random random = new Random(4);
    float[] x = new float[SAMPLES];
    for (int start = RATE / 10; start < SAMPLES; start += RATE / 6) {
      for (int n = start; n < SAMPLES; n++) {
        x[n] += (float) (0.3 * random.nextGaussian() * Math.exp(-(n - start) / (0.004 * RATE)));
      }
    }
    return x;
  }

  private static float[] tone(int start, double amplitude, double hz) {
    float[] x = new float[SAMPLES];
    for (int n = start; n < SAMPLES; n++) {
      x[n] = (float) (amplitude * Math.sin(2 * Math.PI * hz * n / RATE));
    }
    return x;
  }

  private static float[] magnitudes(float[] packed) {
    float[] m = new float[packed.length / 2 + 1];
    m[0] = Math.abs(packed[0]);
    m[m.length - 1] = Math.abs(packed[1]);
    for (int k = 1; k < m.length - 1; k++) {
      m[k] = (float) Math.hypot(packed[2 * k], packed[2 * k + 1]);
    }
    return m;
  }

  private static List<float[]> magnitudes(StftGeometry geometry, float[] sound) {
    List<float[]> all = new ArrayList<>();
    run(new Stft(geometry, 1, 0, (spectra, w) -> all.add(magnitudes(spectra[0]))), sound);
    return all;
  }

  private static float[] synthesise(StftGeometry geometry, List<float[]> wanted, Rtpghi phase) {
    int[] hop = {0};
    Stft stft =
        new Stft(geometry, 1, 1, (spectra, w) -> phase.process(wanted.get(hop[0]++), spectra[0]));
    return run(stft, new float[wanted.size() * geometry.hopSamples()]);
  }

  private static float[] run(Stft stft, float[] in) {
    float[][] out = new float[1][in.length];
    for (int at = 0; at < in.length; ) {
      int count = Math.min(stft.samplesToHop(), in.length - at);
      stft.process(new float[][] {in}, at, out, new float[1][in.length], at, count);
      at += count;
    }
    return out[0];
  }

  /** Of magnitudes whose analysis lies a window's hops and the phase's delay later. */
  private static double convergenceDb(
      List<float[]> wanted, List<float[]> got, int delayHops, StftGeometry geometry) {
    // the stream comes out a sample less than a window late, and is read again a hop at a time
    int later = geometry.analysisSamples() / geometry.hopSamples() + delayHops;
    double miss = 0;
    double norm = 0;
    for (int n = 0; n + later < got.size(); n++) {
      for (int k = 0; k < wanted.get(n).length; k++) {
        double w = wanted.get(n)[k];
        double g = got.get(n + later)[k];
        miss += (w - g) * (w - g);
        norm += w * w;
      }
    }
    return 10 * Math.log10(miss / norm);
  }
}
