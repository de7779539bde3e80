package audio.liminal.model;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import audio.liminal.signal.WholeFile;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of many numbers, which are written with five significant digits. */
public final class JsonFile {
  private static final MathContext DIGITS = new MathContext(5);

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .registerModule(
              new SimpleModule()
                  .addSerializer(float[].class, new RoundedFloats())
                  .addSerializer(Double.class, new RoundedDouble())
                  .addSerializer(double.class, new RoundedDouble()));

  private JsonFile() {}

  static <T> T read(Path file, TypeReference<T> type, String expected) {
    try {
      T value = JSON.readValue(Files.readAllBytes(file), type);
      new Check(file.toString()).present("json", value);
      return value;
    } catch (JsonProcessingException e) {
      throw new Check(file.toString()).unreadable(e, expected);
    } catch (IOException e) {
      String found = Files.exists(file) ? "unreadable" : "missing";
      throw new BadInputException(file.toString(), "file", found, expected, e);
    }
  }

  /**
   * Writes records, maps, lists and numbers as JSON, all of them or none.
   *
   * @param value floats in arrays, and doubles, are rounded; a double that is not finite is null
   */
  public static void write(Path file, Object value) {
    try {
      String json = JSON.writeValueAsString(value) + "\n";
      WholeFile.write(file, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw EngineException.writing(file, e);
    }
  }

  private static final class RoundedFloats extends StdSerializer<float[]> {
    private static final long serialVersionUID = 1;

    RoundedFloats() {
      super(float[].class);
    }

    @Override
    public void serialize(float[] values, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      for (float v : values) {
        out.writeNumber(new BigDecimal(v).round(DIGITS).floatValue());
      }
      out.writeEndArray();
    }
  }

  private static final class RoundedDouble extends StdSerializer<Double> {
    private static final long serialVersionUID = 1;

    RoundedDouble() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(new BigDecimal(value).round(DIGITS).doubleValue());
      } else {
        out.writeNull();
      }
    }
  }
}
