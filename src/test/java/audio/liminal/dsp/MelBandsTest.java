package audio.liminal.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MelBandsTest {
  private static final SpectrumGrid GRID = new SpectrumGrid(48_000 / 2048.0, 1025);
  private final MelBands bands = new MelBands(128, 30, 12_000, GRID);

  @Test
  void shouldTakeAFlatSpectrumForFlat() {
    float[] power = new float[GRID.bins()];
    Arrays.fill(power, 0.25f);
    float[] sums = new float[128];
    bands.sum(power, sums);
    float[] flat = new float[128];
    Arrays.fill(flat, 0.25f);
    assertArrayEquals(flat, sums, 1e-5f);
  }

  @Test
  void shouldPutATonesPowerWhereItIs() {
    float[] power = new float[GRID.bins()];
    int bin = 188; // 4406 Hz
    power[bin] = 1;
    float[] sums = new float[128];
    bands.sum(power, sums);
    float[] found = new float[GRID.bins()];
    bands.invert(sums, found);
    int loudest = 0;
    double total = 0;
    double near = 0;
    for (int k = 0; k < found.length; k++) {
      loudest = found[k] > found[loudest] ? k : loudest;
      total += found[k];
      near += Math.abs(k - bin) <= 3 ? found[k] : 0;
    }
    assertTrue(Math.abs(loudest - bin) <= 1, "loudest " + loudest);
    assertEquals(1, total, 0.05);
    assertTrue(near > 0.8 * total, "near " + near + " of " + total);
  }

  @Test
  void shouldFindPowerWithTheBandsItWasGiven() {
    float[] power = new float[GRID.bins()];
    for (int k = 0; k < power.length; k++) {
      power[k] = (float) Math.exp(-k / 100.0) * (k % 9 == 0 ? 1 : 0.01f);
    }
    float[] wanted = new float[128];
    bands.sum(power, wanted);
    float[] found = new float[GRID.bins()];
    bands.invert(wanted, found);
    float[] again = new float[128];
    bands.sum(found, again);
    for (int b = 0; b < 128; b++) {
      assertEquals(0, 10 * Math.log10(again[b] / wanted[b]), 1.5, "band " + b);
    }
    for (float p : found) {
      assertTrue(p >= 0 && p < 10);
    }
  }

  @Test
  void shouldStaySilentOutsideTheBandsAndInSilence() {
    float[] found = new float[GRID.bins()];
    bands.invert(new float[128], found);
    assertArrayEquals(new float[GRID.bins()], found);
    float[] ones = new float[128];
    Arrays.fill(ones, 1);
    bands.invert(ones, found);
    assertEquals(0, found[0]);
    assertEquals(0, found[GRID.bins() - 1]);
  }

  @Test
  void shouldDrawAStraightLineThroughLevels() {
    float[] levels = new float[128];
    for (int b = 0; b < levels.length; b++) {
      levels[b] = -b;
    }
    float[] db = new float[GRID.bins()];
    bands.interpolate(levels, 0, db, 0);
    for (int k = 1; k < db.length; k++) {
      assertTrue(db[k] <= db[k - 1] && db[k - 1] - db[k] < 2, "bin " + k);
    }
    assertEquals(0, db[0]);
    assertEquals(-127, db[GRID.bins() - 1], 0.01);
  }

  @Test
  void shouldRefuseBandsOutsideTheGrid() {
    assertThrows(BadInputException.class, () -> new MelBands(128, 30, 30_000, GRID));
    assertThrows(BadInputException.class, () -> new MelBands(128, 500, 100, GRID));
    assertThrows(BadInputException.class, () -> new MelBands(1, 30, 12_000, GRID));
  }
}
