package audio.liminal.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StftTest {
  private static final int SAMPLES = 20_000;

  @ParameterizedTest
  @CsvSource({
    "LIVE, 48000, 64, 1024, 256", "STUDIO, 48000, 128, 1024, 1024", "HQ, 48000, 256, 2048, 2048",
    "LIVE, 44100, 59, 944, 236", "LIVE, 96000, 128, 2048, 512", "HQ, 192000, 1024, 8192, 8192"
  })
  void shouldKeepWindowsAtConstantDuration(
      StftProfile profile, int rate, int hop, int analysis, int synthesis) {
    StftGeometry geometry = profile.at(rate);
    assertEquals(hop, geometry.hopSamples());
    assertEquals(analysis, geometry.analysisSamples());
    assertEquals(synthesis, geometry.synthesisSamples());
    assertEquals(synthesis - 1, geometry.latencySamples());
  }

  @ParameterizedTest
  @CsvSource({
    "LIVE, 44100",
    "LIVE, 48000",
    "LIVE, 96000",
    "STUDIO, 44100",
    "STUDIO, 48000",
    "STUDIO, 88200",
    "HQ, 44100",
    "HQ, 48000",
    "HQ, 176400",
    "HQ, 192000"
  })
  void shouldReconstructNoiseWithRandomBlocks(StftProfile profile, int rate) {
    StftGeometry geometry = profile.at(rate);
    float[] in = noise(SAMPLES, 1);
    float[] out = run(geometry, in, new Random(2), 1500);
    int delay = geometry.latencySamples();
    double error = 0;
    for (int n = delay + geometry.analysisSamples(); n < SAMPLES; n++) {
      error = Math.max(error, Math.abs(out[n] - in[n - delay]));
    }
    assertTrue(error < 1e-6, "largest error " + error);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 63, 64, 65, 128, 441, 1024, 4096})
  void shouldGiveTheSameSamplesForEveryBlockSize(int block) {
    for (StftProfile profile : StftProfile.values()) {
      StftGeometry geometry = profile.at(48_000);
      float[] in = noise(SAMPLES, 3);
      assertArrayEquals(run(geometry, in, null, SAMPLES), run(geometry, in, null, block));
    }
  }

  @Test
  void shouldDelayAnImpulseByTheReportedLatencyWhereverItFalls() {
    for (StftProfile profile : StftProfile.values()) {
      StftGeometry geometry = profile.at(48_000);
      for (int at : new int[] {4096, 4097, 4133, 4159}) {
        float[] in = new float[12_000];
        in[at] = 1;
        float[] out = run(geometry, in, new Random(4), 700);
        assertEquals(1, out[at + geometry.latencySamples()], 1e-6);
      }
    }
  }

  @Test
  void shouldDelayTheDrySignalExactly() {
    StftGeometry geometry = StftProfile.STUDIO.at(48_000);
    float[] in = noise(SAMPLES, 5);
    float[] dry = new float[SAMPLES];
    Stft stft = new Stft(geometry, 1, 1, (spectra, windowed) -> {});
    process(stft, in, new float[SAMPLES], dry, new Random(6), 300);
    for (int n = geometry.latencySamples(); n < SAMPLES; n++) {
      assertEquals(in[n - geometry.latencySamples()], dry[n]);
    }
  }

  @Test
  void shouldForgetEverythingOnReset() {
    StftGeometry geometry = StftProfile.HQ.at(48_000);
    Stft stft = new Stft(geometry, 1, 1, (spectra, windowed) -> {});
    process(stft, noise(5000, 7), new float[5000], new float[5000], null, 333);
    stft.reset();
    float[] wet = new float[5000];
    float[] dry = new float[5000];
    process(stft, new float[5000], wet, dry, null, 333);
    assertArrayEquals(new float[5000], wet);
    assertArrayEquals(new float[5000], dry);
  }

  private static float[] run(StftGeometry geometry, float[] in, Random random, int block) {
    float[] out = new float[in.length];
    Stft stft = new Stft(geometry, 1, 1, (spectra, windowed) -> {});
    process(stft, in, out, new float[in.length], random, block);
    return out;
  }

  /** Cuts blocks as a host would: of one size, or random up to it. */
  private static void process(
      Stft stft, float[] in, float[] wet, float[] dry, Random random, int block) {
    int done = 0;
    while (done < in.length) {
      int count = random == null ? block : 1 + random.nextInt(block);
      int end = Math.min(in.length, done + count);
      while (done < end) {
        int n = Math.min(end - done, stft.samplesToHop());
        stft.process(new float[][] {in}, done, new float[][] {wet}, new float[][] {dry}, done, n);
        done += n;
      }
    }
  }

  private static float[] noise(int samples, long seed) {
    Random random = new Random(seed);
    float[] x = new float[samples];
    for (int n = 0; n < samples; n++) {
      x[n] = (float) (0.3 * random.nextGaussian());
    }
    return x;
  }
}
