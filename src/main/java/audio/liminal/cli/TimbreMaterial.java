package audio.liminal.cli;

import audio.liminal.file.AudioClip;
import audio.liminal.signal.BadInputException;
import audio.liminal.train.AudioFolder;
import audio.liminal.train.Reproduction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A folder to judge moves to timbres on, as {@code liminal data timbres} makes it: {@code
 * learn/TIMBRE}, {@code classifier/CLASS}, {@code genuine/TIMBRE}, {@code sources/KIND}. All is
 * heard mono at 48 kHz.
 */
record TimbreMaterial(Path folder) {
  static final int RATE_HZ = 48_000;

  /** A sound to be moved. */
  record Source(String kind, String name, AudioClip sound) {}

  /** What methods without a model learn the targets from. */
  Map<String, List<AudioClip>> learn() {
    return byClass("learn");
  }

  /** What the classifier learns from. */
  Map<String, List<float[]>> classifier() {
    return samples(byClass("classifier"));
  }

  /** Real recordings of the targets; each must be known from the other parts. */
  Map<String, List<float[]>> genuine() {
    Map<String, List<AudioClip>> genuine = byClass("genuine");
    for (String other : List.of("learn", "classifier")) {
      Set<String> known = byPath(other).keySet();
      for (String target : genuine.keySet()) {
        if (!known.contains(target)) {
          throw new BadInputException(
              folder.resolve(other).toString(), "folder " + target, "missing", "as in genuine");
        }
      }
    }
    return samples(genuine);
  }

  List<Source> sources() {
    List<Source> sources = new ArrayList<>();
    byPath("sources")
        .forEach(
            (kind, files) -> {
              for (Path file : files) {
                sources.add(new Source(kind, file.getFileName().toString(), read(file)));
              }
            });
    return sources;
  }

  private Map<String, List<AudioClip>> byClass(String part) {
    Map<String, List<AudioClip>> clips = new TreeMap<>();
    byPath(part).forEach((name, files) -> clips.put(name, files.stream().map(this::read).toList()));
    return clips;
  }

  private Map<String, List<Path>> byPath(String part) {
    Map<String, List<Path>> files = new TreeMap<>();
    for (AudioFolder.Item item : AudioFolder.list(folder.resolve(part))) {
      files.computeIfAbsent(item.soundClass(), name -> new ArrayList<>()).add(item.file());
    }
    return files;
  }

  private AudioClip read(Path file) {
    AudioClip clip = AudioClip.read(file).at(RATE_HZ);
    if (Reproduction.isSilent(clip)) {
      throw new BadInputException(file.toString(), "peak", "below -90 dB", "sound, not silence");
    }
    return new AudioClip(RATE_HZ, new float[][] {clip.mono()});
  }

  private static Map<String, List<float[]>> samples(Map<String, List<AudioClip>> clips) {
    Map<String, List<float[]>> samples = new TreeMap<>();
    clips.forEach((name, all) -> samples.put(name, all.stream().map(AudioClip::mono).toList()));
    return samples;
  }
}
