package audio.liminal.cli;

import audio.liminal.host.MidiInbox;
import audio.liminal.host.MidiPlan;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.EngineException;
import audio.liminal.surface.ControlSurface;
import audio.liminal.surface.MidiControl;
import audio.liminal.surface.MidiMap;
import audio.liminal.surface.MidiMapFile;
import audio.liminal.surface.MidiMapping;
import audio.liminal.surface.OscPort;
import java.util.function.Consumer;

/** All that a performer reaches while sound plays: keys, MIDI and OSC, on one surface. */
final class PlayDesk implements AutoCloseable {
  private final ControlSurface surface;
  private final PlayPresets presets;
  private final PlayKeys keys;
  private final MidiInbox inbox;
  private final MidiPlan midiPlan;
  private final OscPort osc;

  /**
   * Listens at once.
   *
   * @param mapFile where MIDI mappings are kept
   * @param log told what happens, a line each; any thread
   */
  PlayDesk(
      SurfaceOptions options,
      MidiMapFile mapFile,
      ControlSurface surface,
      PlayPresets presets,
      Consumer<String> log) {
    this.surface = surface;
    this.presets = presets;
    MidiMap once = MidiMap.EMPTY;
    for (MidiMapping mapping : options.midi) {
      surface.find("--midi", mapping.control());
      once = once.with(mapping);
    }
    MidiControl midi =
        new MidiControl(
            surface,
            presets,
            once,
            mapFile.read(),
            options.midiPickup,
            next -> keep(mapFile, next, log));
    keys = new PlayKeys(surface, midi, presets, log);
    osc = options.osc == null ? null : new OscPort(options.osc, surface, presets, log);
    inbox = new MidiInbox(midi::message);
    midiPlan = new MidiPlan(inbox, options.midiIn);
  }

  private static void keep(MidiMapFile file, MidiMap map, Consumer<String> log) {
    try {
      file.write(map);
      log.accept("MIDI mappings kept in " + file.path());
    } catch (EngineException e) {
      log.accept(e.getMessage());
    }
  }

  /** What a driver does with MIDI. */
  MidiPlan midiPlan() {
    return midiPlan;
  }

  MorphSettings settings() {
    return surface.settings();
  }

  /** The preset that plays, or null. */
  String preset() {
    return presets.name();
  }

  /** Messages that came too fast, or meant nothing. */
  long refusedMessages() {
    return inbox.lost() + (osc == null ? 0 : osc.refused());
  }

  /** See {@link PlayKeys#press}. */
  boolean press(int key) {
    return keys.press(key);
  }

  /** Does what was asked for from afar; on the thread that made this. */
  void tend() {
    presets.tend();
  }

  /** Listens no more. */
  @Override
  public void close() {
    inbox.close();
    if (osc != null) {
      osc.close();
    }
  }
}
