package audio.liminal.cli;

import audio.liminal.dsp.StftProfile;
import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioReader;
import audio.liminal.host.ClipSource;
import audio.liminal.host.OfflineRenderer;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.LatentTake;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.TakeRecording;
import audio.liminal.signal.StreamSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recorded paths of latents. */
@Command(
    name = "take",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Records the path that a performance takes through a model's latents, to play it again:",
      "liminal render IN -o OUT.wav --to X" + TakeOptions.ENDING
    })
final class TakeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Records. */
  @Command(
      name = "record",
      mixinStandardHelpOptions = true,
      description = {
        "Records the path of a recording, as it is or as it is morphed. What is done to the sound and not to",
        "the latents (--dry-wet, --form, --gain, --phase) is no part of it."
      })
  int record(
      @Mixin EngineOptions engine,
      @Mixin MorphOptions morph,
      @Parameters(paramLabel = "IN", description = "The performance.") Path input,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "OUT" + TakeOptions.ENDING,
              required = true,
              description = "Where the take goes; an existing file is replaced when all is done.")
          Path output) {
    morph.check(false);
    if (!TakeOptions.isTake(output.toString())) {
      throw UsageError.of(spec, "--output", output, "a name that ends in " + TakeOptions.ENDING);
    }
    Model model = engine.load(morph.preset());
    StftProfile profile = engine.profile(morph.preset());
    MorphOptions.Goal goal = morph.goal(model);
    morph.checkHeard(goal, model, profile);
    try (AudioReader in = AudioReader.open(input);
        ModelCodec codec = model.open(engine.device)) {
      AudioClip side = goal.follows() ? goal.followed().at(in.sampleRateHz()) : null;
      int sidechains = side == null ? 0 : side.channels();
      StreamSpec stream = new StreamSpec(in.sampleRateHz(), in.channels());
      MorphSettings settings = morph.settings(goal, model, codec, profile, input);
      MorphEngine played =
          new MorphEngine(stream, sidechains, profile, model.card().grid(), codec, settings);
      TakeRecording recording = played.record();
      long length =
          new OfflineRenderer(played, stream.channels(), sidechains)
              .render(
                  in::read,
                  side == null ? null : ClipSource.looping(side.samples()),
                  (block, offset, count) -> {},
                  taken -> recording.drain());
      double seconds = (double) length / in.sampleRateHz();
      LatentTake take = recording.take(input.toString(), model.digest(), seconds);
      take.write(output);
      say(output, take, model.card().name());
    }
    return ExitCode.OK;
  }

  /** Tells what a take is. */
  @Command(
      name = "info",
      mixinStandardHelpOptions = true,
      description = "Tells how long a take is and whose latents it holds.")
  int info(@Parameters(paramLabel = "TAKE", description = "The file.") Path file) {
    LatentTake take = LatentTake.read(file);
    say(file, take, nameOf(take.model()));
    return ExitCode.OK;
  }

  private static String nameOf(String digest) {
    List<Path> shipped =
        Files.isDirectory(Installation.models()) ? Model.list(Installation.models()) : List.of();
    return shipped.stream()
        .map(Model::load)
        .filter(model -> model.digest().equals(digest))
        .map(model -> model.card().name())
        .findFirst()
        .orElse("unknown model " + digest);
  }

  private void say(Path file, LatentTake take, String model) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %.2f s, %d latents of %s, %d rows, %.1f a second%n",
            file,
            take.seconds(),
            take.latents(),
            model,
            take.rows(),
            take.rowsPerSecond());
  }
}
