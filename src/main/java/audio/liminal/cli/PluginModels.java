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
import audio.liminal.ring.SlotRequest;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Makes what plugins play; plugins of one model share its sessions. One thread calls. */
final class PluginModels {
  private static final StftProfile[] PROFILES = StftProfile.values();

  private final Map<Path, Opened> opened = new HashMap<>();

  /** A model with the codec that all others of it are siblings of. */
  private record Opened(Model model, ModelCodec codec) {}

  /** See {@link PluginProgramme.Maker}. */
  PluginProgramme programme(SlotRequest request, String text, float[] parameters) {
    request.check();
    StreamSpec stream = new StreamSpec(request.sampleRateHz(), request.channels());
    if (request.profile() < 0 || request.profile() >= PROFILES.length) {
      throw new BadInputException(
          "slot", "profile", request.profile(), "0 to " + (PROFILES.length - 1));
    }
    PluginText wanted = PluginText.parse(text);
    Opened shared = open(Installation.load("model", wanted.model()));
    Model model = shared.model;
    float[] controls = PluginParameters.controls(parameters, model.card().latents().size());
    MorphSettings settings = wanted.settings(model).withControls(Controls.over(controls));
    ModelCodec codec = shared.codec.sibling();
    try {
      MorphEngine engine =
          new MorphEngine(
              stream,
              request.sidechains(),
              PROFILES[request.profile()],
              model.card().grid(),
              codec,
              settings);
      return new PluginProgramme(engine, controls, codec::close);
    } catch (RuntimeException e) {
      codec.close();
      throw e;
    }
  }

  /**
   * A model that changed on the disk is another one; what still plays keeps the old one's sessions.
   */
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
