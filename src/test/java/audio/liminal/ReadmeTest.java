package audio.liminal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.morph.Control;
import audio.liminal.morph.ControlSpec;
import audio.liminal.morph.LatentControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps what is written from naming what is gone, and from leaving out what there is. */
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

  @Test
  void shouldTellOfEveryControlAndItsRange() throws IOException {
    String table = Files.readString(Path.of("presets/README.md"));
    for (Control control : Control.values()) {
      boolean between = control.name().matches("MACRO_[23]");
      assertTrue(between || table.contains("`" + control.id() + "`"), control.id());
    }
    Stream<ControlSpec> all =
        Stream.of(Control.values(), LatentControl.values()).flatMap(Stream::of);
    all.filter(control -> !control.isSwitch())
        .forEach(
            control -> {
              String range = "%.0f to %.0f".formatted(control.least(), control.most());
              Pattern row = Pattern.compile("`" + control.id() + "`[^\n]*?" + range);
              boolean between = control.id().matches("macro-[23]");
              assertTrue(between || row.matcher(table).find(), control.id() + " " + range);
            });
  }
}
