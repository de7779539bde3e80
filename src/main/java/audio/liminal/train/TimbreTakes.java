package audio.liminal.train;

import audio.liminal.model.ModelCard.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The takes by which moves to learned timbres are judged, each part from another source: {@code
 * learn}, from which methods without a model learn the target; {@code classifier}, from which the
 * judge learns; {@code genuine}, on which the judge is judged; {@code sources}, to be moved.
 *
 * <p>Sources are of banks, voices and recordings that the recipe for training holds out; so the
 * MuseScore bank plays there only what it does not share with Fluid.
 */
final class TimbreTakes {
  static final String LEARN = "learn";
  static final String CLASSIFIER = "classifier";
  static final String GENUINE = "genuine";
  static final String SOURCES = "sources";

  private static final int SOURCE_SECONDS = 12;
  private static final String ESPEAK_VOICE = "en-us";

  private static final List<Instrument> TARGETS =
      List.of(
          new Instrument("violin", 40),
          new Instrument("trumpet", 56),
          new Instrument("clarinet", 71),
          new Instrument("choir", 52),
          new Instrument("organ", 19),
          new Instrument("vibraphone", 11));

  private static final List<Instrument> PLAYED =
      List.of(
          new Instrument("flute", 73), new Instrument("piano", 0), new Instrument("guitar", 24));

  /** A soundfont, its name in files, and whom it came from. */
  private record Bank(String name, Path file, Source source) {}

  private static final Bank FLUID = new Bank("fluid", SoundFont.FLUID, Jobs.FLUID);
  private static final Bank TIM_GM = new Bank("timgm", SoundFont.TIM_GM, Jobs.TIM_GM);
  private static final Bank CSOUND = new Bank("csound", SoundFont.CSOUND, Jobs.CSOUND);
  private static final Bank MUSESCORE = new Bank("musescore", SoundFont.MUSESCORE, Jobs.MUSESCORE);

  private TimbreTakes() {}

  static void plan(Jobs jobs) {
    SoundFont.requireInstalled();
    SoundFont.requireOtherBanks();
    Speech.requireInstalled();
    ExternalProgram.require("espeak-ng", "espeak-ng");
    HeldOutRecordings.requireInstalled();
    for (Instrument target : TARGETS) {
      play(jobs, LEARN, target, FLUID);
      play(jobs, CLASSIFIER, target, TIM_GM);
      play(jobs, GENUINE, target, CSOUND);
      play(jobs, GENUINE, target, MUSESCORE);
    }
    PLAYED.forEach(instrument -> play(jobs, CLASSIFIER, instrument, TIM_GM));
    for (String voice : List.of("slt", "rms")) {
      jobs.speech(CLASSIFIER, Speech.CLASS, voice, 0);
    }
    Jobs sources = new Jobs(jobs.seed());
    planSources(sources);
    sources.list().forEach(job -> jobs.add(trimmed(job)));
  }

  private static void planSources(Jobs jobs) {
    Speech.HELD_OUT.forEach(voice -> jobs.speech(SOURCES, Speech.CLASS, voice, 0));
    jobs.synthesizedSpeech(SOURCES, Speech.CLASS, ESPEAK_VOICE);
    for (Instrument instrument : PLAYED) {
      play(jobs, SOURCES, instrument, CSOUND);
      if (IntStream.of(SoundFont.MUSESCORE_OWN_PROGRAMS).anyMatch(p -> p == instrument.program())) {
        play(jobs, SOURCES, instrument, MUSESCORE);
      }
    }
    jobs.recording(SOURCES, "piano", HeldOutRecordings.named("ambi_piano"));
    jobs.recording(SOURCES, "guitar", HeldOutRecordings.named("guit_em9"));
  }

  private static void play(Jobs jobs, String part, Instrument instrument, Bank bank) {
    for (Room room : Room.values()) {
      jobs.phrase(part, instrument, bank.name, bank.file, bank.source, room);
    }
  }

  private static Job trimmed(Job job) {
    return new Job(
        job.file(), job.source(), job.maker().andThen(wav -> WavFile.trim(wav, SOURCE_SECONDS)));
  }
}
