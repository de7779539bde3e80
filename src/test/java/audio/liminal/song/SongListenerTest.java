package audio.liminal.song;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SongListenerTest {
  private static final int RATE = Drums.RATE_HZ;
  private static final String[] ROCK = {"k...k...k...k...", "....s.......s...", "h.h.h.h.h.h.h.h."};
  private static final String[] HOUSE = {"k...k...k...k...", "..h...h...h...h."};
  private static final String[] BREAK = {
    "k.......k.k.....", "....s.......s..s", "hhhhhhhhhhhhhhhh"
  };

  private static SongListener hear(float[]... channels) {
    SongListener listener = new SongListener(RATE);
    SplittableRandom random = new SplittableRandom(1);
    for (int at = 0; at < channels[0].length; ) {
      int from = at;
      int count = Math.min(random.nextInt(1, 9000), channels[0].length - at);
      listener.hear(
          Arrays.stream(channels)
              .map(channel -> Arrays.copyOfRange(channel, from, from + count))
              .toArray(float[][]::new),
          count);
      at += count;
    }
    return listener;
  }

  private static void checkBeats(SongMap map, double bpm, double firstBeat) {
    assertTrue(map.beatHeard());
    assertEquals(bpm, map.bpm(), 0.001 * bpm);
    double beats = map.beatAt(firstBeat);
    assertEquals(Math.rint(beats), beats, 0.015 * bpm / 60, "15 ms at most");
  }

  @ParameterizedTest
  @ValueSource(doubles = {62, 80, 90, 103.7, 120, 133.3, 151, 170})
  void shouldHearTheBeatOfClicks(double bpm) {
    checkBeats(hear(Drums.clicks(bpm, 0.37, 20)).map(), bpm, 0.37);
  }

  @ParameterizedTest
  @ValueSource(doubles = {90, 112, 128, 147.5, 170})
  void shouldHearTheBeatOfDrums(double bpm) {
    checkBeats(hear(Drums.pattern(bpm, 0.2, 20, ROCK)).map(), bpm, 0.2);
    checkBeats(hear(Drums.pattern(bpm, 0, 20, HOUSE)).map(), bpm, 0);
    checkBeats(hear(Drums.pattern(bpm, 0.51, 20, BREAK)).map(), bpm, 0.51);
  }

  @Test
  void shouldTakeASlowSongOfEighthsForOneTwiceAsFast() {
    checkBeats(hear(Drums.pattern(70, 0.2, 20, BREAK)).map(), 140, 0.2);
  }

  @Test
  void shouldPlaceATempoThatIsTold() {
    SongMap map = hear(Drums.pattern(70, 0.2, 20, ROCK)).map(70);
    assertEquals(70, map.bpm(), 1e-9);
    double beats = map.beatAt(0.2);
    assertEquals(Math.rint(beats), beats, 0.02);
  }

  @Test
  void shouldHearNoBeatWhereThereIsNone() {
    SplittableRandom random = new SplittableRandom(3);
    float[] noise = new float[20 * RATE];
    for (int n = 0; n < noise.length; n++) {
      noise[n] = (float) (0.1 * random.nextDouble(-1, 1));
    }
    for (float[] sound : new float[][] {noise, new float[5 * RATE], new float[1]}) {
      SongMap map = hear(sound).map();
      assertFalse(map.beatHeard());
      assertEquals(120, map.bpm());
      assertEquals(List.of(0.0), map.sectionSeconds());
    }
  }

  @Test
  void shouldHearSectionsByDrums() {
    float[] rock = Drums.pattern(120, 0, 16, ROCK);
    float[] house = Drums.pattern(120, 0, 16, HOUSE);
    float[] breaks = Drums.pattern(120, 0, 16, BREAK);
    checkSections(hear(Drums.join(rock, house, rock, breaks)).map(), 0, 16, 32, 48);
    checkSections(hear(Drums.join(rock, rock, rock)).map(), 0);
  }

  @Test
  void shouldHearSectionsByHarmonyAndColour() {
    float[] minor = Drums.chord(16, 0.5, 220, 262, 330);
    float[] major = Drums.chord(16, 0.5, 196, 247, 294);
    float[] bright = Drums.chord(16, 0.8, 220, 262, 330);
    float[] rock = Drums.pattern(120, 0, 48, ROCK);
    SongMap map = hear(Drums.mix(rock, Drums.join(minor, major, bright))).map();
    checkBeats(map, 120, 0);
    checkSections(map, 0, 16, 32);
  }

  @Test
  void shouldHearTwoChannelsThatCancel() {
    float[] clicks = Drums.clicks(100, 0.37, 20);
    checkBeats(hear(clicks, scaled(clicks, -1)).map(), 100, 0.37);
    float[] rock = Drums.pattern(120, 0, 16, ROCK);
    float[] song = Drums.join(rock, Drums.pattern(120, 0, 16, HOUSE), rock);
    for (float gain : new float[] {-1, -0.8f}) {
      SongMap map = hear(song, scaled(song, gain)).map();
      checkBeats(map, 120, 0);
      checkSections(map, 0, 16, 32);
    }
  }

  @Test
  void shouldHearTheMeanOfTwoChannelsThatDoNot() {
    float[] left = Drums.pattern(112, 0.2, 20, ROCK);
    float[] right = Drums.mix(left, Drums.chord(20, 0.5, 220, 262, 330));
    float[] mean = scaled(Drums.mix(left, right), 0.5f);
    assertEquals(hear(mean).map(), hear(left, right).map());
    assertEquals(hear(left).map(), hear(left, left).map());
    assertEquals(hear(scaled(left, 0.5f)).map(), hear(left, new float[left.length]).map());
  }

  private static float[] scaled(float[] sound, float gain) {
    float[] scaled = sound.clone();
    for (int n = 0; n < scaled.length; n++) {
      scaled[n] *= gain;
    }
    return scaled;
  }

  private static void checkSections(SongMap map, double... seconds) {
    List<Double> found = map.sectionSeconds();
    assertEquals(seconds.length, found.size(), found.toString());
    for (int i = 0; i < seconds.length; i++) {
      assertEquals(seconds[i], found.get(i), 0.55, found.toString());
      double beat = map.beatAt(found.get(i));
      assertTrue(i == 0 || Math.abs(beat - Math.rint(beat)) < 1e-6, "on a beat");
    }
  }
}
