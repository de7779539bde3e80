package audio.liminal.morph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlsTest {
  private static final List<String> LATENTS = List.of("brightness", "z02", "noisiness");

  @Test
  void shouldFindEveryControlByTheNameItGives() {
    for (int i = 0; i < Controls.count(LATENTS.size()); i++) {
      assertEquals(i, Controls.find("test", Controls.name(i, LATENTS), LATENTS));
    }
    assertEquals(Controls.index(LatentControl.BIAS, 2), Controls.find("test", "latent/3", LATENTS));
  }

  @Test
  void shouldRefuseNamesThereAreNot() {
    for (String name :
        List.of(
            "", "morf", "latent", "latent/4", "latent/0", "latent/z02/bia", "latent/1/bias/2")) {
      assertThrows(BadInputException.class, () -> Controls.find("test", name, LATENTS), name);
    }
  }

  @Test
  void shouldHaveRangesThatHoldWhatIsNeutral() {
    for (int i = 0; i < Controls.count(1); i++) {
      ControlSpec spec = Controls.spec(i);
      assertEquals(spec.neutral(), spec.checked(spec.neutral()));
      assertThrows(BadInputException.class, () -> spec.checked(spec.most() + 0.01f));
      assertThrows(BadInputException.class, () -> spec.checked(Float.NaN));
    }
  }

  @Test
  void shouldKeepWhatWasTurnedWhateverTheNumberOfLatents() {
    Controls turned =
        Controls.NEUTRAL.with(Control.GAIN, -6).with(LatentControl.SCALE, 1, 2).with(Control.X, 1);
    float[] live = new float[Controls.count(3)];
    turned.copyTo(live);
    assertEquals(-6, live[Controls.index(Control.GAIN)]);
    assertEquals(2, live[Controls.index(LatentControl.SCALE, 1)]);
    assertEquals(1, live[Controls.index(LatentControl.SCALE, 2)]);
    float[] fewer = new float[Controls.count(1)];
    turned.copyTo(fewer);
    assertEquals(1, fewer[Controls.index(Control.X)]);
    assertEquals(1, fewer[Controls.index(LatentControl.SCALE, 0)]);
  }

  @Test
  void shouldGoStraightFromOneSetToAnother() {
    Controls a = Controls.NEUTRAL.with(LatentControl.BIAS, 0, 2);
    Controls b = Controls.NEUTRAL.with(Control.GAIN, -12);
    Controls half = a.towards(b, 0.5f);
    assertEquals(1, half.get(Controls.index(LatentControl.BIAS, 0)));
    assertEquals(-6, half.get(Control.GAIN));
    assertEquals(b, b.towards(b, 0.3f));
  }

  @Test
  void shouldWeighTheCornersOfAPad() {
    float[] weights = new float[Corners.MOST];
    for (int n = 1; n <= Corners.MOST; n++) {
      Corners pad =
          Corners.anchors(
              List.of("A", "B", "C", "D").subList(0, n).stream()
                  .map(name -> Corner.anchor(name, new float[] {1}))
                  .toList());
      for (float x = 0; x <= 1; x += 0.25f) {
        for (float y = 0; y <= 1; y += 0.25f) {
          pad.weigh(x, y, weights);
          float sum = 0;
          for (int i = 0; i < Corners.MOST; i++) {
            assertTrue(weights[i] >= 0 && (i < n || weights[i] == 0));
            sum += weights[i];
          }
          assertEquals(1, sum, 1e-6f);
        }
      }
    }
    assertArrayEquals(new float[] {0, 0, 0, 1}, weights);
  }
}
