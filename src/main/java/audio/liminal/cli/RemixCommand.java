package audio.liminal.cli;

import audio.liminal.file.AudioReader;
import audio.liminal.file.AudioWriter;
import audio.liminal.model.Device;
import audio.liminal.model.ModelCodec;
import audio.liminal.signal.StreamSpec;
import audio.liminal.song.SongMap;
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
    footer = {"", "Example:", "  liminal remix song.flac --preset P -o remix.wav"})
final class RemixCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private PresetOptions preset;
  @Mixin private WrittenFile file;

  @Parameters(paramLabel = "SONG", description = "The recording to treat.")
  private Path input;

  @Option(
      names = "--bpm",
      paramLabel = "B",
      description = "The tempo, 20 to 400 beats a minute (default: as heard).")
  private Double bpm;

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "auto",
      description = "auto (the faster, measured), cpu or cuda; default: ${DEFAULT-VALUE}.")
  private Device device;

  @Override
  public Integer call() {
    if (bpm != null) {
      Range.check(spec, "--bpm", bpm, HeardSong.LEAST_BPM, HeardSong.MOST_BPM);
    }
    long start = System.nanoTime();
    try (AudioReader in = AudioReader.open(input)) {
      PresetOptions.Sound sound = preset.load();
      StreamSpec stream = new StreamSpec(in.sampleRateHz(), in.channels());
      try (AudioWriter out = file.create(stream);
          ModelCodec codec = sound.model().open(device)) {
        FileMorph morph = sound.at(HeardSong.tempo(listen(in)));
        FileMorph.Result result;
        try (Progress progress = progress("render", in)) {
          result = morph.render(in, out, codec, progress::reach);
        }
        FileReport.print(file.path(), result, codec.device(), System.nanoTime() - start);
      }
    }
    return ExitCode.OK;
  }

  private SongMap listen(AudioReader in) {
    SongMap map;
    try (Progress progress = progress("listen", in)) {
      map = HeardSong.of(input, bpm, progress::reach);
    }
    System.out.println(input + ": " + HeardSong.describe(map, bpm));
    return map;
  }

  private static Progress progress(String task, AudioReader in) {
    return new Progress(task, in.lengthSamples(), " s", in.sampleRateHz());
  }
}
