package audio.liminal.train;

import audio.liminal.file.AudioClip;
import audio.liminal.measure.CurvesImage;
import audio.liminal.measure.LatentMapImage;
import audio.liminal.measure.SpectrogramImage;
import audio.liminal.model.Device;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.ModelCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What came of a training run: {@code report/report.md} in the model's folder, with pictures. */
final class TrainingReport {
  private static final int WORST_CLASSES = 8;
  private static final int MOST_SECONDS = 10;

  private final Model model;
  private final TrainingState state;
  private final HeldOut.Judgement judgement;
  private final Recordings learned;
  private final Recordings judged;
  private final Path folder;

  /**
   * Gathers it.
   *
   * @param learned whose faults it tells
   * @param judged whose faults it tells too, and of which it shows one
   */
  TrainingReport(
      Model model,
      TrainingState state,
      HeldOut.Judgement judgement,
      Recordings learned,
      Recordings judged) {
    this.model = model;
    this.state = state;
    this.judgement = judgement;
    this.learned = learned;
    this.judged = judged;
    this.folder = model.folder().resolve("report");
  }

  /** Writes it all and says the text. */
  void write(TrainingView view) throws IOException {
    Files.createDirectories(folder);
    curves();
    map();
    boolean shown = spectrograms();
    String text = text();
    Files.writeString(
        folder.resolve("report.md"),
        "# "
            + model.card().name()
            + "\n\n"
            + text
            + "\n![losses](losses.png)\n![divergence](divergence.png)\n![map](map.png)\n"
            + (shown ? "![spectrograms](spectrograms.png)\n" : ""));
    text.lines().forEach(view::say);
  }

  private void curves() {
    CurvesImage.write(
        folder.resolve("losses.png"),
        "Training of " + model.card().name(),
        "minutes",
        "error, dB",
        values(TrainingState.Point::minutes),
        List.of(
            new CurvesImage.Curve("batch", values(TrainingState.Point::errorDb)),
            new CurvesImage.Curve("held out", values(TrainingState.Point::heldOutErrorDb))));
    CurvesImage.write(
        folder.resolve("divergence.png"),
        "Divergence from the prior of " + model.card().name(),
        "minutes",
        "nats",
        values(TrainingState.Point::minutes),
        List.of(new CurvesImage.Curve("batch", values(TrainingState.Point::klNats))));
  }

  private double[] values(ToDoubleFunction<TrainingState.Point> figure) {
    return state.history.stream().mapToDouble(figure).toArray();
  }

  private void map() {
    LatentMapImage.write(
        folder.resolve("map.png"),
        "Classes in the latent space of " + model.card().name(),
        "first discriminant axis",
        "second",
        model.map().points());
  }

  /** Of the most typical recording that is still there; whether there is one. */
  private boolean spectrograms() {
    for (AudioFolder.Item item : judgement.typical()) {
      Optional<AudioClip> clip = judged.again(item);
      if (clip.isPresent()) {
        spectrograms(item, clip.get());
        return true;
      }
    }
    return false;
  }

  private void spectrograms(AudioFolder.Item item, AudioClip clip) {
    int length = Math.min(clip.lengthSamples(), MOST_SECONDS * clip.sampleRateHz());
    AudioClip sound =
        new AudioClip(clip.sampleRateHz(), new float[][] {Arrays.copyOf(clip.mono(), length)});
    try (ModelCodec codec = model.open(Device.CPU)) {
      SpectrogramImage.write(
          folder.resolve("spectrograms.png"),
          "held out: " + item.soundClass() + "/" + item.file().getFileName(),
          sound,
          "given back by " + model.card().name(),
          Reproduction.again(sound, model.card().grid(), codec));
    }
  }

  private String text() {
    ModelCard card = model.card();
    StringBuilder text = new StringBuilder();
    line(text, "%s", card.description());
    line(
        text,
        "%d examples, %d steps in %.1f min, best at step %d",
        card.training().spectra(),
        state.step,
        state.minutes,
        state.bestStep);
    Map<String, Double> quality = card.quality();
    line(
        text,
        "held out, %.0f files: LSD %.2f dB, SC %.3f, SI-SDR %.1f dB, KL %.0f nats",
        quality.get("heldOutFiles"),
        quality.get("lsdDb"),
        quality.get("spectralConvergence"),
        quality.get("siSdrDb"),
        quality.get("klNats"));
    line(text, "%nworst classes:");
    judgement.byClass().stream()
        .limit(WORST_CLASSES)
        .forEach(entry -> line(text, "    %s", HeldOut.line(entry.getValue(), entry.getKey())));
    line(text, "%nlatents named by what they follow (correlation):%s", followers(card));
    List<String> faults = new ArrayList<>(learned.faults());
    faults.addAll(judged.faults());
    if (!faults.isEmpty()) {
      line(text, "%nrecordings with faults:");
      faults.forEach(fault -> line(text, "    %s", fault));
    }
    return text.toString();
  }

  private static String followers(ModelCard card) {
    String followers =
        card.latents().stream()
            .filter(latent -> latent.follows() != null)
            .map(
                latent ->
                    String.format(
                        Locale.ROOT, "%n    %-16s %.2f", latent.name(), latent.correlation()))
            .collect(Collectors.joining());
    return followers.isEmpty() ? " none" : followers;
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
