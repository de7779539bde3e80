package audio.liminal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RampTest {
  @ParameterizedTest
  @ValueSource(doubles = {64, 192, 768, 1024})
  void shouldArriveExactlyHoweverSlowAndHoweverLarge(double timeConstant) {
    float[] course = {0, 1, 15.85f, 1, 2, 1, 0.5f, 1, 0};
    Ramp ramp = new Ramp(timeConstant);
    for (float goal : course) {
      ramp.glideTo(goal);
      for (int i = 0; i < 20 * timeConstant; i++) {
        ramp.next();
      }
      assertEquals(goal, ramp.value());
      assertTrue(ramp.settled());
    }
  }
}
