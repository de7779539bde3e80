package audio.liminal.preset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Brings presets of older versions to the current one, a version at a time. */
final class PresetMigration {
  /** What brings a preset of version {@code i + 1} to {@code i + 2}. */
  private static final List<UnaryOperator<JsonField>> STEPS = List.of(PresetMigration::fromFirst);

  private static final Set<String> FIRST_FIELDS =
      Set.of(
          "format",
          "version",
          "name",
          "author",
          "description",
          "feed",
          "tags",
          "model",
          "timbre",
          "morph",
          "smoothing",
          "dryWet",
          "gain",
          "form",
          "profile");

  private static final Map<String, String> FIRST_CONTROLS =
      Map.of("morph", "morph", "smoothing", "smoothing", "dryWet", "dry-wet", "gain", "gain");

  private PresetMigration() {}

  static JsonField toCurrent(JsonField top) {
    if (!top.node().isObject()) {
      throw top.wrong("a preset, which is an object");
    }
    top.get("format").text(PresetReader.FORMAT, '"' + PresetReader.FORMAT + '"');
    JsonField told = top.get("version");
    if (told.node().isInt() && told.node().intValue() > PresetReader.VERSION) {
      throw told.wrong("at most " + PresetReader.VERSION + ", or a newer Liminal to read it");
    }
    long version = told.integer(1, PresetReader.VERSION);
    JsonField current = top;
    for (long v = version; v < PresetReader.VERSION; v++) {
      current = STEPS.get((int) v - 1).apply(current);
    }
    return current;
  }

  /**
   * Version 1 was flat and knew no more than {@code render}'s options: one timbre (none meant the
   * sidechain), four numbers, and a model by its name.
   */
  private static JsonField fromFirst(JsonField first) {
    first.only(FIRST_FIELDS);
    ObjectNode next = first.node().deepCopy();
    next.put("version", 2);
    next.remove(List.of("model", "timbre"));
    next.remove(FIRST_CONTROLS.keySet());
    next.putObject("model").set("name", first.get("model").node());
    if (first.has("timbre")) {
      ObjectNode target = next.putObject("target");
      target.putArray("corners").addObject().set("timbre", first.get("timbre").node());
    }
    ObjectNode controls = next.putObject("controls");
    FIRST_CONTROLS.forEach(
        (old, id) -> {
          if (first.has(old)) {
            controls.set(id, first.get(old).node());
          }
        });
    return new JsonField(first.file(), "", next);
  }
}
