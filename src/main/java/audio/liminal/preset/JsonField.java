package audio.liminal.preset;

import audio.liminal.signal.BadInputException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A value inside a JSON file that knows where it stands, so that whatever is wrong with it is one
 * clear line.
 *
 * @param file as it is named to the user
 * @param path from the file's top, as {@code target.corners[1].timbre}
 */
record JsonField(String file, String path, JsonNode node) {
  private static final int MOST_SHOWN = 60;

  /** Refuses fields of other names. */
  JsonField only(String... names) {
    return only(new TreeSet<>(Set.of(names)));
  }

  JsonField only(Set<String> names) {
    if (!node.isObject()) {
      throw wrong("an object");
    }
    for (Iterator<String> own = node.fieldNames(); own.hasNext(); ) {
      String name = own.next();
      if (!names.contains(name)) {
        throw at(name).wrong("no such field; there are " + String.join(", ", names));
      }
    }
    return this;
  }

  boolean has(String name) {
    return node.has(name);
  }

  /** A field of this object, which must be there. */
  JsonField get(String name) {
    JsonField field = at(name);
    if (field.node == null) {
      throw new BadInputException(file, field.path, "missing", "a value");
    }
    return field;
  }

  private JsonField at(String name) {
    return new JsonField(file, path.isEmpty() ? name : path + "." + name, node.get(name));
  }

  /** The fields of this object. */
  List<String> names() {
    if (!node.isObject()) {
      throw wrong("an object");
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  List<JsonField> items(int least, int most) {
    String expected = "a list of " + least + " to " + most;
    if (!node.isArray()) {
      throw wrong(expected);
    }
    if (node.size() < least || node.size() > most) {
      throw new BadInputException(file, path + ".length", node.size(), expected);
    }
    List<JsonField> items = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      items.add(new JsonField(file, path + "[" + i + "]", node.get(i)));
    }
    return items;
  }

  /** Numbers of any size a latent may have. */
  float[] numbers(int most, float magnitude) {
    List<JsonField> items = items(1, most);
    float[] values = new float[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = items.get(i).number(-magnitude, magnitude);
    }
    return values;
  }

  float number(float least, float most) {
    float value = node.isNumber() ? (float) node.doubleValue() : Float.NaN;
    if (!(value >= least && value <= most)) {
      throw wrong("a number, " + least + " to " + most);
    }
    return value;
  }

  long integer(long least, long most) {
    boolean whole = node.isIntegralNumber() && node.canConvertToLong();
    if (!whole || node.longValue() < least || node.longValue() > most) {
      throw wrong("a whole number, " + least + " to " + most);
    }
    return node.longValue();
  }

  boolean flag() {
    if (!node.isBoolean()) {
      throw wrong("true or false");
    }
    return node.booleanValue();
  }

  /** Text on one line. */
  String text(int least, int most) {
    String text = node.isTextual() ? node.textValue() : "";
    boolean fits = node.isTextual() && text.length() >= least && text.length() <= most;
    if (!fits || text.chars().anyMatch(Character::isISOControl)) {
      throw wrong("text of " + least + " to " + most + " characters on one line");
    }
    return text;
  }

  String text(String pattern, String expected) {
    if (!node.isTextual() || !node.textValue().matches(pattern)) {
      throw wrong(expected);
    }
    return node.textValue();
  }

  <E extends Enum<E>> E one(Class<E> type) {
    for (E value : type.getEnumConstants()) {
      if (node.isTextual() && id(value).equals(node.textValue())) {
        return value;
      }
    }
    throw wrong(
        Arrays.stream(type.getEnumConstants())
            .map(JsonField::id)
            .collect(Collectors.joining(", ", "one of ", "")));
  }

  /** How a value of an enumeration is written. */
  static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  BadInputException wrong(String expected) {
    String found = String.valueOf(node);
    if (found.length() > MOST_SHOWN) {
      found = found.substring(0, MOST_SHOWN) + "...";
    }
    return new BadInputException(file, path.isEmpty() ? "json" : path, found, expected);
  }
}
