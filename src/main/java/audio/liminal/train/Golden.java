package audio.liminal.train;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes {@code golden.csv}: inputs and what the training library computes for them.
 *
 * <p>Inputs are rounded to 0.01 dB before they are computed. After a heading, one tensor a line:
 * {@code row,tensor,stride,value,value,...}; the values are elements 0, stride, 2 stride and so on.
 * Tensors of a row: {@code spectrum_db} (whole), {@code latent_mean}, {@code latent_log_variance}
 * (whole), {@code target_db} and {@code decoded_db}, the decoder's output for {@code latent_mean}
 * (both thinned).
 */
final class Golden {
  static final String FILE_NAME = "golden.csv";

  private static final int THINNED = 8;
  private static final int ROWS = 32;
  private static final int AROUND_SAMPLES = 8192;
  private static final float SILENCE_DB = -200;

  private record Read(AudioFolder.Item item, AudioClip clip) {}

  private Golden() {}

  /** From evenly spaced files, each profile in turn, and one spectrum of silence. */
  static void write(Path file, SpectralVae model, Recordings recordings) throws IOException {
    List<float[]> chosen = new ArrayList<>();
    StftProfile[] profiles = StftProfile.values();
    Read read = new Read(null, null);
    for (int i = 0; i < ROWS - 1; i++) {
      read = read(recordings, i, read);
      chosen.add(rounded(spectrum(read.clip, (i + 0.5) / ROWS, profiles[i % profiles.length])));
    }
    float[] silence = new float[Feature.BINS];
    Arrays.fill(silence, SILENCE_DB);
    chosen.add(silence);
    float[] flat = new float[ROWS * Feature.BINS];
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(chosen.get(row), 0, flat, row * Feature.BINS, Feature.BINS);
    }
    SpectralVae.Result result = model.run(flat);
    int latents = result.latentMean().length / ROWS;
    StringBuilder csv = new StringBuilder("row,tensor,stride,values\n");
    for (int row = 0; row < ROWS; row++) {
      line(csv, row, "spectrum_db", 1, chosen.get(row), 0, Feature.BINS, "%.2f");
      line(csv, row, "latent_mean", 1, result.latentMean(), row, latents, "%.6f");
      line(csv, row, "latent_log_variance", 1, result.logVariance(), row, latents, "%.5f");
      line(csv, row, "target_db", THINNED, result.targetDb(), row, Feature.BINS, "%.5f");
      line(csv, row, "decoded_db", THINNED, result.decodedDb(), row, Feature.BINS, "%.5f");
    }
    Files.writeString(file, csv);
  }

  /** The recording for a row, which is read only where it is not the row's before. */
  private static Read read(Recordings recordings, int row, Read before) {
    while (true) {
      List<AudioFolder.Item> items = recordings.remaining();
      AudioFolder.Item item = items.get((int) ((long) row * items.size() / (ROWS - 1)));
      if (item.equals(before.item)) {
        return before;
      }
      Optional<AudioClip> clip = recordings.again(item);
      if (clip.isPresent()) {
        return new Read(item, clip.get());
      }
    }
  }

  /** The one at a share of the clip; only a part around it is transformed. */
  private static float[] spectrum(AudioClip clip, double share, StftProfile profile) {
    int middle = (int) (share * clip.lengthSamples());
    int from = Math.max(0, middle - AROUND_SAMPLES);
    int to = Math.min(clip.lengthSamples(), middle + AROUND_SAMPLES);
    List<float[]> spectra = SpectrumReader.read(clip.part(from, to), profile, 1);
    return spectra.get((int) ((long) spectra.size() * (middle - from) / (to - from)));
  }

  private static float[] rounded(float[] db) {
    float[] out = new float[db.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = Math.round(db[k] * 100) / 100f;
    }
    return out;
  }

  private static void line(
      StringBuilder csv,
      int row,
      String tensor,
      int stride,
      float[] values,
      int index,
      int width,
      String format) {
    csv.append(row).append(',').append(tensor).append(',').append(stride);
    for (int i = 0; i < width; i += stride) {
      csv.append(',').append(String.format(Locale.ROOT, format, values[index * width + i]));
    }
    csv.append('\n');
  }
}
