package audio.liminal.cli;

import audio.liminal.file.AudioReader;
import audio.liminal.morph.Tempo;
import audio.liminal.song.SongListener;
import audio.liminal.song.SongMap;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** A song's tempo and sections, for the engine and for people. */
final class HeardSong {
  /** Beats a minute that may be told. */
  static final double LEAST_BPM = 20;

  static final double MOST_BPM = 400;
  private static final int BLOCK_SAMPLES = 1 << 14;

  private HeardSong() {}

  /**
   * Reads all of a file.
   *
   * @param bpm as told, or null
   * @param progress told the count of samples heard so far
   */
  static SongMap of(Path file, Double bpm, LongConsumer progress) {
    try (AudioReader in = AudioReader.open(file)) {
      return of(in, bpm, progress);
    }
  }

  private static SongMap of(AudioReader in, Double bpm, LongConsumer progress) {
    SongListener listener = new SongListener(in.sampleRateHz());
    float[][] block = new float[in.channels()][BLOCK_SAMPLES];
    long heard = 0;
    for (int n = in.read(block, 0, BLOCK_SAMPLES); n > 0; n = in.read(block, 0, BLOCK_SAMPLES)) {
      listener.hear(block, n);
      heard += n;
      progress.accept(heard);
    }
    return bpm == null ? listener.map() : listener.map(bpm);
  }

  /**
   * The same with a bar of progress.
   *
   * @param out given a line on what was heard
   */
  static SongMap listen(Path file, Double bpm, PrintStream out) {
    SongMap map;
    try (AudioReader in = AudioReader.open(file);
        Progress progress = new Progress("listen", in.lengthSamples(), " s", in.sampleRateHz())) {
      map = of(in, bpm, progress::reach);
    }
    out.println(file + ": " + describe(map, bpm));
    return map;
  }

  static Tempo tempo(SongMap map) {
    List<Double> sections = map.sectionSeconds().stream().map(map::beatAt).toList();
    return new Tempo(map.bpm(), map.beatAt(0), sections);
  }

  private static String describe(SongMap map, Double told) {
    String source = told != null ? "as told" : map.beatHeard() ? "heard" : "assumed, none heard";
    String sections =
        map.sectionSeconds().stream().map(HeardSong::minutes).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%.2f beats a minute (%s), first beat at %.3f s, %d section(s): %s",
        map.bpm(),
        source,
        map.firstBeatSeconds(),
        map.sectionSeconds().size(),
        sections);
  }

  private static String minutes(double seconds) {
    return String.format(Locale.ROOT, "%d:%04.1f", (int) (seconds / 60), seconds % 60);
  }
}
