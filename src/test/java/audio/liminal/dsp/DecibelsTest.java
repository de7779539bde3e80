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

  @Test
  void shouldConvertArraysAsItConvertsOne() {
    float[] db = new float[2400];
    float[] powers = new float[db.length];
    for (int k = 0; k < db.length; k++) {
      db[k] = -190 + 0.1f * k;
      powers[k] = (float) Math.pow(10, (db[k] + 60) / 10);
    }
    float[] amplitudes = new float[db.length];
    Decibels.toAmplitudes(db, -100, 40, amplitudes);
    float[] levels = new float[db.length];
    Decibels.ofPowers(powers, 1e-12f, levels);
    for (int k = 0; k < db.length; k++) {
      double held = Math.max(-100, Math.min(40, db[k]));
      assertEquals(held, 20 * Math.log10(amplitudes[k]), 1e-4, "level " + db[k]);
      if (powers[k] < 1e4) {
        assertEquals(10 * Math.log10(powers[k] + 1e-12f), levels[k], 1e-4, "power " + powers[k]);
      }
    }
    float[] none = new float[1];
    Decibels.toAmplitudes(none, -80, 40, none);
    assertEquals(1f, none[0]);
  }
}
