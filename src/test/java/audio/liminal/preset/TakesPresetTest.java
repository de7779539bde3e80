package audio.liminal.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.model.Model;
import audio.liminal.model.TestModel;
import audio.liminal.morph.LatentTake;
import audio.liminal.morph.Takes;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Presets whose target are recorded paths, in files beside them. */
class TakesPresetTest {
  private static final String BOTH =
      """
      "takes":["a.take","more/b.take"],"speed":-0.5,"loop":true,"beats":8,"stepBeats":0.25""";

  @TempDir Path temp;
  private Model model;
  private Path file;

  @BeforeEach
  void prepare() throws IOException {
    model = Model.load(TestModel.write(temp.resolve("cosine")));
    Files.createDirectory(temp.resolve("more"));
    take(model.digest(), 1).write(temp.resolve("a.take"));
    take(model.digest(), 2).write(temp.resolve("more/b.take"));
    file = temp.resolve("p.json");
  }

  private LatentTake take(String digest, float value) {
    float[] row = new float[model.card().latents().size()];
    row[0] = value;
    return LatentTake.of(digest, 100, List.of(row, new float[row.length]));
  }

  private Preset preset(String target) throws IOException {
    Files.writeString(
        file,
        """
        {"format":"liminal-preset","version":2,"name":"p","model":{"name":"cosine"},"target":{%s}}
        """
            .formatted(target));
    return PresetBank.read(file);
  }

  private Takes bind(Preset preset) {
    return (Takes) new PresetBinder(file.toString(), preset, model).bind().settings().target();
  }

  @Test
  void shouldFindTheFilesBesideThePreset() throws IOException {
    Takes takes = bind(preset(BOTH));
    assertEquals(2, takes.takes().size());
    assertEquals(1, takes.takes().get(0).at(0, 0), 1e-3);
    assertEquals(2, takes.takes().get(1).at(0, 0), 1e-3);
    assertEquals(-0.5f, takes.speed());
    assertTrue(takes.loop());
    assertEquals(8, takes.beats());
    assertEquals(0.25f, takes.stepBeats());
  }

  @Test
  void shouldPlayOneTakeAsItWasWhereNothingElseIsSaid() throws IOException {
    Takes takes = bind(preset("\"takes\":[\"a.take\"]"));
    assertEquals(Takes.of(takes.takes().get(0)), takes);
  }

  @Test
  void shouldSayTheSameOnceWrittenAndRead() throws IOException {
    Preset preset = preset(BOTH);
    PresetBank bank = new PresetBank(temp, temp);
    bank.write(temp.resolve("again.json"), preset, false);
    assertTrue(Files.readString(temp.resolve("again.json")).contains("\"more/b.take\""));
    assertEquals(preset, PresetBank.read(temp.resolve("again.json")));
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere")).resolve("p.json");
    bank.write(elsewhere, preset, false);
    assertEquals(bind(preset).beats(), bind(PresetBank.read(elsewhere)).beats());
  }

  @Test
  void shouldRefuseInOneLine() throws IOException {
    take("00".repeat(32), 3).write(temp.resolve("other.take"));
    refuses("other.take: model=", "\"takes\":[\"other.take\"]");
    refuses("none.take", "\"takes\":[\"none.take\"]");
    refuses("p.json: settings: takes.beats=0.01", "\"takes\":[\"a.take\"],\"beats\":0.01");
    refuses("p.json: target.takes", "\"takes\":[\"a.take\",\"a.take\",\"a.take\"]");
    refuses("p.json: target.speed", "\"takes\":[\"a.take\"],\"speed\":1e9");
    refuses("p.json: target.loop", "\"takes\":[\"a.take\"],\"loop\":1");
    refuses("p.json: target.corners", "\"takes\":[\"a.take\"],\"corners\":[]");
  }

  private void refuses(String message, String target) throws IOException {
    BadInputException e = assertThrows(BadInputException.class, () -> bind(preset(target)));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }
}
