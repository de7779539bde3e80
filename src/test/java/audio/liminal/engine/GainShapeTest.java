package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.morph.Controls;
import audio.liminal.morph.Ends;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GainShapeTest {
  private static final int BINS = TiltCodec.BINS;
  private static final int TONE = 100;
  private static final int HIGH = 300;
  private static final SpectrumGrid GRID = new SpectrumGrid(48_000 / 1024.0, BINS);

  @ParameterizedTest
  @CsvSource({"30, 30", "80, 40"})
  void shouldGoAsFarAsItCanInEvenSteps(float wantedDb, float reachedDb) {
    for (float share : new float[] {0.25f, 0.5f, 0.75f, 1}) {
      assertEquals(share * reachedDb, gainDb(-70, wantedDb, share), 0.01, "share " + share);
    }
  }

  @ParameterizedTest
  @CsvSource({"-70, -60, -30", "-100, -20, 0", "-70, -25, -25"})
  void shouldCutNoFurtherThanSilence(float belowToneDb, float wantedDb, float reachedDb) {
    assertEquals(reachedDb, gainDb(belowToneDb, wantedDb, 1), 0.5);
    assertEquals(reachedDb / 2, gainDb(belowToneDb, wantedDb, 0.5f), 0.25);
  }

  /** The gain of the treble beside a full-scale tone that is to stay as it is. */
  private static double gainDb(float belowToneDb, float wantedDb, float share) {
    StftGeometry geometry = StftProfile.STUDIO.at(48_000);
    float[] spectrum = new float[geometry.fftSize()];
    double fullScale = Math.sqrt(1 / geometry.fullScalePower());
    for (int k = 1; k < BINS - 1; k++) {
      spectrum[2 * k] = (float) (fullScale * Math.pow(10, belowToneDb / 20));
    }
    spectrum[2 * TONE] = (float) fullScale;
    GridMapper mapper = new GridMapper(geometry, GRID);
    HeardStreams heard = new HeardStreams(mapper, GRID, 375, 1, 0);
    heard.listen(new float[][] {spectrum}, null, LoudnessMatch.INPUT);
    float[] decoded = new float[GainShape.MOST_PLACES * BINS];
    Arrays.fill(decoded, HIGH, BINS, share * wantedDb);
    Arrays.fill(decoded, 2 * BINS + HIGH, 3 * BINS, wantedDb);
    GainShape shape = new GainShape(GRID, heard, 375, new PitchGuard(geometry, GRID, mapper, 1));
    shape.find(decoded, new float[BINS], 0, 0, new Ends(1).only(new float[1]), share);
    shape.finish(null, 0, share, 0);
    float[] live = new float[Controls.count(1)];
    Controls.NEUTRAL.copyTo(live);
    return 20 * Math.log10(shape.weigh(live)[HIGH + 50]);
  }
}
