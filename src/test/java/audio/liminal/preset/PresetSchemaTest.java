package audio.liminal.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftProfile;
import audio.liminal.morph.Control;
import audio.liminal.morph.ControlSpec;
import audio.liminal.morph.LatentControl;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.PhaseMode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema, the code and the factory presets say the same. */
class PresetSchemaTest {
  private static final Path FOLDER = Path.of("presets");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static JsonNode schema;
  private static JsonSchema validator;

  @BeforeAll
  static void readSchema() throws IOException {
    schema = JSON.readTree(FOLDER.resolve("schema.json").toFile());
    validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
  }

  private static List<PresetBank.Entry> factory() {
    return new PresetBank(FOLDER, Path.of("none")).list().entries();
  }

  @ParameterizedTest
  @MethodSource("factory")
  void shouldAcceptEveryFactoryPreset(PresetBank.Entry entry) throws IOException {
    assertEquals(Set.of(), validator.validate(JSON.readTree(entry.file().toFile())));
    String written = PresetWriter.write(entry.preset());
    assertEquals(Set.of(), validator.validate(JSON.readTree(written)));
    assertEquals(written, Files.readString(entry.file()), "as the program would write it");
  }

  @Test
  void shouldBeReadWithoutTrouble() {
    assertEquals(List.of(), new PresetBank(FOLDER, Path.of("none")).list().troubles());
    assertFalse(factory().isEmpty());
  }

  @Test
  void shouldRefuseWhatTheCodeRefuses() throws IOException {
    for (String wrong :
        List.of(
            "\"controls\":{\"morph\":2}",
            "\"controls\":{\"mroph\":1}",
            "\"latents\":{\"c1\":{\"bias\":9}}",
            "\"latents\":{\"c1\":{\"freeze\":1}}",
            "\"target\":{\"corners\":[]}",
            "\"target\":{\"corners\":[{\"timbre\":\"a\",\"name\":\"b\"}]}",
            "\"target\":{\"corners\":[{\"timbre\":\"a\"}],\"forgetSeconds\":0.01}",
            "\"target\":{\"sidechain\":false}",
            "\"seed\":-1",
            "\"tags\":[\"A b\"]",
            "\"more\":1")) {
      String json =
          "{\"format\":\"liminal-preset\",\"version\":2,\"name\":\"n\",\"model\":{\"name\":\"m\"},"
              + wrong
              + "}";
      assertFalse(validator.validate(JSON.readTree(json)).isEmpty(), wrong);
    }
  }

  @Test
  void shouldHaveTheCodesFieldsAndRanges() {
    assertEquals(new TreeSet<>(PresetWriter.FIELDS), names(schema.at("/properties")));
    assertEquals(PresetReader.VERSION, schema.at("/properties/version/const").intValue());
    assertEquals(PresetReader.FORMAT, schema.at("/properties/format/const").textValue());
    assertControls(Control.values(), schema.at("/properties/controls"));
    assertControls(LatentControl.values(), schema.at("/properties/latents/additionalProperties"));
    assertEnum(StftProfile.values(), "profile");
    assertEnum(MorphForm.values(), "form");
    assertEnum(PhaseMode.values(), "phase");
    assertLimits();
  }

  private static void assertLimits() {
    assertEquals(PresetReader.MOST_NAME, schema.at("/properties/name/maxLength").intValue());
    assertEquals(PresetReader.MOST_TEXT, schema.at("/properties/feed/maxLength").intValue());
    assertEquals(PresetReader.MOST_TAGS, schema.at("/properties/tags/maxItems").intValue());
    assertEquals(PresetReader.MOST_MACROS, schema.at("/properties/macros/maxItems").intValue());
    JsonNode loudness = schema.at("/properties/loudnessLu");
    assertEquals(PresetReader.MOST_LOUDNESS_LU, loudness.get("maximum").floatValue());
    assertEquals(Preset.LOUDNESS_LU, loudness.get("default").floatValue());
    assertEquals(
        "^" + PresetReader.TAG + "$", schema.at("/properties/tags/items/pattern").textValue());
    JsonNode pad = schema.at("/properties/target/oneOf/1/properties");
    assertEquals(4, pad.at("/corners/maxItems").intValue());
    assertEquals(PresetReader.MOST_FORGET_SECONDS, pad.at("/forgetSeconds/maximum").floatValue());
    JsonNode anchor = pad.at("/corners/items/oneOf/1/properties/anchor");
    assertEquals(PresetReader.MOST_LATENT, anchor.at("/items/maximum").floatValue());
  }

  private static void assertControls(ControlSpec[] specs, JsonNode object) {
    JsonNode properties = object.get("properties");
    assertEquals(
        new TreeSet<>(Arrays.stream(specs).map(ControlSpec::id).toList()), names(properties));
    assertFalse(object.get("additionalProperties").booleanValue());
    for (ControlSpec spec : specs) {
      JsonNode property = properties.get(spec.id());
      assertEquals(spec.isSwitch() ? "boolean" : "number", property.get("type").textValue());
      if (!spec.isSwitch()) {
        assertEquals(spec.least(), property.get("minimum").floatValue(), spec.id());
        assertEquals(spec.most(), property.get("maximum").floatValue(), spec.id());
        assertEquals(spec.neutral(), property.get("default").floatValue(), spec.id());
      }
    }
  }

  private static void assertEnum(Enum<?>[] values, String field) {
    List<String> ids = Arrays.stream(values).map(JsonField::id).toList();
    List<String> published = new ArrayList<>();
    schema.at("/properties/" + field + "/enum").forEach(id -> published.add(id.textValue()));
    assertEquals(ids, published);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void shouldDescribeEveryField() {
    assertDescribed("", schema);
  }

  private static void assertDescribed(String path, JsonNode node) {
    if (node.has("properties")) {
      for (Map.Entry<String, JsonNode> field : node.get("properties").properties()) {
        String one = path + "/" + field.getKey();
        assertTrue(field.getValue().path("description").isTextual(), one);
        assertDescribed(one, field.getValue());
      }
    }
    for (String below : List.of("items", "additionalProperties")) {
      if (node.has(below)) {
        assertDescribed(path + "/" + below, node.get(below));
      }
    }
    for (JsonNode choice : node.path("oneOf")) {
      assertTrue(!choice.has("properties") || choice.has("description"), path);
      assertDescribed(path, choice);
    }
  }
}
