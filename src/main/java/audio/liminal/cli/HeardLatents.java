package audio.liminal.cli;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.Posterior;
import audio.liminal.signal.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The posteriors of a recording's louder spectra.
 *
 * @param all in the order of time, within 30 dB of the loudest
 */
record HeardLatents(List<Point> all) {
  private static final int HOPS_APART = 8;
  private static final float RANGE_DB = 30;
  private static final float LEAST_DB = -80;
  private static final float POWER_FLOOR = 1e-12f;

  /**
   * One posterior.
   *
   * @param peakDb level of the spectrum's loudest bin
   * @param mean of each latent
   * @param logVariance of each latent
   */
  record Point(float peakDb, float[] mean, float[] logVariance) {}

  static HeardLatents of(Model model, Path file) {
    return ifAny(model, file)
        .orElseThrow(
            () ->
                new BadInputException(
                    file.toString(), "peak", "below " + LEAST_DB + " dB", "sound, not silence"));
  }

  /** Nothing where all spectra are as good as silent. */
  static Optional<HeardLatents> ifAny(Model model, Path file) {
    ModelCard card = model.card();
    AudioClip clip =
        AudioClip.readOfAnyRate(file).at(card.sampleRateHz()).atLeast(card.windowSamples());
    StftGeometry geometry = profile(card).at(clip.sampleRateHz());
    GridMapper mapper = new GridMapper(geometry, card.grid());
    List<Point> heard = new ArrayList<>();
    double hopsPerSecond = (double) clip.sampleRateHz() / geometry.hopSamples();
    try (Posterior posterior = new Posterior(model, hopsPerSecond)) {
      int[] hop = {0};
      float[] db = new float[card.bins()];
      Stft stft =
          new Stft(
              geometry,
              clip.channels(),
              0,
              (spectra, windowed) -> {
                mapper.power(spectra, windowed, 0, clip.channels(), db);
                Point point = point(posterior, db, card.latents().size());
                if (hop[0]++ % HOPS_APART == 0 && point != null) {
                  heard.add(point);
                }
              });
      stft.analyse(clip.samples(), clip.lengthSamples());
    }
    return louder(heard);
  }

  /** The one whose windows are as long as those the model learned from. */
  private static StftProfile profile(ModelCard card) {
    StftGeometry longest = StftProfile.HQ.at(card.sampleRateHz());
    return card.windowSamples() == longest.analysisSamples() ? StftProfile.HQ : StftProfile.STUDIO;
  }

  private static Point point(Posterior posterior, float[] power, int latents) {
    float peak = Float.NEGATIVE_INFINITY;
    float[] db = new float[power.length];
    for (int k = 0; k < db.length; k++) {
      db[k] = Decibels.ofPower(power[k] + POWER_FLOOR);
      peak = Math.max(peak, db[k]);
    }
    Point point = new Point(peak, new float[latents], new float[latents]);
    return posterior.encode(db, point.mean, point.logVariance) ? point : null;
  }

  private static Optional<HeardLatents> louder(List<Point> heard) {
    double loudest = heard.stream().mapToDouble(Point::peakDb).max().orElse(LEAST_DB);
    return loudest > LEAST_DB
        ? Optional.of(
            new HeardLatents(
                heard.stream().filter(point -> point.peakDb > loudest - RANGE_DB).toList()))
        : Optional.empty();
  }

  /** The posterior of the loudest spectrum. */
  Point loudest() {
    return all.stream().max(Comparator.comparingDouble(Point::peakDb)).orElseThrow();
  }

  /** Each latent's mean divergence from the prior. */
  double[] nats() {
    double[] nats = new double[all.get(0).mean.length];
    for (Point point : all) {
      for (int i = 0; i < nats.length; i++) {
        double variance = Math.exp(point.logVariance[i]);
        double square = (double) point.mean[i] * point.mean[i];
        nats[i] += (square + variance - point.logVariance[i] - 1) / 2 / all.size();
      }
    }
    return nats;
  }
}
