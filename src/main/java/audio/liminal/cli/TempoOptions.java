package audio.liminal.cli;

import audio.liminal.morph.Tempo;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The tempo of what is played. */
final class TempoOptions {
  private static final String HEARD = "heard";

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--bpm",
      paramLabel = "B",
      description =
          "The tempo that modulation in beats follows: 20 to 400 beats a minute, the first at the"
              + " start, or 'heard' for the recording's own, with its beats and sections (default:"
              + " 120).")
  private String bpm;

  /**
   * Listens where that is wished for, which takes a while.
   *
   * @param recording null for none, which is a usage error where it is to be listened to
   */
  Tempo of(Path recording) {
    if (bpm == null) {
      return Tempo.DEFAULT;
    }
    if (bpm.equals(HEARD) && recording != null) {
      return HeardSong.tempo(HeardSong.listen(recording, null, System.err));
    }
    return new Tempo(told(recording), 0, List.of());
  }

  private double told(Path recording) {
    try {
      double told = Double.parseDouble(bpm);
      Range.check(spec, "--bpm", told, HeardSong.LEAST_BPM, HeardSong.MOST_BPM);
      return told;
    } catch (NumberFormatException e) {
      String expected =
          recording == null
              ? "a number; without a recording none is heard"
              : "a number or " + HEARD;
      throw new ParameterException(
          spec.commandLine(), "--bpm: value=" + bpm + ", expected " + expected, e);
    }
  }
}
