package audio.liminal.cli;

import audio.liminal.file.AudioReader;
import audio.liminal.file.AudioWriter;
import audio.liminal.model.ModelCodec;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Treats a whole song with a preset, in time with it. */
@Command(
    name = "remix",
    mixinStandardHelpOptions = true,
    description = {
      "Hears a song's tempo, beats and sections, then plays it through a preset whose modulation",
      "follows them, exactly as the live engine would. Writes WAV of the song's length, rate and",
      "channels. Between two tempos an octave apart 85 to 170 is preferred; --bpm decides."
    },
    footer = {"", "Example:", "  liminal remix song.flac --preset Pump -o remix.wav"})
final class RemixCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private EngineOptions engine;
  @Mixin private MorphOptions morph;
  @Mixin private WrittenFile file;

  @Parameters(paramLabel = "SONG", description = "The recording to treat.")
  private Path input;

  @Option(
      names = "--bpm",
      paramLabel = "B",
      description = "The tempo, 20 to 400 beats a minute (default: as heard).")
  private Double bpm;

  @Override
  public Integer call() {
    if (bpm != null) {
      Range.check(spec, "--bpm", bpm, HeardSong.LEAST_BPM, HeardSong.MOST_BPM);
    }
    morph.check(false);
    file.check();
    long start = System.nanoTime();
    try (AudioReader in = AudioReader.open(input)) {
      remix(in, start);
    }
    morph.remarkUnmorphed();
    return ExitCode.OK;
  }

  private void remix(AudioReader in, long startNs) {
    FileMorphs morphs = new FileMorphs(engine, morph);
    StreamSpec stream = new StreamSpec(in.sampleRateHz(), in.channels());
    try (AudioWriter out = file.create(stream);
        ModelCodec codec = morphs.model().open(engine.device)) {
      FileMorph morphing =
          morphs.of(input, codec, HeardSong.tempo(HeardSong.listen(input, bpm, System.out)));
      FileMorph.Result result;
      try (Progress progress =
          new Progress("render", in.lengthSamples(), " s", in.sampleRateHz())) {
        result = morphing.render(in, out, codec, progress::reach);
      }
      FileReport.print(file.path(), result, codec.device(), System.nanoTime() - startNs);
    }
  }
}
