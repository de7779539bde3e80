package audio.liminal.train;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.MelBands;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.Onsets;
import audio.liminal.model.MelPatch;
import audio.liminal.signal.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Mel patches in dB, one for each onset, whose rise lies in their second column: a note or a chord
 * from its attack on.
 */
final class PatchSet implements Examples {
  static final MelPatch PATCH = new MelPatch(128, 24, 1024, 30, 16_000, -10);
  static final int WINDOW_SAMPLES = 2048;
  static final float FLOOR_DB = -100;
  static final SpectrumGrid GRID =
      new SpectrumGrid((double) SpectrumReader.RATE_HZ / WINDOW_SAMPLES, WINDOW_SAMPLES / 2 + 1);

  private static final StftProfile PROFILE = StftProfile.HQ;
  private static final int MOST_BYTES = 300_000_000;
  private static final int MOST_ROWS_OF_A_CLASS = 3000;
  private static final float LEAST_PEAK_DB = -66;
  private static final float LEAST_POWER = 1e-20f;

  private final Rows rows = new Rows(PATCH.size(), MOST_BYTES / (Short.BYTES * PATCH.size()));
  private final Map<String, Rows> byClass = new TreeMap<>();

  /** One recording's patches. */
  private record Heard(String soundClass, List<short[]> patches) {}

  private PatchSet() {}

  /** Throws {@link BadInputException} when no recording has an onset. */
  static PatchSet read(Recordings recordings) {
    PatchSet set = new PatchSet();
    recordings.each((clip, item, index) -> hear(clip, item.soundClass()), set::add);
    if (set.rows.size() == 0) {
      throw new BadInputException(recordings.what(), "onsets", 0, "sounds that begin");
    }
    return set;
  }

  private static Heard hear(AudioClip clip, String soundClass) {
    List<float[]> columns = columns(clip);
    int hop = PROFILE.at(SpectrumReader.RATE_HZ).hopSamples();
    int stride = PATCH.hopSamples() / hop;
    List<short[]> patches = new ArrayList<>();
    for (double seconds : Onsets.seconds(clip.mono(), SpectrumReader.RATE_HZ)) {
      double centre = seconds * SpectrumReader.RATE_HZ - PATCH.hopSamples() / 2.0;
      int first = (int) Math.round((centre + WINDOW_SAMPLES / 2.0) / hop) - 1;
      if (first >= 0 && first + stride * (PATCH.columns() - 1) < columns.size()) {
        float[] patch = patch(columns, first, stride);
        if (SpectrumReader.peak(patch) > LEAST_PEAK_DB) {
          patches.add(Rows.packed(patch));
        }
      }
    }
    return new Heard(soundClass, patches);
  }

  /** Band levels of every hop. */
  private static List<float[]> columns(AudioClip clip) {
    StftGeometry geometry = PROFILE.at(SpectrumReader.RATE_HZ);
    GridMapper mapper = new GridMapper(geometry, GRID);
    MelBands bands = PATCH.bands(GRID);
    float[] power = new float[GRID.bins()];
    List<float[]> columns = new ArrayList<>();
    Stft stft =
        new Stft(
            geometry,
            clip.channels(),
            0,
            (packed, windowed) -> {
              mapper.power(packed, windowed, 0, clip.channels(), power);
              float[] levels = new float[PATCH.mels()];
              bands.sum(power, levels);
              for (int b = 0; b < levels.length; b++) {
                levels[b] = Decibels.ofPower(levels[b] + LEAST_POWER);
              }
              columns.add(levels);
            });
    stft.analyse(clip.samples(), clip.lengthSamples());
    return columns;
  }

  private static float[] patch(List<float[]> columns, int first, int stride) {
    float[] patch = new float[PATCH.size()];
    for (int c = 0; c < PATCH.columns(); c++) {
      float[] levels = columns.get(first + c * stride);
      for (int b = 0; b < PATCH.mels(); b++) {
        float level = Math.max(FLOOR_DB, Math.min(PATCH.topDb(), levels[b]));
        patch[b * PATCH.columns() + c] = level;
      }
    }
    return patch;
  }

  private void add(Heard heard) {
    Rows own =
        byClass.computeIfAbsent(
            heard.soundClass, c -> new Rows(PATCH.size(), MOST_ROWS_OF_A_CLASS));
    for (short[] patch : heard.patches) {
      rows.add(patch);
      own.add(patch);
    }
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public int width() {
    return PATCH.size();
  }

  float[] spaced(int most) {
    return rows.spaced(most);
  }

  Map<String, Rows> byClass() {
    return byClass;
  }

  @Override
  public void draw(RandomGenerator random, float[] batch) {
    for (int at = 0; at < batch.length; at += PATCH.size()) {
      rows.get(random.nextInt(rows.size()), batch, at);
    }
  }

  /** Patches as they are: what is generated shall sound like them. */
  @Override
  public void drawVaried(RandomGenerator random, float[] batch) {
    draw(random, batch);
  }
}
