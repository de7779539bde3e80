package audio.liminal.train;

import audio.liminal.model.ModelCard.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers the files of a recipe; each is the same for the same seed. */
final class Jobs {
  static final Source FLUID =
      new Source("fluid-soundfont-gm (Fluid R3 GM)", "MIT", "Frank Wen and contributors");
  static final Source MUSESCORE =
      new Source(
          "musescore-general-soundfont",
          "MIT, parts public domain and CC0",
          "S. Christian Collins; Versilian Studios; AKAI");

  private static final Source FLITE =
      new Source(
          "flite voices",
          "CMU (free use and distribution, notice kept)",
          "Language Technologies Institute, Carnegie Mellon University");

  private static final int TAKES_APART = 1000;

  private final long seed;
  private final List<Job> jobs = new ArrayList<>();

  Jobs(long seed) {
    this.seed = seed;
  }

  List<Job> list() {
    return jobs;
  }

  /** Phrases on a program of a soundfont; take 0 is the first. */
  void melodic(
      String part, String soundClass, Path soundFont, Source source, int program, int take) {
    long own = seedOf(part, TAKES_APART * take + program);
    add(
        part,
        soundClass,
        "program-%03d".formatted(program) + suffix(take),
        source,
        wav -> SoundFont.melodic(soundFont, program, own, wav));
  }

  /** Drums of a kit; take 0 is the first. */
  void drums(String part, String soundClass, int kit, int take) {
    long own = seedOf(part, TAKES_APART * take + GeneralMidi.DRUM_BANK + kit);
    add(
        part,
        soundClass,
        "kit-%03d".formatted(kit) + suffix(take),
        FLUID,
        wav -> SoundFont.drums(SoundFont.FLUID, kit, own, wav));
  }

  /** A voice reading; every take has another pace. */
  void speech(String part, String soundClass, String voice, int take) {
    add(
        part,
        soundClass,
        "voice-" + voice + suffix(take),
        FLITE,
        wav -> Speech.speak(voice, part, take, wav));
  }

  void recording(HeldOutRecordings.Item item) {
    Source source = new Source("sonic-pi-samples: " + item.file(), "CC0", item.author());
    add(TrainingData.HELD_OUT, item.soundClass(), item.name(), source, item::copy);
  }

  void add(String part, String soundClass, String name, Source source, Consumer<Path> maker) {
    jobs.add(new Job(part + "/" + soundClass + "/" + name + ".wav", source, maker));
  }

  long seedOf(String part, int number) {
    return seed * 1_000_003L + part.hashCode() * 31L + number;
  }

  private static String suffix(int take) {
    return take == 0 ? "" : "-take-" + (take + 1);
  }
}
