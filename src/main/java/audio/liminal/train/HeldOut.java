package audio.liminal.train;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Judges a model on files it was not trained on.
 *
 * <p>Each file, made mono, goes through the studio profile; every spectrum is multiplied by the
 * gain between the model's reproduction and its target, {@code decoder - target} in dB, keeps its
 * phase and is resynthesised. A perfect model would give the file back.
 */
final class HeldOut {
  private static final int BATCH = 2048;
  private static final double LEAST_ACTIVE_NATS = 0.01;
  private static final float SILENCE_DB = -90;
  private static final float LEAST_PEAK = 3e-5f;

  /** One file and its figures. */
  record Judged(AudioFolder.Item item, Scores scores) {}

  /**
   * All files' figures.
   *
   * @param klNats divergence from the prior, mean over spectra
   * @param activeLatents latents whose own divergence exceeds 0.01 nats
   */
  record Report(List<Judged> files, double klNats, int activeLatents) {
    Scores mean() {
      return Scores.mean(files.stream().map(Judged::scores).toList());
    }

    /** The figures of a model card. */
    Map<String, Double> quality() {
      Scores mean = mean();
      Map<String, Double> quality = new LinkedHashMap<>();
      quality.put("lsdDb", rounded(mean.lsdDb()));
      quality.put("spectralConvergence", rounded(mean.spectralConvergence()));
      quality.put("siSdrDb", rounded(mean.siSdrDb()));
      quality.put("heldOutFiles", (double) files.size());
      quality.put("klNats", rounded(klNats));
      quality.put("activeLatents", (double) activeLatents);
      return quality;
    }

    private static double rounded(double value) {
      return Math.round(value * 1e4) / 1e4;
    }
  }

  private final EnvelopeVae model;
  private final int latents;
  private final double[] nats;
  private long spectra;

  private HeldOut(EnvelopeVae model, int latents) {
    this.model = model;
    this.latents = latents;
    this.nats = new double[latents];
  }

  static Report judge(
      EnvelopeVae model, int latents, List<AudioFolder.Item> items, Consumer<String> log) {
    HeldOut judge = new HeldOut(model, latents);
    List<Judged> files = new ArrayList<>();
    for (AudioFolder.Item item : items) {
      float[] samples = AudioClip.read(item.file()).at(SpectrumReader.RATE_HZ).mono();
      if (isSilent(samples)) {
        log.accept("silent, not judged: " + item.file());
        continue;
      }
      Scores scores = Scores.of(samples, judge.reproduce(samples));
      files.add(new Judged(item, scores));
      log.accept(
          String.format(
              "%6.2f dB LSD %6.3f SC %6.1f dB SI-SDR  %s",
              scores.lsdDb(), scores.spectralConvergence(), scores.siSdrDb(), item.file()));
    }
    if (files.isEmpty()) {
      throw new BadInputException("held-out files", "peak", "below -90 dB", "sound, not silence");
    }
    double[] mean = Arrays.stream(judge.nats).map(n -> n / Math.max(1, judge.spectra)).toArray();
    int active = (int) Arrays.stream(mean).filter(n -> n > LEAST_ACTIVE_NATS).count();
    return new Report(files, Arrays.stream(mean).sum(), active);
  }

  private static boolean isSilent(float[] samples) {
    for (float v : samples) {
      if (Math.abs(v) > LEAST_PEAK) {
        return false;
      }
    }
    return true;
  }

  private float[] reproduce(float[] samples) {
    StftGeometry geometry = StftProfile.STUDIO.at(SpectrumReader.RATE_HZ);
    int delay = geometry.latencySamples();
    float[] padded = Arrays.copyOf(samples, samples.length + delay);
    AudioClip clip = new AudioClip(SpectrumReader.RATE_HZ, new float[][] {padded});
    List<float[]> gains = gains(SpectrumReader.read(clip, StftProfile.STUDIO, 1));
    int[] hop = {0};
    Stft stft =
        new Stft(geometry, 1, 1, (packed, windowed) -> multiply(packed[0], gains.get(hop[0]++)));
    float[][] wet = new float[1][padded.length];
    float[][] dry = new float[1][padded.length];
    for (int at = 0; at < padded.length; ) {
      int count = Math.min(stft.samplesToHop(), padded.length - at);
      stft.process(clip.samples(), at, wet, dry, at, count);
      at += count;
    }
    return Arrays.copyOfRange(wet[0], delay, padded.length);
  }

  /** Gains in dB for each spectrum. */
  private List<float[]> gains(List<float[]> db) {
    List<float[]> gains = new ArrayList<>();
    for (int from = 0; from < db.size(); from += BATCH) {
      List<float[]> part = db.subList(from, Math.min(db.size(), from + BATCH));
      EnvelopeVae.Result result = model.run(flat(part));
      for (int i = 0; i < part.size(); i++) {
        float[] gain = new float[Cepstrum.BINS];
        for (int k = 0; k < gain.length; k++) {
          int at = i * Cepstrum.BINS + k;
          gain[k] = result.decodedDb()[at] - result.targetDb()[at];
        }
        gains.add(gain);
        if (Cepstrum.peak(part.get(i)) > SILENCE_DB) {
          countNats(result, i * latents);
        }
      }
    }
    return gains;
  }

  private void countNats(EnvelopeVae.Result result, int at) {
    for (int j = 0; j < latents; j++) {
      double mean = result.latentMean()[at + j];
      double log = result.logVariance()[at + j];
      nats[j] += 0.5 * (mean * mean + Math.exp(log) - log - 1);
    }
    spectra++;
  }

  static float[] flat(List<float[]> rows) {
    int width = rows.get(0).length;
    float[] flat = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, flat, i * width, width);
    }
    return flat;
  }

  private static void multiply(float[] packed, float[] gainDb) {
    int nyquist = packed.length / 2;
    packed[0] *= Decibels.toAmplitude(gainDb[0]);
    packed[1] *= Decibels.toAmplitude(gainDb[nyquist]);
    for (int k = 1; k < nyquist; k++) {
      float gain = Decibels.toAmplitude(gainDb[k]);
      packed[2 * k] *= gain;
      packed[2 * k + 1] *= gain;
    }
  }
}
