package audio.liminal.cli;

import audio.liminal.model.Model;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PhaseMode;
import audio.liminal.signal.BadInputException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a plugin asks for beside its parameters, as in a preset file. */
record PluginText(String model, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WHAT = "the plugin's state";

  /** Throws {@link BadInputException} unless it is empty or an object of JSON. */
  static PluginText parse(String text) {
    JsonNode json;
    try {
      json = text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadInputException(WHAT, "json", e.getOriginalMessage(), "as in a preset file", e);
    }
    if (!json.isObject()) {
      throw new BadInputException(WHAT, "json", json.getNodeType(), "an object");
    }
    return new PluginText(json.path("model").path("name").asText(Installation.DEFAULT_MODEL), json);
  }

  /** All but the controls. */
  MorphSettings settings(Model model) {
    MorphSettings settings =
        MorphSettings.NEUTRAL
            .withForm(constant("form", MorphForm.class, MorphForm.GAIN))
            .withPhase(constant("phase", PhaseMode.class, PhaseMode.INPUT))
            .withSeed(json.path("seed").asLong(1));
    JsonNode corners = json.path("target").path("corners");
    return corners.isArray() && !corners.isEmpty()
        ? settings.withTarget(corners(model, corners))
        : settings;
  }

  private <E extends Enum<E>> E constant(String field, Class<E> type, E otherwise) {
    String name = json.path(field).asText(otherwise.name());
    try {
      return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          WHAT, field, name, "one of " + List.of(type.getEnumConstants()), e);
    }
  }

  private Corners corners(Model model, JsonNode array) {
    List<Corner> corners = new ArrayList<>();
    for (JsonNode corner : array) {
      corners.add(corner(model, corner));
    }
    double forget =
        json.path("target").path("forgetSeconds").asDouble(Corners.DEFAULT_FORGET_SECONDS);
    return new Corners(corners, TimbreTarget.ofEverything(model.card()), (float) forget);
  }

  private static Corner corner(Model model, JsonNode corner) {
    if (corner.has("timbre")) {
      String name = corner.path("timbre").asText();
      return Corner.timbre(name, TimbreTarget.of(model, name));
    }
    JsonNode values = corner.path("anchor");
    float[] anchor = new float[values.size()];
    for (int i = 0; i < anchor.length; i++) {
      anchor[i] = (float) values.get(i).asDouble(Double.NaN);
    }
    return Corner.anchor(corner.path("name").asText("anchor"), anchor);
  }
}
