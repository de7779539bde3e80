package audio.liminal.train;

import audio.liminal.file.AudioReader;
import audio.liminal.file.Resampler;
import audio.liminal.model.ModelCard.Source;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Notes of the Salamander Grand Piano, recorded three semitones apart in 16 velocity layers, as the
 * packages {@code @audio-samples/piano-velocityN} of npm carry them.
 */
final class PianoRecordings {
  static final int LOWEST_KEY = 21;
  static final int HIGHEST_KEY = 108;

  private static final int KEYS_APART = 3;
  private static final List<String> NAMES = List.of("C", "D#", "F#", "A");
  private static final int SECONDS = 6;

  /** A semitone as a ratio of sample rates; a cent from the tempered one. */
  private static final int SEMITONE_UP = 18;

  private static final int SEMITONE_DOWN = 17;
  private static final String VERSION = "1.0.5";

  private final Path folder;
  private final ConcurrentMap<String, float[][]> notes = new ConcurrentHashMap<>();

  /**
   * @param folder where packages are put
   */
  PianoRecordings(Path folder) {
    this.folder = folder;
  }

  static void requirePrograms() {
    ExternalProgram.require("npm", "npm");
    ExternalProgram.require("tar", "tar");
  }

  static Source source(int layer, int otherLayer) {
    String layers = layer == otherLayer ? "layer " + layer : "layers " + layer + ", " + otherLayer;
    return new Source(
        "Salamander Grand Piano V3, "
            + layers
            + " (npm @audio-samples/piano-velocityN "
            + VERSION
            + ")",
        "CC-BY 3.0",
        "Alexander Holm; packaged by Jan Forst");
  }

  /** Makes a layer's recordings available. */
  void fetch(int layer) {
    Path unpacked = folder.resolve("layer-" + layer);
    if (unpacked.toFile().mkdirs()) {
      String name = "piano-velocity" + layer;
      ExternalProgram.run(
          List.of(
              "npm",
              "pack",
              "--silent",
              "--pack-destination",
              unpacked.toString(),
              "@audio-samples/" + name + "@" + VERSION));
      String archive = "audio-samples-" + name + "-" + VERSION + ".tgz";
      ExternalProgram.run(
          List.of("tar", "xzf", unpacked.resolve(archive).toString(), "-C", unpacked.toString()));
    }
  }

  /** The first seconds of a key's sound at 48 kHz, two channels. */
  float[][] note(int layer, int key) {
    return notes.computeIfAbsent(layer + "/" + key, n -> tuned(layer, key));
  }

  private float[][] tuned(int layer, int key) {
    int root = KEYS_APART * Math.round((float) key / KEYS_APART);
    float[][] recorded = read(layer, root);
    if (key == root) {
      return recorded;
    }
    Resampler resampler =
        key > root
            ? new Resampler(SEMITONE_UP, SEMITONE_DOWN)
            : new Resampler(SEMITONE_DOWN, SEMITONE_UP);
    return new float[][] {resampler.resample(recorded[0]), resampler.resample(recorded[1])};
  }

  private float[][] read(int layer, int key) {
    String name = NAMES.get(key % 12 / KEYS_APART) + (key / 12 - 1) + "v" + layer + ".ogg";
    Path file = folder.resolve("layer-" + layer).resolve("package/audio").resolve(name);
    try (AudioReader reader = AudioReader.open(file)) {
      float[][] samples = new float[2][SECONDS * reader.sampleRateHz()];
      int length = 0;
      for (int n = 0; n >= 0 && length < samples[0].length; ) {
        length += n;
        n = reader.read(samples, length, samples[0].length - length);
      }
      return new float[][] {Arrays.copyOf(samples[0], length), Arrays.copyOf(samples[1], length)};
    }
  }
}
