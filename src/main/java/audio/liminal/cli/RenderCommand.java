package audio.liminal.cli;

import audio.liminal.file.AudioReader;
import audio.liminal.file.AudioWriter;
import audio.liminal.model.ModelCodec;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  liminal render pad.flac -o out.wav --to drums.wav --morph 0.5 --profile hq",
      "  liminal render piano.wav -o out.wav --preset \"Glass piano\" --then \"Cathedral choir\" --over 8"
    })
final class RenderCommand implements Callable<Integer> {
  @Mixin private EngineOptions engine;
  @Mixin private MorphOptions morph;
  @Mixin private ThenOptions then;
  @Mixin private TempoOptions tempo;
  @Mixin private WrittenFile file;

  @Parameters(paramLabel = "IN", description = "The recording to morph.")
  private Path input;

  @Override
  public Integer call() {
    morph.check(false);
    file.check();
    long start = System.nanoTime();
    try (AudioReader in = AudioReader.open(input)) {
      render(in, start);
    }
    if (!then.isGiven()) {
      morph.remarkUnmorphed();
    }
    return ExitCode.OK;
  }

  private void render(AudioReader in, long startNs) {
    FileMorphs morphs = new FileMorphs(engine, morph);
    StreamSpec stream = new StreamSpec(in.sampleRateHz(), in.channels());
    try (AudioWriter out = file.create(stream);
        ModelCodec codec = morphs.model().open(engine.device);
        ThenOptions.Way way = then.open(morphs, morph, input, engine.device)) {
      FileMorph morphing = morphs.of(input, codec, tempo.of(input));
      FileMorph.Result result;
      try (Progress progress =
          new Progress("render", in.lengthSamples(), " s", in.sampleRateHz())) {
        result =
            morphing.render(
                in,
                out,
                codec,
                progress::reach,
                begun -> {
                  if (way != null) {
                    way.begin(begun);
                  }
                });
      }
      FileReport.print(file.path(), result, codec.device(), System.nanoTime() - startNs);
    }
  }
}
