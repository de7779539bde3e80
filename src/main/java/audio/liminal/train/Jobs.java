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

  static final Source TIM_GM =
      new Source("timgm6mb-soundfont (TimGM6mb)", "GPL-2", "Tim Brechbill; David Bolton");
  static final Source CSOUND =
      new Source("csound-soundfont (sf_GMbank)", "LGPL-2.1-or-later", "the Csound developers");

  private static final Source ESPEAK =
      new Source("espeak-ng voices", "GPL-3.0-or-later", "Jonathan Duddington; Reece H. Dunn");
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

  /**
   * A piece within an instrument's natural range.
   *
   * @param bank the soundfont's name in the file's
   */
  void phrase(
      String part, Instrument instrument, String bank, Path soundFont, Source source, Room room) {
    long own = seedOf(part + bank + instrument.name() + room.label(), 0);
    add(
        part,
        instrument.name(),
        bank + "-" + room.label(),
        source,
        wav -> SoundFont.phrase(soundFont, instrument, own, room, wav));
  }

  /** A synthetic voice reading. */
  void synthesizedSpeech(String part, String soundClass, String voice) {
    add(part, soundClass, "espeak-" + voice, ESPEAK, wav -> Speech.synthesize(voice, part, wav));
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
    recording(TrainingData.HELD_OUT, item.soundClass(), item);
  }

  void recording(String part, String soundClass, HeldOutRecordings.Item item) {
    Source source = new Source("sonic-pi-samples: " + item.file(), "CC0", item.author());
    add(part, soundClass, item.name(), source, item::copy);
  }

  long seed() {
    return seed;
  }

  void add(Job job) {
    jobs.add(job);
  }

  void add(String part, String soundClass, String name, Source source, Consumer<Path> maker) {
    add(new Job(part + "/" + soundClass + "/" + name + ".wav", source, maker));
  }

  long seedOf(String part, int number) {
    return seed * 1_000_003L + part.hashCode() * 31L + number;
  }

  private static String suffix(int take) {
    return take == 0 ? "" : "-take-" + (take + 1);
  }
}
