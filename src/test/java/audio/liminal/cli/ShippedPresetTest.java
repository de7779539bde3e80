package audio.liminal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.preset.Preset;
import audio.liminal.preset.PresetBank;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A quick look at the factory presets; {@code liminal presets measure} takes a longer one. */
class ShippedPresetTest {
  private static final PresetBank BANK = new PresetBank(Path.of("presets"), Path.of("none"));

  @Test
  void shouldSayOfEachWhatItDoesAndWhatToFeedIt() {
    List<PresetBank.Entry> entries = BANK.list().entries();
    assertTrue(entries.size() >= 40, "presets: " + entries.size());
    for (PresetBank.Entry entry : entries) {
      Preset.About about = entry.preset().about();
      assertFalse(about.description().isEmpty(), about.name());
      assertFalse(about.feed().isEmpty(), about.name());
      assertFalse(about.tags().isEmpty(), about.name());
      assertEquals(
          entry.file().getFileName(), BANK.file(about.name()).getFileName(), "named as saved");
    }
  }

  @Test
  void shouldSoundRightAndDifferent() {
    PresetTable table =
        PresetTable.measure(
            BANK.list().entries(), PresetTable.inputs(List.of("choir", "tabla"), 1));
    List<String> failures =
        table.rows().stream()
            .filter(row -> !row.failures().isEmpty())
            .map(PresetTable.Row::toString)
            .toList();
    assertEquals(List.of(), failures);
  }

  @Test
  void shouldFindOutTwinsAndPresetsThatDoNothing() {
    PresetBank.Entry violin = BANK.find("violin");
    Preset nothing = violin.preset().with("morph", 0);
    PresetBank.Entry twin = new PresetBank.Entry(Path.of("twin"), violin.preset(), false);
    PresetBank.Entry idle = new PresetBank.Entry(Path.of("idle"), nothing, false);
    PresetTable table =
        PresetTable.measure(List.of(violin, twin, idle), PresetTable.inputs(List.of("choir"), 0.5));
    assertFalse(table.holds());
    assertEquals(List.of("like Violin"), table.rows().get(1).failures());
    assertTrue(table.rows().get(2).failures().contains("like its input"));
  }
}
