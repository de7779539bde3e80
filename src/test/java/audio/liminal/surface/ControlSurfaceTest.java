package audio.liminal.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlSurfaceTest {
  private static final int MORPH = Controls.index(Control.MORPH);
  private static final int GAIN = Controls.index(Control.GAIN);
  private static final int FREEZE = Controls.index(Control.FREEZE);

  private final List<MorphSettings> heard = new ArrayList<>();
  private final ControlSurface surface =
      new ControlSurface(MorphSettings.NEUTRAL, List.of("brightness", "noise"), heard::add);

  @Test
  void shouldHoldValuesToTheirRange() {
    surface.set(GAIN, 99);
    assertEquals(24, surface.get(GAIN));
    surface.set(GAIN, -1e9f);
    assertEquals(-60, surface.get(GAIN));
    surface.setShare(GAIN, 0.5f);
    assertEquals(-18, surface.get(GAIN));
    surface.turn(MORPH, 0.25f);
    surface.turn(MORPH, 0.25f);
    assertEquals(0.5f, surface.get(MORPH));
    assertEquals(surface.settings(), heard.get(heard.size() - 1));
  }

  @Test
  void shouldTellNothingWhenNothingChanges() {
    surface.set(MORPH, Float.NaN);
    surface.set(MORPH, 0);
    surface.set(surface.count(), 0.5f);
    assertEquals(List.of(), heard);
  }

  @Test
  void shouldKnowSwitchesAsOnAndOff() {
    surface.set(FREEZE, 0.6f);
    assertEquals(1, surface.get(FREEZE));
    surface.toggle(FREEZE);
    assertEquals(0, surface.get(FREEZE));
    surface.turn(FREEZE, 0.05f);
    assertEquals(1, surface.get(FREEZE));
    surface.turn(FREEZE, -0.05f);
    assertEquals(0, surface.get(FREEZE));
  }

  @Test
  void shouldFindTheLatentsOfTheModelThatPlays() {
    int bias = surface.find("test", "latent/noise");
    assertEquals("latent/noise/bias", surface.name(bias));
    surface.set(bias, 2);
    assertEquals(2, surface.get(bias));
    MorphSettings other = MorphSettings.NEUTRAL.withMorph(0.3f);
    surface.replace(other, List.of("pitch"), () -> heard.add(other));
    assertEquals(other, surface.settings());
    assertThrows(BadInputException.class, () -> surface.find("test", "latent/noise"));
    assertEquals("latent/pitch/bias", surface.name(surface.find("test", "latent/1")));
    surface.set(bias, 2); // a latent that is no longer there
    assertEquals(other, surface.settings());
  }
}
