package audio.liminal.cli;

import audio.liminal.engine.MorphEngine;
import audio.liminal.file.AudioClip;
import audio.liminal.file.AudioWriter;
import audio.liminal.file.SampleFormat;
import audio.liminal.measure.SpectrogramImage;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCodec;
import audio.liminal.morph.LiveTarget;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.MorphTarget;
import audio.liminal.preset.TimbreTarget;
import audio.liminal.signal.BadInputException;
import audio.liminal.signal.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Morphs the bundled recordings and shows what came out. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Morphs bundled recordings through a model: some towards another recording, some towards a",
      "timbre, a violin and a trumpet where the model has them. Writes each result as WAV with a picture",
      "of the spectrograms before and after, and prints the speed and the latency, reported and measured",
      "with an impulse."
    })
final class DemoCommand implements Callable<Integer> {
  /** One thing to hear. */
  private record Piece(String from, String to, boolean toTimbre, float morph) {}

  private static final List<Piece> PIECES =
      List.of(
          new Piece("guitar", "choir", false, 1),
          new Piece("tabla", "glass", false, 1),
          new Piece("drums", "bell", false, 0.8f),
          new Piece("piano", "violin", true, 1),
          new Piece("choir", "trumpet", true, 1));

  @Mixin private EngineOptions options;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "liminal-demo",
      description = "Folder for the results (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Override
  public Integer call() {
    Model model = options.load();
    List<Piece> pieces = pieces(model);
    createFolder();
    try (ModelCodec codec = model.open(options.device)) {
      ClipMorph morph = new ClipMorph(codec, model.card().grid(), options.profile);
      for (Piece piece : pieces) {
        render(piece, model, morph);
      }
      printLatency(model, codec);
    }
    return ExitCode.OK;
  }

  /** The pieces, to timbres of the model's own where it lacks those named. */
  private static List<Piece> pieces(Model model) {
    List<String> timbres = model.timbres().keySet().stream().sorted().toList();
    List<Piece> pieces = new ArrayList<>();
    int others = 0;
    for (Piece piece : PIECES) {
      if (!piece.toTimbre || timbres.contains(piece.to)) {
        pieces.add(piece);
      } else if (!timbres.isEmpty()) {
        String other = timbres.get(others++ % timbres.size());
        pieces.add(new Piece(piece.from, other, true, piece.morph));
      }
    }
    return pieces;
  }

  private void createFolder() {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BadInputException("--output", "folder", folder, "a folder, not a file");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInputException("--output", "folder", folder, "a folder that can be made", e);
    }
  }

  private void render(Piece piece, Model model, ClipMorph morph) {
    AudioClip in = recording(piece.from);
    AudioClip side = piece.toTimbre ? null : recording(piece.to).at(in.sampleRateHz());
    MorphTarget goal = piece.toTimbre ? TimbreTarget.move(model, piece.to) : LiveTarget.SIDECHAIN;
    MorphSettings settings = MorphSettings.NEUTRAL.withMorph(piece.morph).withTarget(goal);
    long start = System.nanoTime();
    AudioClip out = morph.render(in, side, settings);
    double elapsed = (System.nanoTime() - start) / 1e9;
    double seconds = (double) in.lengthSamples() / in.sampleRateHz();
    String target = (piece.toTimbre ? "the timbre " : "the recording ") + piece.to;
    Path wav = folder.resolve(piece.from + "-to-" + piece.to + ".wav");
    Path png = folder.resolve(piece.from + "-to-" + piece.to + ".png");
    write(wav, out);
    String after = String.format(Locale.ROOT, "after: morph %.1f to %s", piece.morph, target);
    SpectrogramImage.write(png, "before: " + piece.from, in, after, out);
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f s, morphed %.1f of the way to %s, %.1f x real time; picture: %s%n",
        wav,
        seconds,
        piece.morph,
        target,
        seconds / elapsed,
        png);
  }

  private static AudioClip recording(String name) {
    return AudioClip.read(Installation.recordings().resolve(name + ".flac"));
  }

  private static void write(Path wav, AudioClip clip) {
    StreamSpec spec = new StreamSpec(clip.sampleRateHz(), clip.channels());
    try (AudioWriter writer = AudioWriter.create(wav, spec, SampleFormat.FLOAT32, 1)) {
      writer.write(clip.samples(), 0, clip.lengthSamples());
      writer.commit();
    }
  }

  private void printLatency(Model model, ModelCodec codec) {
    int rateHz = recording(PIECES.get(0).from).sampleRateHz();
    MorphEngine engine =
        new MorphEngine(
            new StreamSpec(rateHz, 1),
            0,
            options.profile,
            model.card().grid(),
            codec,
            MorphSettings.NEUTRAL);
    int reported = engine.latency().totalSamples();
    int measured = ImpulseLatency.measure(engine, 441);
    System.out.printf(
        Locale.ROOT,
        "latency at %d Hz in %s: %d samples (%.1f ms) reported, %d measured%n",
        rateHz,
        options.profile.name().toLowerCase(Locale.ROOT),
        reported,
        1000.0 * reported / rateHz,
        measured);
  }
}
