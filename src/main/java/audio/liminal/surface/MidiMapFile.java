package audio.liminal.surface;

import audio.liminal.morph.Controls;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.WholeFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a user's MIDI map is kept from one evening to the next. */
public record MidiMapFile(Path path) {
  private static final String FORMAT = "liminal-midi";
  private static final int VERSION = 1;
  private static final String EXPECTED = "a MIDI map that play wrote, or none";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** How it is written. */
  private record Contents(String format, int version, List<MidiMapping> mappings) {}

  /** What was written last, or an empty map. */
  public MidiMap read() {
    if (!Files.exists(path)) {
      return MidiMap.EMPTY;
    }
    try {
      Contents contents = JSON.readValue(Files.readAllBytes(path), Contents.class);
      if (contents == null) {
        throw new BadInputException(path.toString(), "json", "null", EXPECTED);
      }
      check("format", contents.format, FORMAT);
      check("version", contents.version, VERSION);
      int none = contents.mappings.indexOf(null);
      if (none >= 0) {
        throw new BadInputException(
            path.toString(), "mappings[" + none + "]", "null", "a source and a control");
      }
      for (int i = 0; i < contents.mappings.size(); i++) {
        String control = contents.mappings.get(i).control();
        if (!control.startsWith("latent/")) { // those are another model's, perhaps
          Controls.find(path + ": mappings[" + i + "]", control, List.of());
        }
      }
      return new MidiMap(contents.mappings);
    } catch (JsonProcessingException e) {
      throw new BadInputException(path.toString(), field(e), e.getOriginalMessage(), EXPECTED, e);
    } catch (IOException e) {
      throw new BadInputException(path.toString(), "file", "unreadable", EXPECTED, e);
    }
  }

  private void check(String field, Object found, Object expected) {
    if (!expected.equals(found)) {
      throw new BadInputException(path.toString(), field, found, expected.toString());
    }
  }

  private static String field(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "json";
    }
    StringBuilder field = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      String name = step.getFieldName();
      String next = name == null ? "[" + step.getIndex() + "]" : name;
      field.append(name != null && field.length() > 0 ? "." : "").append(next);
    }
    return field.toString();
  }

  /** Writes all of a map, or leaves what was there. */
  public void write(MidiMap map) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Contents contents = new Contents(FORMAT, VERSION, map.mappings());
      WholeFile.write(path, JSON.writeValueAsBytes(contents));
    } catch (IOException e) {
      throw EngineException.writing(path, e);
    }
  }
}
