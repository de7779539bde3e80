package audio.liminal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps the README from naming what is gone. */
class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

  @Test
  void shouldLinkOnlyToFilesThatExist() throws IOException {
    List<String> links =
        LINK.matcher(Files.readString(Path.of("README.md")))
            .results()
            .map((MatchResult link) -> link.group(1))
            .filter(link -> !link.startsWith("http"))
            .toList();
    assertFalse(links.isEmpty());
    links.forEach(link -> assertTrue(Files.exists(Path.of(link)), link));
  }
}
