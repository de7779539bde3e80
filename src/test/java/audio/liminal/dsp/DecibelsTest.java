package audio.liminal.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DecibelsTest {
  @Test
  void shouldBeExactAtOne() {
    assertEquals(0f, Decibels.ofPower(1));
    assertEquals(1f, Decibels.toAmplitude(0));
  }

  @Test
  void shouldAgreeWithTheLibraryFunctions() {
    for (double db = -180; db < 60; db += 0.0137) {
      float power = (float) Math.pow(10, db / 10);
      assertEquals(10 * Math.log10(power), Decibels.ofPower(power), 2e-4, "power " + power);
      double amplitude = Math.pow(10, (float) db / 20);
      assertEquals(1, Decibels.toAmplitude((float) db) / amplitude, 2e-6, "level " + db);
    }
  }

  @Test
  void shouldStayFiniteAtAnyLevel() {
    for (float db : new float[] {-1e30f, -5000, 5000, 1e30f}) {
      float amplitude = Decibels.toAmplitude(db);
      assertTrue(amplitude > 0 && amplitude < Float.POSITIVE_INFINITY, "level " + db);
    }
  }
}
