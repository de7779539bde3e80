package audio.liminal.train;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The cepstra of all spectra that are not silent, by class of sound.
 *
 * <p>Every profile contributes as many spectra a second, so that none is favoured.
 */
final class TrainingSet {
  private static final double LEAST_SECONDS = 60;
  private static final float SILENCE_DB = -90;
  private static final int SPECTRA_PER_SECOND = 150;

  private static final float FILTER_DEPTH_DB = 4;
  private static final float MOST_ROUGHNESS_DB = 0.4f;

  private static final float LOUD_RANGE_DB = 25;

  private final List<float[]> cepstra = new ArrayList<>();
  private final Map<String, List<float[]>> loudByClass = new TreeMap<>();
  private final Wear wear;
  private double seconds;

  private TrainingSet(Wear wear) {
    this.wear = wear;
  }

  /**
   * Reads every file in every profile.
   *
   * @param wear adds a worn copy of each spectrum, or null for none
   * @throws BadInputException when the files are all silent
   */
  static TrainingSet read(String what, List<AudioFolder.Item> items, Wear wear) {
    TrainingSet set = new TrainingSet(wear);
    for (AudioFolder.Item item : items) {
      AudioClip clip = AudioClip.read(item.file()).at(SpectrumReader.RATE_HZ);
      set.seconds += (double) clip.lengthSamples() / clip.sampleRateHz();
      for (StftProfile profile : StftProfile.values()) {
        set.add(clip, profile, item.soundClass());
      }
    }
    if (set.cepstra.isEmpty()) {
      throw new BadInputException(
          what, "peak", "below " + SILENCE_DB + " dB", "sound, not silence");
    }
    return set;
  }

  /** Throws {@link BadInputException} for less than a minute, which teaches nothing. */
  void expectEnough(String what) {
    if (seconds < LEAST_SECONDS) {
      throw new BadInputException(
          what, "seconds", Math.round(seconds), "at least " + Math.round(LEAST_SECONDS));
    }
  }

  private void add(AudioClip clip, StftProfile profile, String soundClass) {
    int hop = profile.at(clip.sampleRateHz()).hopSamples();
    int every = Math.max(1, clip.sampleRateHz() / hop / SPECTRA_PER_SECOND);
    List<float[]> spectra = SpectrumReader.read(clip, profile, every);
    float loudest = SILENCE_DB;
    for (float[] spectrum : spectra) {
      loudest = Math.max(loudest, Cepstrum.peak(spectrum));
    }
    for (float[] spectrum : spectra) {
      float peak = Cepstrum.peak(spectrum);
      if (peak > SILENCE_DB) {
        float[] cepstrum = Cepstrum.of(spectrum);
        cepstra.add(cepstrum);
        if (wear != null) {
          cepstra.add(Cepstrum.of(wear.of(spectrum)));
        }
        if (peak > loudest - LOUD_RANGE_DB) {
          loudByClass.computeIfAbsent(soundClass, c -> new ArrayList<>()).add(cepstrum);
        }
      }
    }
  }

  int size() {
    return cepstra.size();
  }

  List<float[]> cepstra() {
    return cepstra;
  }

  /** The cepstra of each class's louder spectra, those within 25 dB of their file's loudest. */
  Map<String, List<float[]>> loudByClass() {
    return loudByClass;
  }

  /** Fills {@code batch} with cepstra drawn at random, one after another. */
  void draw(Random random, float[] batch) {
    for (int at = 0; at < batch.length; at += Cepstrum.COEFFICIENTS) {
      float[] drawn = cepstra.get(random.nextInt(cepstra.size()));
      System.arraycopy(drawn, 0, batch, at, drawn.length);
    }
  }

  /**
   * As {@link #draw}, every other one sent through a random filter, and half of those roughened
   * evenly over all quefrencies as a noise's spectra are.
   */
  void drawVaried(Random random, float[] batch) {
    draw(random, batch);
    for (int at = 0; at < batch.length; at += 2 * Cepstrum.COEFFICIENTS) {
      float depth = FILTER_DEPTH_DB * random.nextFloat();
      float roughness = random.nextBoolean() ? MOST_ROUGHNESS_DB * random.nextFloat() : 0;
      for (int q = 0; q < Cepstrum.COEFFICIENTS; q++) {
        batch[at + q] += (float) ((depth / (q + 1) + roughness) * random.nextGaussian());
      }
    }
  }

  /** The mean of each coefficient. */
  static float[] mean(Collection<float[]> rows) {
    double[] sum = new double[rows.iterator().next().length];
    for (float[] row : rows) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += row[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / rows.size());
    }
    return mean;
  }

  /** The standard deviation of each coefficient. */
  static float[] deviation(Collection<float[]> rows, float[] mean) {
    double[] sum = new double[mean.length];
    for (float[] row : rows) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (row[i] - mean[i]) * (row[i] - mean[i]);
      }
    }
    float[] deviation = new float[mean.length];
    for (int i = 0; i < mean.length; i++) {
      deviation[i] = (float) Math.sqrt(sum[i] / rows.size());
    }
    return deviation;
  }
}
