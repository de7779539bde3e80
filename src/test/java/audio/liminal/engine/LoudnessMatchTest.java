package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.SpectrumGrid;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LoudnessMatchTest {
  private static final double HOPS_PER_SECOND = 187.5;
  private static final int SECOND = 188;
  private static final float LOUD = 0.01f;

  private final SpectrumGrid grid = new SpectrumGrid(46.875, 513);
  private final LoudnessMatch match = new LoudnessMatch(grid, HOPS_PER_SECOND);

  @Test
  void shouldBeNoLouderWhereTheFirstNoteFadesIn() {
    for (int hop = 0; hop < SECOND; hop++) {
      match.hears(LoudnessMatch.SIDECHAIN, LOUD);
    }
    int attack = 3 * SECOND / 10;
    for (int hop = 1; hop < SECOND; hop++) {
      float rise = Math.min(1, (float) hop / attack);
      match.hears(LoudnessMatch.INPUT, rise * rise * LOUD);
      assertTrue(makeUpDb() < 6, hop + ": " + makeUpDb() + " dB");
    }
    assertEquals(0, makeUpDb(), 1);
  }

  @Test
  void shouldTakeOverTheSidechainsLevelOnceItIsKnown() {
    for (int hop = 0; hop < SECOND; hop++) {
      match.hears(LoudnessMatch.INPUT, LOUD);
      match.hears(LoudnessMatch.SIDECHAIN, LOUD / 4);
      assertTrue(makeUpDb() <= 0 && makeUpDb() >= -6.1, hop + ": " + makeUpDb() + " dB");
    }
    assertEquals(-6.02, makeUpDb(), 0.01);
  }

  private float makeUpDb() {
    float[] flat = new float[grid.bins()];
    Arrays.fill(flat, 1);
    match.keep(flat);
    return 2 * Decibels.ofPower(match.makeUp(flat, 1));
  }
}
