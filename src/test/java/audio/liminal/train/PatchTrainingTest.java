package audio.liminal.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import audio.liminal.file.AudioClip;
import audio.liminal.model.Device;
import audio.liminal.model.MelPatch;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchTrainingTest {
  private static final int RATE = 48_000;
  private static final int SECONDS = 31;

  @TempDir private Path folder;

  @Test
  void shouldFindAPatchForEachNoteAndNoneInAHum() {
    tones("notes/a.wav", 0.5);
    PatchSet set = PatchSet.read(recordings("notes"));
    assertEquals(2 * SECONDS, set.size(), 3);
    float[] patch = set.spaced(1);
    int row = 12 * PatchSet.PATCH.columns();
    assertTrue(patch[row + 2] > patch[row] + 10, "the attack lies in the second column");
    tones("hum/a.wav", 2.0 * SECONDS);
    BadInputException e =
        assertThrows(BadInputException.class, () -> PatchSet.read(recordings("hum")));
    assertTrue(e.getMessage().contains("onsets=0"), e.getMessage());
  }

  @Test
  void shouldTrainAModelThatLoadsAndPlays() throws IOException {
    assumeTrue(
        PatchTrainingTest.class.getResource("/ai/djl/pytorch/engine/PtEngine.class") != null,
        "the training library is there with -Ptrain only");
    for (int i = 0; i < 3; i++) {
      tones("all/strings/" + i + ".wav", 0.4 + 0.1 * i);
    }
    Path out = folder.resolve("models");
    Training.run(
        new Training.Options(
            folder.resolve("all"), null, "tiny", Family.MEL_PATCH, 4, 1, 20, 1, 1, out, false),
        new Watched());
    Model model = Model.load(out.resolve("tiny"));
    assertEquals(MelPatch.FAMILY, model.card().family());
    assertEquals(4, model.timbre("strings").mean().length);
    try (ModelCodec codec = model.open(Device.CPU)) {
      float[] db = new float[codec.bins()];
      assertTrue(codec.encode(db, 1, new float[4], db.clone()));
    }
  }

  private Recordings recordings(String below) {
    List<AudioFolder.Item> items = AudioFolder.list(folder.resolve(below));
    return new Recordings(below, items, new Watched());
  }

  /** A falling tone that is struck again and again. */
  private void tones(String name, double secondsApart) {
    float[] x = new float[SECONDS * RATE];
    for (int n = 0; n < x.length; n++) {
      double t = (double) n / RATE % secondsApart;
      double level = 0.3 * Math.min(1, t / 0.005) * Math.exp(-6 * t / secondsApart);
      for (int h = 1; h <= 8; h++) {
        x[n] += (float) (level / h * Math.sin(2 * Math.PI * 220 * h * t));
      }
    }
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    WavFile.write(file, new AudioClip(RATE, new float[][] {x}));
  }
}
