package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftProfile;
import audio.liminal.host.Player;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.TestModel;
import audio.liminal.morph.Control;
import audio.liminal.morph.Corners;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.Tempo;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import audio.liminal.preset.PresetBinder;
import audio.liminal.preset.PresetTarget;
import audio.liminal.surface.ControlSurface;
import audio.liminal.surface.MidiControl;
import audio.liminal.surface.MidiMap;
import audio.liminal.surface.MidiMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything but the driver, which is played by hand. */
@Timeout(60)
class PlayKeysTest {
  private static final int BLOCK = 256;

  @TempDir Path temp;
  private final List<String> log = new ArrayList<>();
  private Player player;
  private PresetBank bank;
  private PlayPresets presets;
  private ControlSurface surface;
  private MidiControl midi;
  private MidiMap learned;
  private PlayKeys keys;

  @BeforeEach
  void open() throws IOException {
    Model model = Model.load(TestModel.write(temp.resolve("cosine")));
    bank = new PresetBank(temp.resolve("factory"), temp.resolve("own"));
    Preset dark =
        Preset.neutral("A Dark", Preset.ModelRef.of(model), StftProfile.STUDIO)
            .withTarget(PresetTarget.Pad.timbre("dark"))
            .with("morph", 0.5f);
    bank.write(bank.file("A Dark"), dark, false);
    Preset bright = dark.withAbout(Preset.About.named("B Bright")).with("latent/1/bias", 1);
    bank.write(bank.file("B Bright"), bright, false);
    PlaySource source = new PlaySource(null, false, null, 1, 0, StftProfile.STUDIO, Tempo.DEFAULT);
    MorphSettings initial = new PresetBinder("A Dark", dark, model).bind().settings();
    player = new Player(source.through(model, Device.CPU), initial, 0, null);
    player.prepare(48_000, BLOCK);
    surface = new ControlSurface(initial, model.card().latentNames(), player::change);
    PlayPresets.Sound first = new PlayPresets.Sound(model, dark);
    presets = new PlayPresets(bank, player, source, surface, first, Device.CPU, log::add);
    midi =
        new MidiControl(
            surface, presets, MidiMap.EMPTY, MidiMap.EMPTY, false, map -> learned = map);
    keys = new PlayKeys(surface, midi, presets, log::add);
  }

  @AfterEach
  void close() {
    player.close();
  }

  /** Presses keys, and lets what they ask for be done. */
  private void press(int... pressed) {
    for (int key : pressed) {
      assertTrue(keys.press(key));
      presets.tend();
    }
  }

  private float[] play(double seconds) {
    Random random = new Random(1);
    int blocks = (int) (seconds * 48_000 / BLOCK);
    float[] heard = new float[blocks * BLOCK];
    float[][] block = new float[1][BLOCK];
    for (int n = 0; n < blocks; n++) {
      for (int i = 0; i < BLOCK; i++) {
        block[0][i] = (float) (0.1 * random.nextGaussian());
      }
      player.process(block, block, BLOCK);
      System.arraycopy(block[0], 0, heard, n * BLOCK, BLOCK);
    }
    return heard;
  }

  @Test
  void shouldMoveTheMorphAndSwitch() {
    press('+', '=', '-');
    assertEquals(0.55f, surface.settings().get(Control.MORPH), 1e-6);
    press('b', 'f');
    assertTrue(player.settings().isOn(Control.BYPASS) && player.settings().isOn(Control.FREEZE));
    press('b', 'f');
    assertFalse(player.settings().isOn(Control.BYPASS) || player.settings().isOn(Control.FREEZE));
    press('?');
    assertEquals(PlayKeys.HELP, log.get(log.size() - 1));
    log.clear();
    assertFalse(keys.press('q'));
    assertEquals(List.of(), log, "a key that does something lists no keys");
  }

  @Test
  void shouldChooseAnyControlTurnItAndLearnIt() {
    press(Terminal.LEFT, Terminal.LEFT, Terminal.LEFT, Terminal.UP);
    String last = surface.name(surface.count() - 3);
    assertTrue(log.get(log.size() - 1).startsWith(last), log.toString());
    assertNotEquals(MorphSettings.NEUTRAL.controls(), player.settings().controls());
    press(Terminal.DOWN, 'l');
    midi.message(0xB0, 20, 127);
    assertEquals(List.of(MidiMapping.parse("cc:20@1=" + last)), learned.mappings());
    press('L');
    assertEquals(List.of(), learned.mappings());
  }

  @Test
  void shouldGoFromPresetToPresetWithoutAGap() {
    play(0.2);
    press('n');
    assertEquals("B Bright", presets.name());
    assertEquals(1, surface.get(surface.find("test", "latent/1")));
    play(0.2);
    press('n');
    assertEquals("A Dark", presets.name());
    play(0.2);
    press('p', 'p');
    assertEquals("A Dark", presets.name());
    player.tend();
    midi.message(0xC0, 1, 0);
    presets.tend();
    assertEquals("B Bright", presets.name());
    assertEquals(player.settings(), surface.settings());
  }

  @Test
  void shouldLoseNoneOfSeveralKeysPressedAtOnce() {
    play(2.5);
    keys.press('n');
    keys.press('n');
    presets.tend();
    assertEquals("A Dark", presets.name());
    keys.press('c');
    keys.press('n');
    presets.tend();
    assertEquals(3, bank.list().entries().size(), log.toString());
    assertTrue(bank.list().entries().get(2).preset().name().startsWith("Captured "));
    assertEquals("A Dark", presets.name(), "the one after the captured, which is the last");
  }

  @Test
  void shouldSayThatThereIsNoSuchPreset() {
    presets.choose(7);
    presets.tend();
    presets.choose("nothing");
    presets.tend();
    assertEquals("preset: number=8, expected 1 to 2", log.get(0));
    assertTrue(log.get(1).startsWith("preset: name=nothing"), log.get(1));
    assertEquals("A Dark", presets.name());
  }

  @Test
  void shouldCaptureTheInputAsATargetAndAPreset() {
    press('c');
    assertTrue(log.get(0).contains("expected at least"), "too little to capture: " + log);
    play(2.5);
    press('+', 'c');
    assertTrue(presets.name().startsWith("Captured "), log.toString());
    Corners target = (Corners) player.settings().target();
    assertEquals("captured", target.corners().get(0).name());
    assertEquals(0.55f, player.settings().get(Control.MORPH), 1e-6);
    Preset kept = bank.find(presets.name()).preset();
    assertEquals(0.55f, kept.get(Control.MORPH), 1e-6);
    play(0.3);
    press('p');
    assertEquals("B Bright", presets.name());
  }
}
