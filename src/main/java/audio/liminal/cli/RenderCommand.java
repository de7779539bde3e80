package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.EngineStats;
import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioReader;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.host.ClipSource;
import audio.liminal.host.OfflineRenderer;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.MorphSettings;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Morphs one recording into a new file. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = {
      "Morphs a recording and writes the result as WAV, of the input's length, rate and channels.",
      "Reads WAV, FLAC, MP3 and Ogg Vorbis of one or two channels, 44.1 to 192 kHz."
    },
    footer = {
      "",
      "Examples:",
      "  liminal render voice.wav -o out.wav --to violin",
      "  liminal render pad.flac -o out.wav --to drums.wav --morph 0.5 --profile hq"
    })
final class RenderCommand implements Callable<Integer> {
  @Mixin private EngineOptions engine;
  @Mixin private MorphOptions morph;

  @Parameters(paramLabel = "IN", description = "The recording to morph.")
  private Path input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.wav",
      required = true,
      description = "Where the result goes; an existing file is replaced when all is done.")
  private Path output;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "float32",
      description = "float32, pcm24 or pcm16 (default: ${DEFAULT-VALUE}).")
  private SampleFormat format;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the dither in pcm24 and pcm16 (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    morph.check(false);
    long start = System.nanoTime();
    try (AudioReader in = AudioReader.open(input)) {
      Result result = render(in);
      report(in, result, System.nanoTime() - start);
    }
    return ExitCode.OK;
  }

  /** What there is to say of a finished render. */
  private record Result(
      long samples, int latencySamples, Device device, EngineStats stats, long clippedSamples) {}

  private Result render(AudioReader in) {
    Model model = engine.load(morph.preset());
    StftProfile profile = engine.profile(morph.preset());
    MorphOptions.Goal goal = morph.goal(model);
    AudioClip side = goal.follows() ? goal.followed().at(in.sampleRateHz()) : null;
    int sidechains = side == null ? 0 : side.channels();
    StreamSpec stream = new StreamSpec(in.sampleRateHz(), in.channels());
    try (AudioWriter out = AudioWriter.create(output, stream, format, seed);
        ModelCodec codec = model.open(engine.device)) {
      MorphSettings settings = morph.settings(goal, model, codec, profile, input);
      MorphEngine morphEngine =
          new MorphEngine(stream, sidechains, profile, model.card().grid(), codec, settings);
      OfflineRenderer renderer = new OfflineRenderer(morphEngine, stream.channels(), sidechains);
      long samples;
      try (Progress progress =
          new Progress("render", in.lengthSamples(), " s", in.sampleRateHz())) {
        samples =
            renderer.render(
                in::read,
                side == null ? null : ClipSource.looping(side.samples()),
                out::write,
                progress::reach);
      }
      out.commit();
      return new Result(
          samples,
          morphEngine.latency().totalSamples(),
          codec.device(),
          morphEngine.stats(),
          out.clippedSamples());
    }
  }

  private void report(AudioReader in, Result result, long elapsedNs) {
    double seconds = (double) result.samples / in.sampleRateHz();
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f s, %d Hz, %d channel(s), %.1f x real time on %s, %d samples of latency trimmed%n",
        output,
        seconds,
        in.sampleRateHz(),
        in.channels(),
        seconds / (elapsedNs / 1e9),
        result.device,
        result.latencySamples);
    warn(result.stats.failedHops(), "hops failed in the model and kept the last gain");
    warn(result.stats.repairedSamples(), "samples beyond +24 dBFS were taken as silence");
    warn(
        result.stats.limitedSamples(),
        "samples were bent to stay below full scale; a lower input leaves room");
    warn(result.clippedSamples, "samples clipped; lower --gain or use --format float32");
  }

  private static void warn(long count, String what) {
    if (count > 0) {
      System.err.println("liminal: " + count + " " + what);
    }
  }
}
