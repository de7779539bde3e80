package audio.liminal.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import audio.liminal.signal.BadInputException;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final float[] NOISE = Sounds.noise(1, 0.5, 20_480);

  @Test
  void shouldBeZeroForTheSameSound() {
    assertEquals(0, Metrics.logSpectralDistanceDb(NOISE, NOISE));
    assertEquals(0, Metrics.spectralConvergence(NOISE, NOISE));
    assertEquals(0, Metrics.multiResolutionStft(NOISE, NOISE));
  }

  @Test
  void shouldTellAGain() {
    float[] half = Sounds.scaled(NOISE, 0.5);
    assertEquals(6.02, Metrics.logSpectralDistanceDb(NOISE, half), 0.05);
    assertEquals(6.02, Metrics.logSpectralDistanceDb(half, NOISE), 0.05);
    assertEquals(0.5, Metrics.spectralConvergence(NOISE, half), 1e-6);
    assertEquals(1, Metrics.spectralConvergence(half, NOISE), 1e-6);
    assertEquals(0.5 + Math.log(2), Metrics.multiResolutionStft(NOISE, half), 0.01);
  }

  @Test
  void shouldStopAtTheFloor() {
    float[] silence = new float[20_480];
    assertEquals(0, Metrics.logSpectralDistanceDb(silence, silence));
    float[] below = Sounds.scaled(NOISE, 1e-6);
    assertEquals(0, Metrics.logSpectralDistanceDb(silence, below), 0.2);
  }

  @Test
  void shouldTellDistortionWhateverTheLevel() {
    float[] sine = Sounds.sine(1000, 48_000, 0.5, 48_000);
    float[] distortion = Sounds.sine(3000, 48_000, 0.05, 48_000);
    float[] both = Sounds.sum(sine, distortion);
    assertEquals(20, Metrics.siSdrDb(sine, both), 1e-3);
    assertEquals(20, Metrics.siSdrDb(sine, Sounds.scaled(both, -3)), 1e-3);
  }

  @Test
  void shouldRefuseOtherLengths() {
    assertThrows(BadInputException.class, () -> Metrics.siSdrDb(NOISE, new float[7]));
    assertThrows(
        BadInputException.class, () -> Metrics.multiResolutionStft(new float[0], new float[0]));
  }
}
