package audio.liminal.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftProfile;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetBankTest {
  @TempDir Path temp;
  private PresetBank bank;

  @BeforeEach
  void prepare() throws IOException {
    bank = new PresetBank(temp.resolve("factory"), temp.resolve("config/own"));
    Files.createDirectories(bank.factory());
    bank.write(bank.factory().resolve("a.json"), preset("Glass Piano", "Strikes glass."), false);
    bank.write(bank.factory().resolve("b.json"), preset("Choir", "Sings."), false);
    Files.writeString(bank.factory().resolve("schema.json"), "{}");
  }

  private static Preset preset(String name, String description) {
    return Preset.neutral(name, new Preset.ModelRef("envelope", null), StftProfile.LIVE)
        .withAbout(
            new Preset.About(
                name, "", description, "A piano.", List.of("bell"), Preset.LOUDNESS_LU));
  }

  private static List<String> names(PresetBank bank) {
    return bank.list().entries().stream().map(e -> e.preset().name()).toList();
  }

  @Test
  void shouldFindByNameWhateverItsCaseAndByFile() {
    assertEquals("Glass Piano", bank.find("glass piano").preset().name());
    assertEquals("Glass Piano", bank.find("GLASS-PIANO").preset().name());
    assertEquals("Choir", bank.find(bank.factory().resolve("b.json").toString()).preset().name());
  }

  @Test
  void shouldNameWhatIsLikeAnUnknownName() {
    refuses(() -> bank.find("Glass"), "name=Glass, expected a file, or as Glass Piano");
    refuses(() -> bank.find("Tuba"), "name=Tuba, expected a file, or one of 'liminal presets'");
    refuses(() -> bank.find("none/x.json"), "none/x.json: file=missing, expected a preset");
  }

  @Test
  void shouldPutTheUsersOwnFirst() {
    assertEquals(List.of("Choir", "Glass Piano"), names(bank));
    Path saved = bank.file("choir");
    bank.write(saved, preset("choir", "Mine."), false);
    PresetBank.Entry found = bank.find("Choir");
    assertTrue(found.own());
    assertEquals("Mine.", found.preset().about().description());
    assertEquals(2, bank.list().entries().size());
  }

  @Test
  void shouldSearchTextsAndTags() {
    PresetBank.Entry glass = bank.find("glass piano");
    for (String word : List.of("GLASS", "strikes", "a piano", "bell", "envelope")) {
      assertTrue(glass.mentions(word), word);
    }
    assertFalse(glass.mentions("bel"));
    assertFalse(glass.mentions("choir"));
  }

  @Test
  void shouldListTheOthersBesideABrokenFile() throws IOException {
    Files.writeString(bank.factory().resolve("c.json"), "{\"format\":\"liminal-preset\"}");
    PresetBank.Listing listing = bank.list();
    assertEquals(2, listing.entries().size());
    assertEquals(1, listing.troubles().size());
    assertTrue(listing.troubles().get(0).contains("c.json: version=missing"));
    assertEquals("Choir", bank.find("choir").preset().name());
    refuses(() -> bank.find("other"), "unreadable: ");
  }

  @Test
  void shouldRefuseTextThatIsNotUtf8BeforeItIsWrittenBackInPart() throws IOException {
    Path file = bank.factory().resolve("latin.json");
    String json = PresetWriter.write(preset("J\u00fcrgs Fl\u00f6te", ""));
    Files.writeString(file, json, StandardCharsets.ISO_8859_1);
    refuses(() -> PresetBank.read(file), file + ": encoding=other than UTF-8, expected a preset");
    Files.writeString(file, json);
    assertEquals("J\u00fcrgs Fl\u00f6te", PresetBank.read(file).name());
  }

  @Test
  void shouldNeverTakeAFileThatHoldsSomethingElse() throws IOException {
    Path sharp = bank.file("C#");
    bank.write(sharp, preset("C#", ""), false);
    assertEquals(sharp, bank.file("c#"));
    Path plus = bank.file("C++");
    assertNotEquals(sharp, plus);
    bank.write(plus, preset("C++", ""), false);
    assertEquals(plus, bank.file("C++"));
    Path renamed = bank.own().resolve("aaa.json");
    bank.write(renamed, preset("My fiddle", ""), false);
    assertEquals(renamed, bank.file("my FIDDLE"));
    Files.writeString(bank.own().resolve("choir.json"), "{\"format\":");
    assertEquals("choir-2.json", bank.file("Choir").getFileName().toString());
    refuses(() -> bank.find("Choir"), "choir.json: json=");
  }

  @Test
  void shouldFindANameThatLooksLikeAFile() {
    for (String name : List.of("Kick/Snare", "x.json")) {
      bank.write(bank.file(name), preset(name, ""), false);
      assertEquals(name, bank.find(name).preset().name());
    }
  }

  @Test
  void shouldNeverReplaceUnasked() throws IOException {
    Path file = bank.factory().resolve("a.json");
    String before = Files.readString(file);
    refuses(() -> bank.write(file, preset("Other", ""), false), "file=there already");
    assertEquals(before, Files.readString(file));
    bank.write(file, preset("Other", ""), true);
    assertEquals("Other", PresetBank.read(file).name());
  }

  @Test
  void shouldWriteNothingItCouldNotRead() throws IOException {
    Path file = bank.factory().resolve("d.json");
    refuses(() -> bank.write(file, preset("x".repeat(65), ""), false), "name=");
    refuses(() -> bank.write(temp.resolve("no/x.json"), preset("x", ""), false), "folder=");
    try (Stream<Path> files = Files.list(bank.factory())) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void shouldMakeFileNamesOfAnyName() {
    assertEquals(bank.own().resolve("my-own-pad.json"), bank.file(" My own  pad "));
    assertEquals(bank.own(), bank.file("../../x").getParent());
    assertEquals(bank.own().resolve("preset.json"), bank.file("..."));
  }

  private static void refuses(Runnable action, String message) {
    BadInputException refused = assertThrows(BadInputException.class, action::run);
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
  }
}
