package audio.liminal.train;

import audio.liminal.dsp.Pitch;
import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names latents by the {@link Quality} they follow, measured on recordings; the others are
 * numbered.
 */
final class LatentNames {
  /**
   * What one latent follows.
   *
   * @param follows the quality's name, or null
   * @param correlation with it, -1 to 1
   */
  record Name(String name, String follows, float correlation) {}

  private static final double LEAST_CORRELATION = 0.4;
  private static final int LEAST_SPECTRA = 100;
  private static final int MOST_FILES = 60;
  private static final int MOST_SECONDS = 360;
  private static final int HOPS_BETWEEN = 24;

  private final Feature feature;
  private final List<float[]> features = new ArrayList<>();
  private final List<Map<Quality, Double>> qualities = new ArrayList<>();

  private LatentNames(Feature feature) {
    this.feature = feature;
  }

  /** One name for each latent, all different. */
  static List<Name> of(TrainableVae model, Feature feature, Recordings recordings) {
    LatentNames names = new LatentNames(feature);
    List<AudioFolder.Item> items = recordings.remaining();
    int count = Math.min(MOST_FILES, items.size());
    for (int i = 0; i < count; i++) {
      recordings
          .again(items.get((int) ((long) i * items.size() / count)))
          .ifPresent(clip -> names.hear(clip, MOST_SECONDS / count));
    }
    return names.names(model);
  }

  private void hear(AudioClip clip, int seconds) {
    float[] sound = clip.mono();
    int hop = StftProfile.STUDIO.at(SpectrumReader.RATE_HZ).hopSamples();
    Pitch pitch = new Pitch(SpectrumReader.RATE_HZ);
    List<float[]> spectra = SpectrumReader.read(clip, StftProfile.STUDIO, HOPS_BETWEEN);
    int most = seconds * SpectrumReader.RATE_HZ / (HOPS_BETWEEN * hop);
    int every = Math.max(1, spectra.size() / most);
    for (int i = 0; i < spectra.size(); i += every) {
      int centre = i * HOPS_BETWEEN * hop - SpectrumReader.WINDOW_SAMPLES / 2;
      int from = centre - Pitch.WINDOW_SAMPLES / 2;
      boolean inside = from >= 0 && from + Pitch.WINDOW_SAMPLES <= sound.length;
      if (inside && SpectrumReader.peak(spectra.get(i)) > TrainingSet.SILENCE_DB / 2) {
        features.add(feature.of(spectra.get(i)));
        qualities.add(Quality.of(spectra.get(i), pitch.hz(sound, from)));
      }
    }
  }

  private List<Name> names(TrainableVae model) {
    int latents = model.latents();
    List<Name> names = new ArrayList<>();
    for (int j = 0; j < latents; j++) {
      names.add(new Name("z%02d".formatted(j + 1), null, 0));
    }
    if (features.size() < LEAST_SPECTRA) {
      return names;
    }
    float[] flat = new float[features.size() * feature.size()];
    for (int i = 0; i < features.size(); i++) {
      System.arraycopy(features.get(i), 0, flat, i * feature.size(), feature.size());
    }
    float[] encoded = model.encode(flat);
    Map<Quality, List<Integer>> followers = new TreeMap<>();
    for (int j = 0; j < latents; j++) {
      Quality closest = null;
      double highest = LEAST_CORRELATION;
      for (Quality quality : Quality.values()) {
        double r = correlation(encoded, latents, j, quality);
        if (Math.abs(r) >= highest) {
          highest = Math.abs(r);
          closest = quality;
          names.set(j, new Name("", quality.toString(), (float) r));
        }
      }
      if (closest != null) {
        followers.computeIfAbsent(closest, q -> new ArrayList<>()).add(j);
      }
    }
    followers.forEach((quality, those) -> number(names, those));
    return names;
  }

  /** The closest follower bears the quality's name, the others a number too. */
  private static void number(List<Name> names, List<Integer> followers) {
    followers.sort(Comparator.comparingDouble(j -> -Math.abs(names.get(j).correlation())));
    for (int place = 0; place < followers.size(); place++) {
      Name old = names.get(followers.get(place));
      String name = place == 0 ? old.follows() : old.follows() + " " + (place + 1);
      names.set(followers.get(place), new Name(name, old.follows(), old.correlation()));
    }
  }

  /** Pearson's, over the spectra for which the quality is known; 0 for too few. */
  private double correlation(float[] encoded, int latents, int j, Quality quality) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < qualities.size(); i++) {
      double q = qualities.get(i).get(quality);
      double z = encoded[i * latents + j];
      if (!Double.isNaN(q)) {
        n++;
        x += z;
        y += q;
        xx += z * z;
        yy += q * q;
        xy += z * q;
      }
    }
    double spread = (xx - x * x / n) * (yy - y * y / n);
    return n < LEAST_SPECTRA || spread <= 0 ? 0 : (xy - x * y / n) / Math.sqrt(spread);
  }
}
