package audio.liminal.train;

import audio.liminal.model.ModelCard.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Makes training and held-out material from what the system has installed, the same for a seed.
 *
 * <p>Trained on: one General MIDI soundfont over all programs and drum kits, and synthetic voices.
 * Held out: another soundfont's programs that share no samples with the first, recordings, and a
 * voice not trained on. Layout: {@code train/CLASS/*.wav}, {@code held-out/CLASS/*.wav}, all at 48
 * kHz, and {@link Manifest}.
 */
public final class TrainingData {
  static final String TRAIN = "train";
  static final String HELD_OUT = "held-out";

  private static final int[] DRUM_KITS = {0, 8, 16, 24, 25, 32, 40, 48};

  /** One file to be made. */
  private record Job(String name, Source source, Consumer<Path> maker) {
    void makeIn(Path folder) {
      Path file = folder.resolve(name);
      try {
        Files.createDirectories(file.getParent());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      maker.accept(file);
    }

    Manifest.Entry entry() {
      return new Manifest.Entry(name, source.name(), source.licence(), source.credit());
    }
  }

  private static final Source FLUID =
      new Source("fluid-soundfont-gm (Fluid R3 GM)", "MIT", "Frank Wen and contributors");
  private static final Source MUSESCORE =
      new Source(
          "musescore-general-soundfont",
          "MIT, parts public domain and CC0",
          "S. Christian Collins; Versilian Studios; AKAI");
  private static final Source FLITE =
      new Source(
          "flite voices",
          "CMU (free use and distribution, notice kept)",
          "Language Technologies Institute, Carnegie Mellon University");

  private final Path folder;
  private final long seed;
  private final List<Job> jobs = new ArrayList<>();

  private TrainingData(Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
  }

  /**
   * Makes everything in {@code folder}; what lies there already is made again.
   *
   * @param progress told how many files are done and how many there are
   */
  public static void make(Path folder, long seed, Progress progress) throws IOException {
    SoundFont.requireInstalled();
    Speech.requireInstalled();
    HeldOutRecordings.requireInstalled();
    TrainingData data = new TrainingData(folder, seed);
    data.plan();
    data.run(progress);
    data.manifest().write(folder);
  }

  private void plan() {
    for (int program = 0; program < GeneralMidi.programs(); program++) {
      melodic(TRAIN, SoundFont.FLUID, FLUID, program);
    }
    for (int kit : DRUM_KITS) {
      drums(TRAIN, SoundFont.FLUID, FLUID, kit);
    }
    for (String voice : Speech.TRAINED) {
      speech(TRAIN, voice);
    }
    for (int program : SoundFont.MUSESCORE_OWN_PROGRAMS) {
      melodic(HELD_OUT, SoundFont.MUSESCORE, MUSESCORE, program);
    }
    for (String voice : Speech.HELD_OUT) {
      speech(HELD_OUT, voice);
    }
    for (HeldOutRecordings.Item item : HeldOutRecordings.ITEMS) {
      Source source = new Source("sonic-pi-samples: " + item.file(), "CC0", item.author());
      add(HELD_OUT, item.soundClass(), item.name(), source, item::copy);
    }
  }

  private void melodic(String part, Path soundFont, Source source, int program) {
    add(
        part,
        GeneralMidi.classOf(program),
        "program-%03d".formatted(program),
        source,
        wav -> SoundFont.melodic(soundFont, program, seedOf(part, program), wav));
  }

  private void drums(String part, Path soundFont, Source source, int kit) {
    add(
        part,
        GeneralMidi.DRUMS,
        "kit-%03d".formatted(kit),
        source,
        wav -> SoundFont.drums(soundFont, kit, seedOf(part, GeneralMidi.DRUM_BANK + kit), wav));
  }

  private void speech(String part, String voice) {
    add(part, Speech.CLASS, "voice-" + voice, FLITE, wav -> Speech.speak(voice, part, wav));
  }

  private void add(
      String part, String soundClass, String name, Source source, Consumer<Path> maker) {
    jobs.add(new Job(part + "/" + soundClass + "/" + name + ".wav", source, maker));
  }

  private long seedOf(String part, int number) {
    return seed * 1_000_003L + part.hashCode() * 31L + number;
  }

  private void run(Progress progress) {
    AtomicInteger done = new AtomicInteger();
    jobs.parallelStream()
        .forEach(
            job -> {
              job.makeIn(folder);
              progress.done(done.incrementAndGet(), jobs.size());
            });
  }

  private Manifest manifest() {
    return new Manifest(seed, jobs.stream().map(Job::entry).toList());
  }
}
