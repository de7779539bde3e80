package audio.liminal.train;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A named way to fill a folder with material to train on or to judge by, from sources of its own.
 *
 * <p>Names of classes become the timbres of a model.
 */
public enum Recipe {
  ALL(
      "all programs and drum kits of a soundfont, and voices; held out: another soundfont,"
          + " recordings, another voice") {
    @Override
    void plan(Jobs jobs, Path scratch) {
      SoundFont.requireInstalled();
      Speech.requireInstalled();
      HeldOutRecordings.requireInstalled();
      for (int program = 0; program < GeneralMidi.programs(); program++) {
        fluid(jobs, program, GeneralMidi.classOf(program), 1);
      }
      GeneralMidi.DRUM_KITS.keySet().forEach(k -> jobs.drums(TRAIN, GeneralMidi.DRUMS, k, 0));
      Speech.TRAINED.forEach(voice -> jobs.speech(TRAIN, Speech.CLASS, voice, 0));
      for (int program : SoundFont.MUSESCORE_OWN_PROGRAMS) {
        String soundClass = GeneralMidi.classOf(program);
        jobs.melodic(HELD_OUT, soundClass, SoundFont.MUSESCORE, Jobs.MUSESCORE, program, 0);
      }
      Speech.HELD_OUT.forEach(voice -> jobs.speech(HELD_OUT, Speech.CLASS, voice, 0));
      HeldOutRecordings.ITEMS.forEach(jobs::recording);
    }
  },

  PIANO("recorded notes of a grand piano, played by a small sampler; held out: other recordings") {
    @Override
    void plan(Jobs jobs, Path scratch) {
      PianoTakes.plan(jobs, scratch);
    }
  },

  VOICE("speech and choirs; held out: another voice, a recorded choir") {
    @Override
    void plan(Jobs jobs, Path scratch) {
      SoundFont.requireInstalled();
      Speech.requireInstalled();
      HeldOutRecordings.requireInstalled();
      VOICES.forEach(
          (voice, name) -> {
            for (int take = 0; take < Speech.PACES.size(); take++) {
              jobs.speech(TRAIN, name, voice, take);
            }
          });
      SINGERS.forEach((program, name) -> fluid(jobs, program, name, 4));
      Speech.HELD_OUT.forEach(voice -> jobs.speech(HELD_OUT, Speech.CLASS, voice, 0));
      recordings(jobs, "choir");
    }
  },

  PERCUSSION("drum kits and percussion of a soundfont; held out: recorded drums and percussion") {
    @Override
    void plan(Jobs jobs, Path scratch) {
      SoundFont.requireInstalled();
      HeldOutRecordings.requireInstalled();
      GeneralMidi.DRUM_KITS.forEach(
          (kit, name) -> {
            for (int take = 0; take < 3; take++) {
              jobs.drums(TRAIN, name, kit, take);
            }
          });
      STRUCK.forEach((program, name) -> fluid(jobs, program, name, 2));
      recordings(jobs, GeneralMidi.DRUMS);
      recordings(jobs, "percussion");
      recordings(jobs, "bell");
    }
  },

  TIMBRES(
      "what 'liminal evaluate --timbres' judges moves to learned timbres on; nothing to train") {
    @Override
    void plan(Jobs jobs, Path scratch) {
      TimbreTakes.plan(jobs);
    }

    @Override
    public String use(Path folder) {
      return "judge with: liminal evaluate MODEL --timbres " + folder;
    }
  };

  private static final String TRAIN = TrainingData.TRAIN;
  private static final String HELD_OUT = TrainingData.HELD_OUT;

  private static final Map<String, String> VOICES =
      new TreeMap<>(Map.of("slt", "woman", "rms", "man", "kal16", "robot"));

  private static final Map<Integer, String> SINGERS =
      new TreeMap<>(Map.of(52, "choir-aah", 53, "choir-ooh", 54, "synth-voice", 85, "solo-voice"));

  private static final Map<Integer, String> STRUCK =
      new TreeMap<>(
          Map.of(
              47, "timpani",
              112, "tinkle-bell",
              113, "agogo",
              114, "steel-drums",
              115, "woodblock",
              116, "taiko",
              117, "tom",
              118, "synth-drum"));

  private final String description;

  Recipe(String description) {
    this.description = description;
  }

  /** What it makes, in one line. */
  public String description() {
    return description;
  }

  /** What to do with it, once it lies in a folder. */
  public String use(Path folder) {
    return "train with: liminal train " + folder + " --name NAME";
  }

  /** As users write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Adds every file, after looking whether all that is needed is there.
   *
   * @param scratch an empty folder for what is fetched, kept until all files are made
   */
  abstract void plan(Jobs jobs, Path scratch);

  private static void fluid(Jobs jobs, int program, String soundClass, int takes) {
    for (int take = 0; take < takes; take++) {
      jobs.melodic(TRAIN, soundClass, SoundFont.FLUID, Jobs.FLUID, program, take);
    }
  }

  private static void recordings(Jobs jobs, String soundClass) {
    HeldOutRecordings.ITEMS.stream()
        .filter(item -> item.soundClass().equals(soundClass))
        .forEach(jobs::recording);
  }
}
