package audio.liminal.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RingLayoutTest {
  private static final Path HEADER = Path.of("native/src/ring_layout.h");
  private static final Pattern CONSTANT =
      Pattern.compile("^constexpr std::uint(32|64)_t k(\\w+) = (\\w+);", Pattern.MULTILINE);

  @Test
  void shouldBeTheHeadersTwinNameByName() throws IOException, IllegalAccessException {
    String header = Files.readString(HEADER);
    Map<String, Long> theirs = new TreeMap<>();
    for (Matcher m = CONSTANT.matcher(header); m.find(); ) {
      theirs.put(javaName(m.group(2)), Long.decode(m.group(3)));
    }
    Map<String, Long> ours = new TreeMap<>();
    for (Field field : RingLayout.class.getDeclaredFields()) {
      ours.put(field.getName(), ((Number) field.get(null)).longValue());
    }
    assertEquals(theirs, ours);
    assertTrue(ours.size() > 60, "found " + ours.size());
    assertEquals(header.split("\nconstexpr", -1).length - 1, theirs.size(), "each in one line");
  }

  private static String javaName(String name) {
    return name.replaceAll("(?<=[a-z0-9])([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }
}
