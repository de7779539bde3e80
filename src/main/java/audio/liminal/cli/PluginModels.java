package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.host.PluginParameters;
import audio.liminal.host.PluginProgramme;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.Controls;
import audio.liminal.morph.MorphSettings;
import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBinder;
import audio.liminal.preset.PresetReader;
import audio.liminal.ring.SlotRequest;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Makes what plugins play; plugins of one model share its sessions. One thread calls. */
final class PluginModels implements PluginProgramme.Maker {
  private static final String WHAT = "the plugin's state";
  private static final StftProfile[] PROFILES = StftProfile.values();

  private final Map<Path, Opened> opened = new HashMap<>();

  /** A model with the codec that all others of it are siblings of. */
  private record Opened(Model model, ModelCodec codec) {}

  /** What a text and parameters mean: a model, settings, and what these look at. */
  private record Wanted(Opened opened, MorphSettings settings, float[] controls) {}

  @Override
  public PluginProgramme make(SlotRequest request, String text, float[] parameters) {
    request.check();
    StreamSpec stream = new StreamSpec(request.sampleRateHz(), request.channels());
    if (request.profile() < 0 || request.profile() >= PROFILES.length) {
      throw new BadInputException(
          "slot", "profile", request.profile(), "0 to " + (PROFILES.length - 1));
    }
    StftProfile profile = PROFILES[request.profile()];
    Wanted wanted = wanted(text, parameters);
    ModelCodec codec = wanted.opened.codec.sibling();
    try {
      return new PluginProgramme(
          new MorphEngine(
              stream,
              request.sidechains(),
              profile,
              wanted.opened.model.card().grid(),
              codec,
              wanted.settings),
          wanted.controls);
    } catch (RuntimeException e) {
      codec.close();
      throw e;
    }
  }

  @Override
  public PluginProgramme.Change change(MorphEngine engine, String text, float[] parameters) {
    Wanted wanted = wanted(text, parameters);
    ModelCodec codec = wanted.opened.codec.sibling();
    try {
      return new PluginProgramme.Change(
          engine.session(wanted.opened.model.card().grid(), codec, wanted.settings),
          wanted.controls);
    } catch (RuntimeException e) {
      codec.close();
      throw e;
    }
  }

  /** The controls in the text count for nothing beside the parameters. */
  private Wanted wanted(String text, float[] parameters) {
    Preset preset = text.isEmpty() ? null : PresetReader.read(WHAT, text);
    String name = preset == null ? Installation.DEFAULT_MODEL : preset.model().name();
    Opened open = open(Installation.load("model", "name", name));
    float[] controls = PluginParameters.controls(parameters, open.model.card().latents().size());
    MorphSettings settings =
        preset == null
            ? MorphSettings.NEUTRAL
            : new PresetBinder(WHAT, preset, open.model).bind().settings();
    return new Wanted(open, settings.withControls(Controls.over(controls)), controls);
  }

  /** A model that changed on the disk is another one; what plays keeps the old one's sessions. */
  private Opened open(Model model) {
    Opened known = opened.get(model.folder());
    if (known != null && known.model.card().equals(model.card())) {
      return known;
    }
    Opened now = new Opened(model, model.open(Device.AUTO));
    if (known != null) {
      known.codec.close();
    }
    opened.put(model.folder(), now);
    return now;
  }
}
