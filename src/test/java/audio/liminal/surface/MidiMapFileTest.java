package audio.liminal.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MidiMapFileTest {
  @TempDir Path temp;

  @Test
  void shouldReadWhatItWrote() throws IOException {
    MidiMapFile file = new MidiMapFile(temp.resolve("new/midi.json"));
    assertEquals(MidiMap.EMPTY, file.read());
    MidiMap map =
        MidiMap.EMPTY
            .with(MidiMapping.parse("cc:74@2=latent/brightness/bias"))
            .with(MidiMapping.parse("cc14:1=morph"))
            .with(MidiMapping.parse("bend=x"));
    file.write(MidiMap.EMPTY);
    file.write(map);
    assertEquals(map, file.read());
    try (var files = Files.list(temp.resolve("new"))) {
      assertEquals(1, files.count(), "nothing half-written is left");
    }
  }

  @Test
  void shouldLeaveWhatWasThereWhenWritingFails() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("midi.json"));
    Files.writeString(folder.resolve("mine"), "kept");
    assertThrows(EngineException.class, () -> new MidiMapFile(folder).write(MidiMap.EMPTY));
    assertEquals("kept", Files.readString(folder.resolve("mine")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"format\":\"other\",\"version\":1,\"mappings\":[]}|format=other, expected liminal-midi",
        "{\"format\":\"liminal-midi\",\"version\":2,\"mappings\":[]}|version=2, expected 1",
        "{\"format\":\"liminal-midi\",\"version\":1}|mappings",
        "{\"format\":\"liminal-midi\",\"version\":1,\"mappings\":[{\"source\":\"cc:200\",\"control\":\"x\"}]}|cc:0..127",
        "{\"format\":\"liminal-midi\",\"version\":1,\"mappings\":[{\"source\":\"cc:2\"}]}|mappings[0].control",
        "{\"format\":\"liminal-midi\",\"version\":1,\"mappings\":[null]}|mappings",
        "{\"format\":\"liminal-midi\",\"version\":1,\"mappings\":[],\"more\":1}|more",
        "{\"format\":\"liminal-midi\",\"version\":1,\"mappings\":[{\"source\":\"cc:2\",\"control\":\"morf\"}]}|mappings[0]: control=morf, expected one of",
        "{\"format\":\"liminal-midi\",\"version\":1,\"mappings\":[]} and more|json",
        "null|json=null",
        "[|json"
      })
  void shouldSayInOneLineWhatIsWrong(String json, String expected) throws IOException {
    Path path = Files.writeString(temp.resolve("midi.json"), json);
    BadInputException e = assertThrows(BadInputException.class, () -> new MidiMapFile(path).read());
    assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "74=morph",
        "cc:=x",
        "cc:128=x",
        "cc14:32=x",
        "cc:1@0=x",
        "cc:1@17=x",
        "bend:1=x",
        "cc:74",
        "cc:74=",
        "cc:99999999999=x"
      })
  void shouldRefuseWhatNoDeviceSends(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MidiMapping.parse(text));
    assertTrue(e.getMessage().contains("expected"), e.getMessage());
  }

  @Test
  void shouldLetASourceTurnOneControl() {
    MidiMap map =
        MidiMap.EMPTY
            .with(MidiMapping.parse("cc:1=x"))
            .with(MidiMapping.parse("cc:2=x"))
            .with(MidiMapping.parse("cc:1=y"));
    assertEquals(List.of(MidiMapping.parse("cc:2=x"), MidiMapping.parse("cc:1=y")), map.mappings());
  }
}
