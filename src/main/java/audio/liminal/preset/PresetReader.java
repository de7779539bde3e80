package audio.liminal.preset;

import audio.liminal.dsp.StftProfile;
import audio.liminal.morph.Control;
import audio.liminal.morph.ControlSpec;
import audio.liminal.morph.Controls;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.LatentControl;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PhaseMode;
import audio.liminal.morph.Takes;
import audio.liminal.signal.BadInputException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads presets from JSON, strictly: whatever is wrong is one line, and nothing else happens. */
public final class PresetReader {
  public static final String FORMAT = "liminal-preset";
  public static final int VERSION = 2;
  static final int MOST_TEXT = 500;
  static final int MOST_NAME = 64;
  static final int MOST_PATH = 4096;
  static final float MOST_SPEED = 16;
  static final int MOST_TAGS = 16;
  static final int MOST_MACROS = 4;
  static final float MOST_LOUDNESS_LU = 60;
  static final float LEAST_FORGET_SECONDS = 0.1f;
  static final float MOST_FORGET_SECONDS = 3600;
  static final String MODEL_NAME = "(?!\\.)[^/\\\\\\p{Cntrl}]{1,64}";
  static final String TAG = "[a-z0-9][a-z0-9-]{0,31}";

  /** What a latent can be, far beyond what any encoder gives. */
  static final float MOST_LATENT = 1e6f;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final ObjectMapper OF_DOUBLES =
      JSON.copy().disable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private PresetReader() {}

  /**
   * Reads a preset of this version or an older one.
   *
   * @param what where the text comes from, for the error
   * @throws BadInputException naming the field, what was found there and what is expected
   */
  public static Preset read(String what, String json) {
    JsonNode tree;
    try {
      tree = tree(json.startsWith(BYTE_ORDER_MARK) ? json.substring(1) : json);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw new BadInputException(
          what, "json", e.getOriginalMessage() + line, "a preset as JSON", e);
    }
    JsonField top = new JsonField(what, "", tree == null ? NullNode.getInstance() : tree);
    return preset(PresetMigration.toCurrent(top));
  }

  /** Numbers beyond all reckoning become infinite, and are refused where they stand. */
  private static JsonNode tree(String json) throws JsonProcessingException {
    try {
      return JSON.readTree(json);
    } catch (NumberFormatException e) {
      return OF_DOUBLES.readTree(json);
    }
  }

  private static Preset preset(JsonField top) {
    top.only(PresetWriter.FIELDS);
    MorphSettings neutral = MorphSettings.NEUTRAL;
    return new Preset(
        about(top),
        model(top.get("model")),
        top.has("profile") ? top.get("profile").one(StftProfile.class) : StftProfile.STUDIO,
        top.has("target") ? target(top.get("target")) : PresetTarget.SIDECHAIN,
        controls(top),
        top.has("modulation") ? ModulationJson.read(top.get("modulation")) : PresetModulation.NONE,
        top.has("form") ? top.get("form").one(MorphForm.class) : neutral.form(),
        top.has("phase") ? top.get("phase").one(PhaseMode.class) : neutral.phase(),
        top.has("seed") ? top.get("seed").integer(0, Long.MAX_VALUE) : neutral.seed(),
        top.has("macros") ? texts(top.get("macros").items(0, MOST_MACROS)) : List.of());
  }

  private static Preset.About about(JsonField top) {
    List<String> tags = List.of();
    if (top.has("tags")) {
      tags =
          top.get("tags").items(0, MOST_TAGS).stream()
              .map(tag -> tag.text(TAG, "lower-case letters, digits and hyphens"))
              .toList();
    }
    return new Preset.About(
        top.get("name").text(1, MOST_NAME),
        text(top, "author"),
        text(top, "description"),
        text(top, "feed"),
        tags,
        top.has("loudnessLu")
            ? top.get("loudnessLu").number(0, MOST_LOUDNESS_LU)
            : Preset.LOUDNESS_LU);
  }

  private static String text(JsonField top, String name) {
    return top.has(name) ? top.get(name).text(0, MOST_TEXT) : "";
  }

  private static List<String> texts(List<JsonField> items) {
    return items.stream().map(item -> item.text(0, MOST_NAME)).toList();
  }

