package audio.liminal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecSiblingTest {
  private static final int RUNS = 300;

  @Test
  void shouldGiveTheSameOnManyThreadsAtOnceAndOutliveTheFirst(@TempDir Path folder)
      throws IOException {
    List<ModelCodec> siblings = new ArrayList<>();
    float[] expected;
    try (ModelCodec first = Model.load(TestModel.write(folder)).open(Device.CPU)) {
      for (int i = 0; i < 4; i++) {
        siblings.add(first.sibling());
      }
      expected = run(first, 0);
    }
    siblings.get(3).close();
    siblings.remove(3).close();
    List<CompletableFuture<float[]>> results =
        siblings.stream()
            .map(codec -> CompletableFuture.supplyAsync(() -> run(codec, RUNS)))
            .toList();
    results.forEach(result -> assertArrayEquals(expected, result.join()));
    siblings.forEach(ModelCodec::close);
  }

  /** Decodes what it encodes of the same noise, after other noise. */
  private static float[] run(ModelCodec codec, int others) {
    float[] spectrum = new float[codec.bins()];
    float[] z = new float[codec.latents()];
    float[] out = new float[codec.bins()];
    Random random = new Random(1);
    for (int i = others; i >= 0; i--) {
      random.setSeed(i);
      for (int k = 0; k < spectrum.length; k++) {
        spectrum[k] = -60 * random.nextFloat();
      }
      assertTrue(codec.encode(spectrum, 1, z, out) && codec.decode(z, 1, out));
    }
    return out;
  }
}
