package audio.liminal.train;

import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The features of all spectra that are not silent, by class of sound.
 *
 * <p>Every profile contributes as many spectra a second, so that none is favoured.
 */
final class TrainingSet implements Examples {
  static final float SILENCE_DB = -90;

  private static final int SPECTRA_PER_SECOND = 150;
  private static final float LOUD_RANGE_DB = 15;
  private static final int MOST_BYTES = 300_000_000;
  private static final int MOST_ROWS_OF_A_CLASS = 3000;

  private final SpectralRecipe recipe;
  private final Rows rows;
  private final Rows worn;
  private final Map<String, Rows> loudByClass = new TreeMap<>();

  /** What one recording contributes: features, worn copies of them, and which are loud. */
  record Heard(String soundClass, List<short[]> rows, List<short[]> worn, List<short[]> loud) {}

  private TrainingSet(SpectralRecipe recipe) {
    this.recipe = recipe;
    int width = recipe.feature().size();
    int most = MOST_BYTES / 2 / (Short.BYTES * width);
    this.rows = new Rows(width, most);
    this.worn = new Rows(width, most);
  }

  /**
   * Reads every recording in every profile.
   *
   * @param wear whether to add a worn copy of each spectrum
   * @throws BadInputException when the files are all silent
   */
  static TrainingSet read(Recordings recordings, SpectralRecipe recipe, boolean wear, long seed) {
    TrainingSet set = new TrainingSet(recipe);
    recordings.each(
        (clip, item, index) -> {
          Wear own = wear ? new Wear(Draws.at(seed, index)) : null;
          return hear(recipe.feature(), clip, item.soundClass(), own);
        },
        set::add);
    if (set.rows.size() == 0) {
      throw new BadInputException(
          recordings.what(), "peak", "below " + SILENCE_DB + " dB", "sound, not silence");
    }
    return set;
  }

  static Heard hear(Feature feature, AudioClip clip, String soundClass, Wear wear) {
    Heard heard = new Heard(soundClass, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (StftProfile profile : StftProfile.values()) {
      int hop = profile.at(clip.sampleRateHz()).hopSamples();
      int every = Math.max(1, clip.sampleRateHz() / hop / SPECTRA_PER_SECOND);
      List<Float> peaks = new ArrayList<>();
      int first = heard.rows.size();
      SpectrumReader.read(
          clip,
          profile,
          every,
          spectrum -> {
            float peak = SpectrumReader.peak(spectrum);
            if (peak > SILENCE_DB) {
              peaks.add(peak);
              heard.rows.add(Rows.packed(feature.of(spectrum)));
              if (wear != null) {
                heard.worn.add(Rows.packed(feature.of(wear.of(spectrum))));
              }
            }
          });
      float loudest = peaks.isEmpty() ? SILENCE_DB : Collections.max(peaks);
      for (int i = 0; i < peaks.size(); i++) {
        if (peaks.get(i) > loudest - LOUD_RANGE_DB) {
          heard.loud.add(heard.rows.get(first + i));
        }
      }
    }
    return heard;
  }

  private void add(Heard heard) {
    heard.rows.forEach(rows::add);
    heard.worn.forEach(worn::add);
    Rows loud =
        loudByClass.computeIfAbsent(
            heard.soundClass, c -> new Rows(rows.width(), MOST_ROWS_OF_A_CLASS));
    heard.loud.forEach(loud::add);
  }

  @Override
  public int size() {
    return rows.size() + worn.size();
  }

  @Override
  public int width() {
    return rows.width();
  }

  /** The features as they were heard. */
  Rows rows() {
    return rows;
  }

  /** The features of each class's louder spectra, those within 15 dB of their file's loudest. */
  Map<String, Rows> loudByClass() {
    return loudByClass;
  }

  /** At most so many evenly spaced features, worn ones among them, one after another. */
  float[] spaced(int most) {
    float[] plain = rows.spaced(worn.size() == 0 ? most : most / 2);
    float[] rough = worn.spaced(most / 2);
    float[] both = new float[plain.length + rough.length];
    System.arraycopy(plain, 0, both, 0, plain.length);
    System.arraycopy(rough, 0, both, plain.length, rough.length);
    return both;
  }

  @Override
  public void draw(RandomGenerator random, float[] batch) {
    for (int at = 0; at < batch.length; at += width()) {
      int drawn = random.nextInt(size());
      if (drawn < rows.size()) {
        rows.get(drawn, batch, at);
      } else {
        worn.get(drawn - rows.size(), batch, at);
      }
    }
  }

  @Override
  public void drawVaried(RandomGenerator random, float[] batch) {
    draw(random, batch);
    for (int at = 0; at < batch.length; at += 2 * width()) {
      recipe.variation().vary(random, batch, at, width());
    }
  }
}