  private static Preset.ModelRef model(JsonField model) {
    model.only("name", "sha256");
    return new Preset.ModelRef(
        model.get("name").text(MODEL_NAME, "a model's name"),
        model.has("sha256")
            ? model.get("sha256").text("[0-9a-f]{64}", "64 hexadecimal digits")
            : null);
  }

  private static PresetTarget target(JsonField target) {
    if (target.has("takes")) {
      return recorded(target);
    }
    if (!target.has("corners")) {
      target.only("sidechain");
      if (!target.get("sidechain").flag()) {
        throw target.get("sidechain").wrong("true, or corners instead");
      }
      return PresetTarget.SIDECHAIN;
    }
    target.only("corners", "forgetSeconds");
    float forget =
        target.has("forgetSeconds")
            ? forget(target.get("forgetSeconds"))
            : Corners.DEFAULT_FORGET_SECONDS;
    return new PresetTarget.Pad(
        target.get("corners").items(1, Corners.MOST).stream().map(PresetReader::corner).toList(),
        forget);
  }

  private static PresetTarget recorded(JsonField target) {
    target.only("takes", "speed", "loop", "beats", "stepBeats");
    return new PresetTarget.Recorded(
        target.get("takes").items(1, Takes.MOST).stream()
            .map(file -> file.text(1, MOST_PATH))
            .toList(),
        target.has("speed") ? target.get("speed").number(-MOST_SPEED, MOST_SPEED) : 1,
        target.has("loop") && target.get("loop").flag(),
        target.has("beats") ? target.get("beats").number(0, ModulationJson.MOST_BEATS) : 0,
        target.has("stepBeats") ? target.get("stepBeats").number(0, ModulationJson.MOST_BEATS) : 0);
  }

  private static float forget(JsonField seconds) {
    float value = seconds.number(0, MOST_FORGET_SECONDS);
    if (value != 0 && value < LEAST_FORGET_SECONDS) {
      throw seconds.wrong("0, or " + LEAST_FORGET_SECONDS + " to " + MOST_FORGET_SECONDS);
    }
    return value;
  }

  private static PresetCorner corner(JsonField corner) {
    if (corner.has("timbre")) {
      corner.only("timbre");
      return PresetCorner.timbre(corner.get("timbre").text(1, MOST_NAME));
    }
    if (corner.has("anchor")) {
      corner.only("name", "anchor");
      float[] latent = corner.get("anchor").numbers(Controls.MAX_LATENTS, MOST_LATENT);
      return PresetCorner.captured(Corner.anchor(corner.get("name").text(1, MOST_NAME), latent));
    }
    corner.only("name", "cloud");
    String name = corner.get("name").text(1, MOST_NAME);
    return PresetCorner.captured(Corner.timbre(name, cloud(corner.get("cloud"))));
  }

  private static LatentCloud cloud(JsonField cloud) {
    cloud.only("mean", "covariance");
    int most = Controls.MAX_LATENTS;
    float[] mean = cloud.get("mean").numbers(most, MOST_LATENT);
    float[] covariance =
        cloud.get("covariance").numbers(most * (most + 1) / 2, MOST_LATENT * MOST_LATENT);
    try {
      return new LatentCloud(mean, covariance);
    } catch (BadInputException e) {
      throw e.in(cloud.file() + ": " + cloud.path());
    }
  }

  private static Map<String, Float> controls(JsonField top) {
    Map<String, Float> controls = new LinkedHashMap<>();
    if (top.has("controls")) {
      values(top.get("controls"), Control.values(), "", controls);
    }
    if (top.has("latents")) {
      JsonField latents = top.get("latents");
      for (String latent : latents.names()) {
        if (latent.contains("/")) {
          throw latents.get(latent).wrong("a latent's name without /");
        }
        values(latents.get(latent), LatentControl.values(), "latent/" + latent + "/", controls);
      }
    }
    return controls;
  }

  private static void values(
      JsonField from, ControlSpec[] specs, String prefix, Map<String, Float> into) {
    from.only(ids(specs));
    for (ControlSpec spec : specs) {
      if (from.has(spec.id())) {
        JsonField field = from.get(spec.id());
        float on = spec.isSwitch() && field.flag() ? 1 : 0;
        into.put(
            prefix + spec.id(), spec.isSwitch() ? on : field.number(spec.least(), spec.most()));
      }
    }
  }

  private static Set<String> ids(ControlSpec[] specs) {
    return Arrays.stream(specs)
        .map(ControlSpec::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
