package audio.liminal.cli;

import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.surface.ControlSurface;
import audio.liminal.surface.MidiControl;
import java.util.Locale;
import java.util.function.Consumer;

/** What each key does. */
final class PlayKeys {
  static final String HELP =
      "keys: + and - morph, left and right choose a control, up and down turn it, b bypass, f freeze,"
          + " n and p next and previous preset, c capture, l learn the chosen control from MIDI, L"
          + " forget that, q quit";

  private static final float STEP = 0.05f; // of a control's range

  private final ControlSurface surface;
  private final MidiControl midi;
  private final PlayPresets presets;
  private final Consumer<String> log;
  private int chosen = Controls.index(Control.MORPH);

  /**
   * @param log told what was chosen and turned
   */
  PlayKeys(ControlSurface surface, MidiControl midi, PlayPresets presets, Consumer<String> log) {
    this.surface = surface;
    this.midi = midi;
    this.presets = presets;
    this.log = log;
  }

  /** Does what a key says; false when it ends the play. */
  boolean press(int key) {
    switch (key) {
      case '+', '=' -> surface.turn(Controls.index(Control.MORPH), STEP);
      case '-' -> surface.turn(Controls.index(Control.MORPH), -STEP);
      case Terminal.RIGHT -> choose(1);
      case Terminal.LEFT -> choose(-1);
      case Terminal.UP -> turn(STEP);
      case Terminal.DOWN -> turn(-STEP);
      case 'b' -> surface.toggle(Controls.index(Control.BYPASS));
      case 'f' -> surface.toggle(Controls.index(Control.FREEZE));
      case 'n' -> presets.step(1);
      case 'p' -> presets.step(-1);
      case 'c' -> presets.capture();
      case 'l' -> learn();
      case 'L' -> forget();
      case 'q' -> {}
      default -> log.accept(HELP);
    }
    return key != 'q';
  }

  private void choose(int step) {
    chosen = Math.floorMod(chosen + step, surface.count());
    tell();
  }

  private void turn(float share) {
    surface.turn(chosen(), share);
    tell();
  }

  /** Another model may have fewer controls. */
  private int chosen() {
    chosen = Math.min(chosen, surface.count() - 1);
    return chosen;
  }

  private void tell() {
    int index = chosen();
    String unit = Controls.spec(index).unit();
    log.accept(
        String.format(Locale.ROOT, "%s %.2f %s", surface.name(index), surface.get(index), unit)
            .strip());
  }

  private void learn() {
    midi.learn(chosen());
    log.accept("turn a MIDI controller to let it turn " + surface.name(chosen()));
  }

  private void forget() {
    midi.forget(chosen());
    log.accept("no MIDI controller turns " + surface.name(chosen()));
  }
}
