package audio.liminal.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimbreMeasuresTest {
  private static final int RATE = 48_000;

  @Test
  void shouldTellCloudsApartByTheirShapeToo() {
    List<double[]> narrow = cloud(0, 1, 1);
    List<double[]> wide = cloud(0, 6, 2);
    GaussianClassifier classifier =
        new GaussianClassifier(Map.of("narrow", narrow, "wide", wide), 0.1);
    assertEquals("narrow", classifier.classOf(new double[] {0.2, 0.1}));
    assertEquals("wide", classifier.classOf(new double[] {7, -6}));
    assertTrue(classifier.share(cloud(0, 1, 3), "narrow") > 0.9);
    assertTrue(classifier.share(cloud(0, 6, 4), "narrow") < 0.2);
  }

  @Test
  void shouldHearAPitchKeptThroughAFilterAndNotThroughAShift() {
    float[] tone = tone(220, 1, 0.5, 0.25);
    PitchTrack pitch = PitchTrack.ofClear(tone, RATE);
    assertTrue(pitch.voiced() > 0.9, "voiced " + pitch.voiced());
    assertEquals(1, pitch.keptIn(PitchTrack.of(tone(220, 0.3, 0.5, 1), RATE)), 0.02);
    assertEquals(0, pitch.keptIn(PitchTrack.of(tone(220 * 1.03, 1, 0.5, 0.25), RATE)), 0.02);
    assertEquals(1, pitch.unheardIn(PitchTrack.of(noise(RATE), RATE)), 0.02);
  }

  @Test
  void shouldNotTakeTheCommonPeriodOfTwoTonesForAPitch() {
    float[] fifth = tone(330, 1, 0.5, 0.25);
    float[] upper = tone(495, 1, 0.5, 0.25);
    for (int n = 0; n < fifth.length; n++) {
      fifth[n] += upper[n];
    }
    assertTrue(PitchTrack.of(fifth, RATE).voiced() > 0.9, "YIN hears 165 Hz, which nobody plays");
    assertEquals(0, PitchTrack.ofClear(fifth, RATE).voiced());
    float[] weakFundamental = tone(165, 0.3, 1, 0.5);
    assertTrue(PitchTrack.ofClear(weakFundamental, RATE).voiced() > 0.9);
  }

  @Test
  void shouldFollowTheLoudnessAndNotTheColour() {
    float[] quietThenLoud = tone(300, 1, 0.5, 0.25);
    for (int n = 0; n < RATE / 2; n++) {
      quietThenLoud[n] *= 0.1f;
    }
    float[] brighter = tone(300, 0.2, 0.6, 0.8);
    LoudnessContour contour = LoudnessContour.of(quietThenLoud, RATE);
    double unlike = contour.correlation(LoudnessContour.of(brighter, RATE));
    for (int n = 0; n < RATE / 2; n++) {
      brighter[n] *= 0.1f;
    }
    assertTrue(contour.correlation(LoudnessContour.of(brighter, RATE)) > 0.95);
    assertTrue(unlike < 0.5, "a steady sound follows no steps: " + unlike);
  }

  @Test
  void shouldMeasureHowAPathWanders() {
    PathSpread still = new PathSpread(1);
    PathSpread random = new PathSpread(1);
    Random draws = new Random(5);
    float[] beforeStill = null;
    float[] beforeRandom = null;
    for (int n = 0; n < 10_000; n++) {
      float[] slow = {(float) Math.sin(2 * Math.PI * n / 1000)};
      float[] wild = {(float) draws.nextGaussian()};
      still.add(slow, beforeStill);
      random.add(wild, beforeRandom);
      beforeStill = slow;
      beforeRandom = wild;
    }
    assertTrue(still.stepOverDeviation() < 0.01);
    assertEquals(2 / Math.sqrt(Math.PI), random.stepOverDeviation(), 0.05);
  }

  private static List<double[]> cloud(double centre, double deviation, long seed) {
    Random random = new Random(seed);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      points.add(
          new double[] {
            centre + deviation * random.nextGaussian(), centre + deviation * random.nextGaussian()
          });
    }
    return points;
  }

  private static float[] tone(double hz, double... partials) {
    float[] tone = new float[RATE];
    for (int n = 0; n < tone.length; n++) {
      for (int k = 0; k < partials.length; k++) {
        tone[n] += (float) (0.2 * partials[k] * Math.sin(2 * Math.PI * hz * (k + 1) * n / RATE));
      }
    }
    return tone;
  }

  private static float[] noise(int length) {
    Random random = new Random(3);
    float[] noise = new float[length];
    for (int n = 0; n < length; n++) {
      noise[n] = 0.1f * (float) random.nextGaussian();
    }
    return noise;
  }
}
