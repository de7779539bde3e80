package audio.liminal.model;

import audio.liminal.signal.BadInputException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;

/**
 * Holds a file's fields to what they must be; each refusal names the file and the field.
 *
 * @param file as it is named to the user
 */
record Check(String file) {
  private static final double MOST_MAGNITUDE = 1e6;

  void present(String field, Object value) {
    if (value == null) {
      throw new BadInputException(file, field, "missing", "a value");
    }
  }

  void within(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new BadInputException(file, field, value, least + " to " + most);
    }
  }

  void expect(String field, Object found, Object expected) {
    if (!expected.equals(found)) {
      throw new BadInputException(file, field, found, String.valueOf(expected));
    }
  }

  /** So many values of a latent's magnitude. */
  void vector(String field, float[] values, int length) {
    present(field, values);
    expect(field + ".length", values.length, length);
    for (float v : values) {
      within(field, v, -MOST_MAGNITUDE, MOST_MAGNITUDE);
    }
  }

  /** What JSON holds that can't be read, by the field where it stands. */
  BadInputException unreadable(JsonProcessingException e, String expected) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return new BadInputException(file, "json", e.getOriginalMessage(), expected, e);
    }
    StringBuilder field = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      String name = step.getFieldName();
      field.append(name != null && field.length() > 0 ? "." : "");
      field.append(name == null ? "[" + step.getIndex() + "]" : name);
    }
    // what follows is for programmers: names of classes and of Jackson's switches
    String found = e.getOriginalMessage().split("[;(]", 2)[0].strip();
    return new BadInputException(file, field.toString(), found, expected, e);
  }
}
