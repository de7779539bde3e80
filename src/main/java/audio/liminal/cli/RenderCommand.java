package audio.liminal.cli;

import audio.liminal.engine.CloudCapture;
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
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.TimbreMove;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
  private static final int CAPTURE_BLOCK = 4096;

  @Spec private CommandSpec spec;
  @Mixin private EngineOptions engine;

  @Parameters(paramLabel = "IN", description = "The recording to morph.")
  private Path input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.wav",
      required = true,
      description = "Where the result goes; an existing file is replaced when all is done.")
  private Path output;

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      description =
          "A second recording, followed as it plays (a shorter one starts over), or a timbre the model"
              + " has learned (see 'liminal inspect').")
  private String target;

  @Option(
      names = "--forget",
      paramLabel = "S",
      defaultValue = "10",
      description =
          "On the way to a timbre, the input's own is learned from its last seconds, 0.1 to 3600; 0"
              + " learns it from the whole recording beforehand (default: ${DEFAULT-VALUE}).")
  private float forgetSeconds;

  @Option(
      names = "--morph",
      paramLabel = "0..1",
      description = "How far to go: 0 is the input, 1 the target (default: 1 with --to, else 0).")
  private Float morph;

  @Option(
      names = "--form",
      paramLabel = "F",
      defaultValue = "gain",
      description =
          "gain (transparent at --morph 0) or full (what the decoder says); default:"
              + " ${DEFAULT-VALUE}.")
  private MorphForm form;

  @Option(
      names = "--smoothing",
      paramLabel = "MS",
      defaultValue = "20",
      description = "Time constant of the latents in ms, 0 to 5000 (default: ${DEFAULT-VALUE}).")
  private float smoothingMs;

  @Option(
      names = "--dry-wet",
      paramLabel = "0..1",
      defaultValue = "1",
      description = "0 is the input, 1 the morph (default: ${DEFAULT-VALUE}).")
  private float dryWet;

  @Option(
      names = "--gain",
      paramLabel = "DB",
      defaultValue = "0",
      description = "Output gain in dB, -60 to 24 (default: ${DEFAULT-VALUE}).")
  private float gainDb;

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
    if (target == null && morph != null && morph != 0) {
      throw new ParameterException(
          spec.commandLine(), "--morph: value=" + morph + " without --to, expected --to TARGET");
    }
    float amount = morph != null ? morph : target == null ? 0 : 1;
    checkRanges(amount);
    long start = System.nanoTime();
    try (AudioReader in = AudioReader.open(input)) {
      Result result = render(in, amount);
      report(in, result, System.nanoTime() - start);
    }
    return ExitCode.OK;
  }

  private void checkRanges(float amount) {
    Range.check(spec, "--morph", amount, 0, 1);
    Range.check(spec, "--smoothing", smoothingMs, 0, 5000);
    Range.check(spec, "--dry-wet", dryWet, 0, 1);
    Range.check(spec, "--gain", gainDb, -60, 24);
    if (forgetSeconds != 0) {
      Range.check(spec, "--forget", forgetSeconds, 0.1f, 3600);
    }
  }

  /** What there is to say of a finished render. */
  private record Result(
      long samples, int latencySamples, Device device, EngineStats stats, long clippedSamples) {}

  private Result render(AudioReader in, float amount) {
    Model model = engine.load();
    boolean toTimbre = target != null && isTimbre(model);
    LatentCloud cloud = toTimbre ? TimbreTarget.of(model, target) : null;
    AudioClip side =
        target == null || toTimbre
            ? null
            : AudioClip.readOfAnyRate(Path.of(target)).at(in.sampleRateHz());
    int sidechains = side == null ? 0 : side.channels();
    StreamSpec stream = new StreamSpec(in.sampleRateHz(), in.channels());
    try (AudioWriter out = AudioWriter.create(output, stream, format, seed);
        ModelCodec codec = model.open(engine.device)) {
      TimbreMove move = cloud == null ? null : move(model, codec, stream, cloud);
      MorphSettings settings =
          new MorphSettings(amount, form, null, move, smoothingMs, dryWet, gainDb, false);
      MorphEngine morphEngine =
          new MorphEngine(stream, sidechains, engine.profile, model.card().grid(), codec, settings);
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

  private TimbreMove move(Model model, ModelCodec codec, StreamSpec stream, LatentCloud cloud) {
    LatentCloud from = TimbreTarget.ofEverything(model.card());
    if (forgetSeconds == 0) {
      CloudCapture capture = new CloudCapture(stream, engine.profile, model.card().grid(), codec);
      float[][] block = new float[stream.channels()][CAPTURE_BLOCK];
      try (AudioReader in = AudioReader.open(input)) {
        for (int count = in.read(block, 0, CAPTURE_BLOCK);
            count > 0;
            count = in.read(block, 0, CAPTURE_BLOCK)) {
          capture.hear(block, count);
        }
      }
      from = capture.cloud(input.toString());
    }
    return new TimbreMove(from, cloud, forgetSeconds);
  }

  /** A timbre goes before a file of its name; what looks like a path is none. */
  private boolean isTimbre(Model model) {
    boolean looksLikePath = target.contains("/") || target.contains(".");
    return model.timbres().containsKey(target)
        || (!looksLikePath && !Files.exists(Path.of(target)));
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
