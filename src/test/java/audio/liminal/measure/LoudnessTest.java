package audio.liminal.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import audio.liminal.file.AudioClip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoudnessTest {
  @ParameterizedTest
  @ValueSource(ints = {44_100, 48_000, 96_000, 192_000})
  void shouldGiveTheStandardsReferenceAtEveryRate(int rateHz) {
    float[] sine = Sounds.sine(997, rateHz, 1, 3 * rateHz);
    float[][] mono = {sine};
    float[][] stereo = {sine, sine};
    assertEquals(-3.01, Loudness.integratedLufs(new AudioClip(rateHz, mono)), 0.01);
    assertEquals(0, Loudness.integratedLufs(new AudioClip(rateHz, stereo)), 0.01);
  }

  @ParameterizedTest
  @ValueSource(ints = {44_100, 96_000})
  void shouldWeightBassAndTrebleAlikeAtEveryRate(int rateHz) {
    for (double hz : new double[] {40, 100, 4000, 10_000}) {
      double there = Loudness.integratedLufs(sine(hz, rateHz));
      double reference = Loudness.integratedLufs(sine(hz, 48_000));
      assertEquals(reference, there, 0.1, hz + " Hz");
    }
  }

  private static AudioClip sine(double hz, int rateHz) {
    return new AudioClip(rateHz, new float[][] {Sounds.sine(hz, rateHz, 0.5, 2 * rateHz)});
  }

  @Test
  void shouldPassOverQuietParts() {
    // seconds and levels of EBU Tech 3341's third case, then silence
    int[] ends = {10, 70, 80, 90};
    double[] levelsDb = {-36, -23, -36, -100};
    float[] x = new float[90 * 48_000];
    int part = 0;
    for (int n = 0; n < x.length; n++) {
      part += n == ends[part] * 48_000 ? 1 : 0;
      double amplitude = Math.pow(10, levelsDb[part] / 20);
      x[n] = (float) (amplitude * Math.sin(2 * Math.PI * 1000 * n / 48_000));
    }
    AudioClip stereo = new AudioClip(48_000, new float[][] {x, x});
    assertEquals(-23, Loudness.integratedLufs(stereo), 0.1);
  }

  @Test
  void shouldTakeSilenceAndShortSounds() {
    assertEquals(Double.NEGATIVE_INFINITY, Loudness.integratedLufs(Sounds.mono(new float[48_000])));
    AudioClip brief = Sounds.mono(Sounds.sine(997, 48_000, 1, 9600));
    assertEquals(-3.01, Loudness.integratedLufs(brief), 0.1);
  }
}
