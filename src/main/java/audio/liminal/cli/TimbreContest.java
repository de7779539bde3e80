package audio.liminal.cli;

import audio.liminal.measure.Performance;
import audio.liminal.measure.TimbreJudge;
import audio.liminal.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves of every source to every target by every method, judged.
 *
 * @param accuracy share of genuine recordings' spectra that the classifier takes for the target
 * @param clearPitch share of the sources' windows in which the pitch is judged
 * @param methods their names, in order, and what they lean on
 * @param trials each move
 */
record TimbreContest(
    Map<String, Double> accuracy,
    double clearPitch,
    Map<String, TimbreMethod.Kind> methods,
    List<Trial> trials) {

  /** One move and what came of it. */
  record Trial(
      String method, String kind, String source, String target, TimbreJudge.Verdict verdict) {}

  private record Entry(TimbreMethod method, TimbreMaterial.Source source, String target) {}

  static TimbreContest of(Model model, TimbreMaterial material) {
    TimbreJudge judge =
        new TimbreJudge(TimbreMaterial.RATE_HZ, material.classifier(), material.genuine());
    List<TimbreMethod> methods =
        TimbreMethod.all(model, material.learn(), judge.accuracy().keySet());
    List<TimbreMaterial.Source> sources = material.sources();
    Map<String, TimbreMethod.Kind> kinds = new LinkedHashMap<>();
    methods.forEach(method -> kinds.put(method.name(), method.kind()));
    List<Entry> entries = new ArrayList<>();
    for (TimbreMaterial.Source source : sources) {
      for (String target : judge.accuracy().keySet()) {
        methods.forEach(method -> entries.add(new Entry(method, source, target)));
      }
    }
    try (CodecPool pool = new CodecPool(model)) {
      List<Performance> performances =
          pool.map(
              "listening",
              sources,
              (codec, source) -> Performance.of(source.sound().mono(), TimbreMaterial.RATE_HZ));
      List<Trial> trials =
          pool.map(
              "moving",
              entries,
              (codec, entry) -> {
                float[] result =
                    entry
                        .method
                        .renderer()
                        .render(codec, entry.source.sound(), entry.target)
                        .mono();
                Performance input = performances.get(sources.indexOf(entry.source));
                return new Trial(
                    entry.method.name(),
                    entry.source.kind(),
                    entry.source.name(),
                    entry.target,
                    judge.judge(input, result, entry.target));
              });
      return new TimbreContest(
          judge.accuracy(),
          performances.stream().mapToDouble(p -> p.pitch().voiced()).average().orElse(Double.NaN),
          kinds,
          trials);
    }
  }
}
