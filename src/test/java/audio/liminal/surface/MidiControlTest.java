package audio.liminal.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.MorphSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MidiControlTest {
  private static final int MORPH = Controls.index(Control.MORPH);
  private static final int X = Controls.index(Control.X);
  private static final int CC = 0xB0;

  private final ControlSurface surface =
      new ControlSurface(MorphSettings.NEUTRAL, List.of("brightness"), settings -> {});
  private final ListedPresets presets = new ListedPresets();
  private MidiMap learned;

  private MidiControl control(boolean pickup, String... once) {
    return new MidiControl(
        surface, presets, map(once), MidiMap.EMPTY, pickup, next -> learned = next);
  }

  private static MidiMap map(String... mappings) {
    MidiMap map = MidiMap.EMPTY;
    for (String mapping : mappings) {
      map = map.with(MidiMapping.parse(mapping));
    }
    return map;
  }

  @Test
  void shouldTurnAControlOverItsWholeRange() {
    MidiControl midi = control(false, "cc:74=morph", "cc:75=gain");
    midi.message(CC, 74, 127);
    midi.message(CC | 15, 75, 0);
    assertEquals(1, surface.get(MORPH));
    assertEquals(-60, surface.get(Controls.index(Control.GAIN)));
    midi.message(CC, 74, 0);
    midi.message(CC, 75, 127);
    assertEquals(0, surface.get(MORPH));
    assertEquals(24, surface.get(Controls.index(Control.GAIN)));
  }

  @Test
  void shouldJoinTwoControllersToFourteenBits() {
    MidiControl midi = control(false, "cc14:1=morph", "bend=x");
    midi.message(CC, 1, 64);
    assertEquals((64 << 7) / 16_383f, surface.get(MORPH));
    midi.message(CC, 33, 5);
    assertEquals((64 << 7 | 5) / 16_383f, surface.get(MORPH));
    midi.message(CC | 1, 33, 5); // another channel has another coarse half
    assertEquals(5 / 16_383f, surface.get(MORPH));
    midi.message(CC, 1, 127);
    midi.message(CC, 33, 127);
    assertEquals(1, surface.get(MORPH));
    midi.message(0xE0, 127, 127);
    assertEquals(1, surface.get(X));
    midi.message(0xE0, 1, 0);
    assertEquals(1 / 16_383f, surface.get(X));
  }

  @Test
  void shouldHearOneChannelWhereAskedTo() {
    MidiControl midi = control(false, "cc:7@3=morph");
    midi.message(CC | 1, 7, 127);
    assertEquals(0, surface.get(MORPH));
    midi.message(CC | 2, 7, 127);
    assertEquals(1, surface.get(MORPH));
  }

  @Test
  void shouldTakeHoldOnlyWhereTheControlStands() {
    surface.set(MORPH, 0.5f);
    MidiControl midi = control(true, "cc:74=morph");
    midi.message(CC, 74, 10);
    midi.message(CC, 74, 30);
    assertEquals(0.5f, surface.get(MORPH));
    midi.message(CC, 74, 70); // past it
    assertEquals(70 / 127f, surface.get(MORPH));
    midi.message(CC, 74, 10); // held, it may jump
    assertEquals(10 / 127f, surface.get(MORPH));
    surface.set(MORPH, 0.9f); // someone else turns
    midi.message(CC, 74, 12);
    assertEquals(0.9f, surface.get(MORPH));
    midi.message(CC, 74, 114); // near enough
    assertEquals(114 / 127f, surface.get(MORPH));
  }

  @Test
  void shouldLearnTheControllerThatMovesNext() {
    MidiControl midi = control(false);
    midi.learn(X);
    midi.message(0x90, 60, 100); // a note is no controller
    midi.message(CC | 4, 21, 127);
    assertEquals(List.of(MidiMapping.parse("cc:21@5=x")), learned.mappings());
    assertEquals(1, surface.get(X));
    midi.message(CC | 4, 22, 0);
    assertEquals(1, surface.get(X));
    midi.forget(X);
    assertEquals(List.of(), learned.mappings());
    midi.message(CC | 4, 21, 0);
    assertEquals(1, surface.get(X));
  }

  @Test
  void shouldLearnBothHalvesOfAFineController() {
    MidiControl midi = control(false);
    midi.learn(X);
    midi.message(CC, 1, 127);
    midi.message(CC, 33, 127);
    assertEquals(List.of(MidiMapping.parse("cc14:1@1=x")), learned.mappings());
    assertEquals(1, surface.get(X));
    midi.message(CC, 1, 64);
    assertEquals((64 << 7) / 16_383f, surface.get(X));
  }

  @Test
  void shouldGiveAFineControllerLearnedAgainItsNewControlOnly() {
    MidiControl midi = control(false, "cc14:1@1=morph");
    midi.learn(X);
    midi.message(CC, 1, 127);
    midi.message(CC, 33, 127);
    assertEquals(map("cc14:1@1=x"), learned);
    assertEquals(1, surface.get(X));
    assertEquals(0, surface.get(MORPH));
  }

  @Test
  void shouldPreferWhatIsMappedOnTheChannelToWhatIsMappedOnAny() {
    MidiControl midi = control(false, "cc:7=morph", "cc:7@3=x");
    midi.message(CC | 2, 7, 127);
    assertEquals(1, surface.get(X));
    assertEquals(0, surface.get(MORPH));
    midi.message(CC | 1, 7, 127);
    assertEquals(1, surface.get(MORPH));
  }

  @Test
  void shouldKeepWhatIsMappedForOnceOutOfWhatIsKept() {
    MidiControl midi =
        new MidiControl(
            surface,
            presets,
            map("cc:7=x", "cc:8=x"),
            map("cc:7@1=morph", "cc:9@1=y"),
            false,
            next -> learned = next);
    midi.message(CC, 7, 127);
    assertEquals(1, surface.get(X));
    assertEquals(0, surface.get(MORPH));
    midi.learn(MORPH);
    midi.message(CC, 10, 64);
    assertEquals(map("cc:7@1=morph", "cc:9@1=y", "cc:10@1=morph"), learned);
    midi.learn(MORPH);
    midi.message(CC, 8, 0); // learned, it turns that although mapped for once
    assertEquals(1, surface.get(X));
    assertEquals(0, surface.get(MORPH));
    midi.forget(X); // what is kept turns again
    midi.message(CC, 7, 127);
    assertEquals(1, surface.get(MORPH));
  }

  @Test
  void shouldForgetAControlHoweverItIsWritten() {
    MidiControl midi = control(false, "cc:20=latent/brightness", "cc:21=latent/0/bias");
    int bias = surface.find("test", "latent/brightness/bias");
    midi.message(CC, 20, 127);
    midi.message(CC, 21, 64);
    float before = surface.get(bias);
    midi.forget(bias);
    midi.message(CC, 20, 0);
    midi.message(CC, 21, 0);
    assertEquals(before, surface.get(bias));
  }

  @Test
  void shouldNotTakeABankSelectForAKnob() {
    MidiControl midi = control(false);
    midi.learn(X);
    midi.message(CC, 0, 3);
    midi.message(CC, 32, 1);
    midi.message(0xC0, 5, 0);
    midi.message(CC, 21, 127);
    assertEquals(map("cc:21@1=x"), learned);
  }

  @Test
  void shouldKeepWhatAnotherModelNames() {
    MidiControl midi = control(false, "cc:1=latent/pitch/bias", "cc:1@2=latent/brightness");
    midi.message(CC | 1, 1, 127);
    assertEquals(4, surface.get(surface.find("test", "latent/brightness")));
  }

  @Test
  void shouldChoosePresetsByProgramChanges() {
    MidiControl midi = control(false);
    midi.message(0xC0 | 9, 0, 0);
    midi.message(0xC0, 127, 0);
    assertEquals(List.of("0", "127"), presets.chosen);
  }

  @Test
  void shouldSurviveWhateverIsSent() {
    MidiControl midi = control(true, "cc14:1=morph", "bend=x", "cc:33=y");
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      if (i % 1000 == 0) {
        midi.learn(random.nextInt(surface.count()));
      }
      midi.message(random.nextInt(256), random.nextInt(128), random.nextInt(128));
    }
    float morph = surface.get(MORPH);
    assertEquals(Math.max(0, Math.min(1, morph)), morph);
  }

  /** Notes what was chosen. */
  static final class ListedPresets implements PresetShelf {
    final List<String> chosen = new ArrayList<>();

    @Override
    public void choose(int place) {
      chosen.add(String.valueOf(place));
    }

    @Override
    public void choose(String name) {
      chosen.add(name);
    }
  }
}
