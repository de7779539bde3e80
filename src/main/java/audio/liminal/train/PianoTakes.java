package audio.liminal.train;

import audio.liminal.model.ModelCard.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The takes of real piano: soft, medium and loud music on recorded notes. */
final class PianoTakes {
  /** Which velocity layers (1 to 16) a take's notes and its accents come from. */
  private record Dynamics(String name, int layer, int accentLayer) {}

  private static final List<Dynamics> TRAINED =
      List.of(
          new Dynamics("piano-soft", 3, 7),
          new Dynamics("piano-medium", 7, 11),
          new Dynamics("piano-loud", 11, 15));

  private static final List<Dynamics> HELD_OUT =
      List.of(
          new Dynamics("piano-soft", 5, 5),
          new Dynamics("piano-medium", 9, 9),
          new Dynamics("piano-loud", 13, 13));

  private static final int TRAINED_TAKES = 20;
  private static final int HELD_OUT_TAKES = 4;

  private PianoTakes() {}

  static void plan(Jobs jobs, Path scratch) {
    PianoRecordings.requirePrograms();
    PianoRecordings recordings = new PianoRecordings(scratch);
    for (Dynamics dynamics : TRAINED) {
      takes(jobs, recordings, TrainingData.TRAIN, dynamics, TRAINED_TAKES);
    }
    for (Dynamics dynamics : HELD_OUT) {
      takes(jobs, recordings, TrainingData.HELD_OUT, dynamics, HELD_OUT_TAKES);
    }
  }

  private static void takes(
      Jobs jobs, PianoRecordings recordings, String part, Dynamics dynamics, int count) {
    Source source = PianoRecordings.source(dynamics.layer, dynamics.accentLayer);
    recordings.fetch(dynamics.layer);
    recordings.fetch(dynamics.accentLayer);
    PianoMusic.Style style =
        part.equals(TrainingData.TRAIN) ? PianoMusic.TRAINED : PianoMusic.HELD_OUT;
    for (int take = 0; take < count; take++) {
      long seed = jobs.seedOf(part + dynamics.name, take);
      jobs.add(
          part,
          dynamics.name,
          "take-%02d".formatted(take + 1),
          source,
          wav -> {
            List<PianoMusic.Note> notes = PianoMusic.compose(new Random(seed), style);
            int[] layers = {dynamics.layer, dynamics.accentLayer};
            WavFile.write(wav, PianoSampler.play(notes, recordings, layers));
          });
    }
  }
}
