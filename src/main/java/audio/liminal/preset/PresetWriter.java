package audio.liminal.preset;

import audio.liminal.morph.Control;
import audio.liminal.morph.ControlSpec;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.LatentControl;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.EngineException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes presets as JSON of the current version: only what differs from neutral. */
public final class PresetWriter {
  /** All that a preset may have at its top, in the order it is written. */
  static final Set<String> FIELDS =
      new LinkedHashSet<>(
          List.of(
              "$schema",
              "format",
              "version",
              "name",
              "author",
              "description",
              "feed",
              "tags",
              "loudnessLu",
              "model",
              "profile",
              "target",
              "controls",
              "latents",
              "modulation",
              "form",
              "phase",
              "seed",
              "macros"));

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private PresetWriter() {}

  public static String write(Preset preset) {
    ObjectNode top = JSON.createObjectNode();
    top.put("format", PresetReader.FORMAT).put("version", PresetReader.VERSION);
    about(top, preset.about());
    ObjectNode model = top.putObject("model").put("name", preset.model().name());
    if (preset.model().sha256() != null) {
      model.put("sha256", preset.model().sha256());
    }
    top.put("profile", JsonField.id(preset.profile()));
    target(top.putObject("target"), preset.target());
    controls(top, preset.controls());
    if (!preset.modulation().equals(PresetModulation.NONE)) {
      ModulationJson.write(top.putObject("modulation"), preset.modulation());
    }
    if (preset.form() != MorphSettings.NEUTRAL.form()) {
      top.put("form", JsonField.id(preset.form()));
    }
    if (preset.phase() != MorphSettings.NEUTRAL.phase()) {
      top.put("phase", JsonField.id(preset.phase()));
    }
    if (preset.seed() != MorphSettings.NEUTRAL.seed()) {
      top.put("seed", preset.seed());
    }
    texts(top, "macros", preset.macros());
    try {
      return JSON.writeValueAsString(top) + "\n";
    } catch (JsonProcessingException e) {
      throw new EngineException("a preset can't be written: " + e.getOriginalMessage(), e);
    }
  }

  private static void about(ObjectNode top, Preset.About about) {
    top.put("name", about.name());
    text(top, "author", about.author());
    text(top, "description", about.description());
    text(top, "feed", about.feed());
    texts(top, "tags", about.tags());
    if (about.loudnessLu() != Preset.LOUDNESS_LU) {
      top.put("loudnessLu", about.loudnessLu());
    }
  }

  private static void text(ObjectNode top, String name, String text) {
    if (!text.isEmpty()) {
      top.put(name, text);
    }
  }

  private static void texts(ObjectNode top, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      texts.forEach(top.putArray(name)::add);
    }
  }

  private static void target(ObjectNode into, PresetTarget target) {
    if (target instanceof PresetTarget.Recorded recorded) {
      recorded(into, recorded);
    } else if (target instanceof PresetTarget.Pad pad) {
      pad(into, pad);
    } else {
      into.put("sidechain", true);
    }
  }

  private static void recorded(ObjectNode into, PresetTarget.Recorded recorded) {
    texts(into, "takes", recorded.files());
    into.put("speed", recorded.speed()).put("loop", recorded.loop());
    into.put("beats", recorded.beats()).put("stepBeats", recorded.stepBeats());
  }

  private static void pad(ObjectNode into, PresetTarget.Pad pad) {
    ArrayNode corners = into.putArray("corners");
    for (PresetCorner corner : pad.corners()) {
      if (corner.timbre() != null) {
        corners.addObject().put("timbre", corner.timbre());
      } else {
        captured(corners.addObject(), corner.captured());
      }
    }
    if (pad.forgetSeconds() != Corners.DEFAULT_FORGET_SECONDS) {
      into.put("forgetSeconds", pad.forgetSeconds());
    }
  }

  private static void captured(ObjectNode into, Corner corner) {
    into.put("name", corner.name());
    if (corner.anchor() != null) {
      numbers(into.putArray("anchor"), corner.anchor());
      return;
    }
    LatentCloud cloud = corner.timbre();
    ObjectNode object = into.putObject("cloud");
    numbers(object.putArray("mean"), cloud.mean());
    numbers(object.putArray("covariance"), cloud.covariance());
  }

  private static void numbers(ArrayNode into, float[] values) {
    for (float v : values) {
      into.add(v);
    }
  }

  private static void controls(ObjectNode top, Map<String, Float> controls) {
    controls.forEach(
        (name, value) -> {
          String[] parts = name.split("/", -1);
          if (parts.length == 1) {
            put(object(top, "controls"), spec(Control.values(), name), value);
          } else {
            ObjectNode latent = object(object(top, "latents"), parts[1]);
            put(latent, spec(LatentControl.values(), parts[2]), value);
          }
        });
  }

  private static ObjectNode object(ObjectNode in, String name) {
    return in.get(name) instanceof ObjectNode known ? known : in.putObject(name);
  }

  private static ControlSpec spec(ControlSpec[] specs, String id) {
    for (ControlSpec spec : specs) {
      if (spec.id().equals(id)) {
        return spec;
      }
    }
    throw new IllegalArgumentException(id);
  }

  private static void put(ObjectNode into, ControlSpec spec, float value) {
    if (value == spec.neutral()) {
      return;
    }
    if (spec.isSwitch()) {
      into.put(spec.id(), value >= 0.5f);
    } else {
      into.put(spec.id(), value);
    }
  }
}
