package audio.liminal.train;

import audio.liminal.file.AudioClip;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Judges an exported model, run as it will be run, on files it was not trained on. */
final class HeldOut {
  private HeldOut() {}

  /** One file with sound and how closely it was given back. */
  record Verdict(AudioFolder.Item item, Reproduction figures) {}

  /** All verdicts, and their means as they stand in a card. */
  record Judgement(List<Verdict> verdicts, Map<String, Double> quality) {
    /** Mean figures of each class, the worst LSD first. */
    List<Map.Entry<String, Reproduction>> byClass() {
      Map<String, List<Reproduction>> classes = new TreeMap<>();
      for (Verdict verdict : verdicts) {
        classes
            .computeIfAbsent(verdict.item.soundClass(), c -> new ArrayList<>())
            .add(verdict.figures);
      }
      List<Map.Entry<String, Reproduction>> means = new ArrayList<>();
      classes.forEach((name, all) -> means.add(Map.entry(name, Reproduction.mean(all))));
      means.sort(Comparator.comparingDouble(entry -> -entry.getValue().lsdDb()));
      return means;
    }

    /** The file whose LSD lies in the middle, then those whose LSD is nearest to its. */
    List<AudioFolder.Item> typical() {
      double[] sorted = verdicts.stream().mapToDouble(v -> v.figures.lsdDb()).sorted().toArray();
      double middle = sorted[sorted.length / 2];
      return verdicts.stream()
          .sorted(Comparator.comparingDouble(v -> Math.abs(v.figures.lsdDb() - middle)))
          .map(Verdict::item)
          .toList();
    }
  }

  /** The figures of {@link Reproduction} for a model card: means over the files with sound. */
  static Judgement judge(Model model, Recordings recordings, TrainingView view) {
    List<Verdict> verdicts = new ArrayList<>();
    try (ModelCodec codec = model.open(Device.CPU)) {
      for (AudioFolder.Item item : recordings.remaining()) {
        Optional<AudioClip> clip = recordings.again(item).filter(c -> !Reproduction.isSilent(c));
        if (clip.isPresent()) {
          Reproduction figures = Reproduction.of(clip.get(), model.card().grid(), codec);
          view.say(line(figures, item.file().toString()));
          verdicts.add(new Verdict(item, figures));
        }
      }
    }
    if (verdicts.isEmpty()) {
      recordings.remaining(); // says so if all are gone
      throw new BadInputException("held-out files", "peak", "below -90 dB", "sound, not silence");
    }
    Reproduction mean = Reproduction.mean(verdicts.stream().map(Verdict::figures).toList());
    view.say(line(mean, "mean"));
    Map<String, Double> quality = new LinkedHashMap<>();
    quality.put("lsdDb", rounded(mean.lsdDb()));
    quality.put("spectralConvergence", rounded(mean.spectralConvergence()));
    quality.put("siSdrDb", rounded(mean.siSdrDb()));
    quality.put("heldOutFiles", (double) verdicts.size());
    return new Judgement(verdicts, quality);
  }

  static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  static String line(Reproduction figures, String name) {
    return String.format(
        Locale.ROOT,
        "%6.2f dB LSD %7.3f SC %6.1f dB SI-SDR  %s",
        figures.lsdDb(),
        figures.spectralConvergence(),
        figures.siSdrDb(),
        name);
  }
}
