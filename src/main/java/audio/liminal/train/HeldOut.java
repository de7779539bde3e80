package audio.liminal.train;

import audio.liminal.file.AudioClip;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Judges an exported model, run as it will be run, on files it was not trained on. */
final class HeldOut {
  private static final float LEAST_PEAK = 3e-5f;

  private HeldOut() {}

  /** The figures of {@link Reproduction} for a model card: means over the files with sound. */
  static Map<String, Double> judge(
      Model model, List<AudioFolder.Item> items, Consumer<String> log) {
    List<Reproduction> all = new ArrayList<>();
    try (ModelCodec codec = model.open(Device.CPU)) {
      for (AudioFolder.Item item : items) {
        AudioClip clip = AudioClip.read(item.file()).at(SpectrumReader.RATE_HZ);
        if (!isSilent(clip.mono())) {
          Reproduction figures = Reproduction.of(clip, model.card().grid(), codec);
          log.accept(line(figures, item.file().toString()));
          all.add(figures);
        }
      }
    }
    if (all.isEmpty()) {
      throw new BadInputException("held-out files", "peak", "below -90 dB", "sound, not silence");
    }
    Reproduction mean = Reproduction.mean(all);
    log.accept(line(mean, "mean"));
    Map<String, Double> quality = new LinkedHashMap<>();
    quality.put("lsdDb", rounded(mean.lsdDb()));
    quality.put("spectralConvergence", rounded(mean.spectralConvergence()));
    quality.put("siSdrDb", rounded(mean.siSdrDb()));
    quality.put("heldOutFiles", (double) all.size());
    return quality;
  }

  static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  private static String line(Reproduction figures, String name) {
    return String.format(
        Locale.ROOT,
        "%6.2f dB LSD %7.3f SC %6.1f dB SI-SDR  %s",
        figures.lsdDb(),
        figures.spectralConvergence(),
        figures.siSdrDb(),
        name);
  }

  private static boolean isSilent(float[] samples) {
    for (float v : samples) {
      if (Math.abs(v) > LEAST_PEAK) {
        return false;
      }
    }
    return true;
  }
}
