package audio.liminal.cli;

import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioFiles;
import audio.liminal.measure.MfccCloud;
import audio.liminal.measure.Onsets;
import audio.liminal.measure.SpectralFlatness;
import audio.liminal.model.Model;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** How near generated sound comes to recordings, beside noise and other sounds. */
final class GenerationTable {
  private static final int SEEDS = 4;
  private static final double SECONDS = 20;
  private static final float NOISE_LEVEL = 0.1f;

  private final int rateHz;
  private final MfccCloud reference;
  private final List<Row> printed = new ArrayList<>();

  /**
   * One line: FD-MFCC to the recordings, flatness, onsets a second.
   *
   * @param distance to the recordings
   */
  record Row(String name, double distance, double flatnessDb, double onsetsPerSecond) {}

  private GenerationTable(int rateHz, MfccCloud reference) {
    this.rateHz = rateHz;
    this.reference = reference;
  }

  /**
   * Prints the table and gives it.
   *
   * @param recordings of what the model should sound like
   * @param others sounds of other kinds, by sub-folder; may be null
   */
  static List<Row> print(Model model, Path where, List<Path> recordings, Path others) {
    int rate = model.card().sampleRateHz();
    List<float[]> sounds = read(where, recordings, rate);
    GenerationTable table = new GenerationTable(rate, MfccCloud.of(sounds, rate));
    System.out.printf(
        Locale.ROOT,
        "%n%s generates: distance to %d recordings of %s%n%8s %12s %9s%n",
        model.card().name(),
        sounds.size(),
        where,
        "FD-MFCC",
        "flatness dB",
        "onsets/s");
    table.printEnds(sounds);
    table.print(table.row("one half of the recordings", everyOther(sounds, 0)));
    table.print(table.row("the other half", everyOther(sounds, 1)));
    List<float[]> generated = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      generated.add(GeneratedSound.of(model, null, SECONDS, seed, 1).mono());
    }
    table.print(table.row("generated, seeds 1 to " + SEEDS + ", 20 s each", generated));
    table.print(table.row("white noise", List.of(noise((int) (SECONDS * rate)))));
    if (others != null) {
      table.printOthers(others);
    }
    return table.printed;
  }

  private void print(Row row) {
    printed.add(row);
    System.out.printf(
        Locale.ROOT,
        "%8.2f %12.1f %9.2f  %s%n",
        row.distance,
        row.flatnessDb,
        row.onsetsPerSecond,
        row.name);
  }

  /** Those long enough for figures of their own; the others are told. */
  private static List<float[]> read(Path where, List<Path> files, int rate) {
    List<float[]> sounds = new ArrayList<>();
    for (Path file : files) {
      float[] sound = AudioClip.readOfAnyRate(file).at(rate).mono();
      if (MfccCloud.isEnough(sound, rate)) {
        sounds.add(sound);
      } else {
        System.err.println("liminal: left out of what is generated, too short: " + file);
      }
    }
    if (sounds.isEmpty()) {
      throw new BadInputException(
          where.toString(), "recordings", "too short", "one with half a second of sound");
    }
    return sounds;
  }

  private static List<float[]> everyOther(List<float[]> sounds, int from) {
    List<float[]> half = new ArrayList<>();
    for (int i = Math.min(from, sounds.size() - 1); i < sounds.size(); i += 2) {
      half.add(sounds.get(i));
    }
    return half;
  }

  private static float[] noise(int length) {
    SplittableRandom random = new SplittableRandom(1);
    float[] noise = new float[length];
    for (int n = 0; n < length; n++) {
      noise[n] = NOISE_LEVEL * (float) random.nextGaussian();
    }
    return noise;
  }

  private Row row(String name, List<float[]> sounds) {
    double flatness = 0;
    double onsets = 0;
    for (float[] sound : sounds) {
      flatness += SpectralFlatness.meanDb(sound, rateHz) / sounds.size();
      onsets += Onsets.rate(sound, rateHz) / sounds.size();
    }
    double distance = MfccCloud.of(sounds, rateHz).distanceTo(reference);
    return new Row(name, distance, flatness, onsets);
  }

  /** The lowest and the highest figures of single recordings. */
  private void printEnds(List<float[]> sounds) {
    List<Row> rows = sounds.stream().map(sound -> row("", List.of(sound))).toList();
    Row low =
        new Row(
            "least of one recording",
            rows.stream().mapToDouble(Row::distance).min().orElseThrow(),
            rows.stream().mapToDouble(Row::flatnessDb).min().orElseThrow(),
            rows.stream().mapToDouble(Row::onsetsPerSecond).min().orElseThrow());
    Row high =
        new Row(
            "most of one recording",
            rows.stream().mapToDouble(Row::distance).max().orElseThrow(),
            rows.stream().mapToDouble(Row::flatnessDb).max().orElseThrow(),
            rows.stream().mapToDouble(Row::onsetsPerSecond).max().orElseThrow());
    print(low);
    print(high);
  }

  private void printOthers(Path others) {
    List<Row> rows = new ArrayList<>();
    try (Stream<Path> folders = Files.list(others)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        rows.add(
            row(folder.getFileName().toString(), read(folder, AudioFiles.below(folder), rateHz)));
      }
    } catch (IOException e) {
      throw new BadInputException("--against", "folder", others, "a folder of folders of audio", e);
    }
    rows.sort(Comparator.comparingDouble(Row::distance));
    rows.forEach(this::print);
  }
}
