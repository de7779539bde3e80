package audio.liminal.train;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Recordings as the spectra that a model meets while playing. */
final class SpectrumReader {
  static final int RATE_HZ = 48_000;
  static final int WINDOW_SAMPLES = 1024;
  static final SpectrumGrid GRID =
      new SpectrumGrid((double) RATE_HZ / WINDOW_SAMPLES, Feature.BINS);

  private static final float LEAST_POWER = 1e-20f;

  private SpectrumReader() {}

  /**
   * The spectra of a clip, in dB, on the model's grid.
   *
   * @param every keeps one spectrum out of this many hops
   */
  static List<float[]> read(AudioClip clip, StftProfile profile, int every) {
    List<float[]> spectra = new ArrayList<>();
    read(clip, profile, every, spectra::add);
    return spectra;
  }

  /**
   * The same, one after another.
   *
   * @param taker is given a new array each time
   */
  static void read(AudioClip clip, StftProfile profile, int every, Consumer<float[]> taker) {
    StftGeometry geometry = profile.at(clip.sampleRateHz());
    GridMapper mapper = new GridMapper(geometry, GRID);
    int channels = clip.channels();
    int[] hops = {0};
    Stft stft =
        new Stft(
            geometry,
            channels,
            0,
            (packed, windowed) -> {
              if (hops[0]++ % every == 0) {
                taker.accept(db(mapper, packed, windowed, channels));
              }
            });
    stft.analyse(clip.samples(), clip.lengthSamples());
  }

  /** One spectrum on the model's grid, in dB. */
  static float[] db(GridMapper mapper, float[][] packed, float[][] windowed, int channels) {
    float[] values = new float[GRID.bins()];
    mapper.power(packed, windowed, 0, channels, values);
    for (int k = 0; k < values.length; k++) {
      values[k] = Decibels.ofPower(Math.max(LEAST_POWER, values[k]));
    }
    return values;
  }

  /** The highest level of a spectrum in dB. */
  static float peak(float[] db) {
    float peak = db[0];
    for (float v : db) {
      peak = Math.max(peak, v);
    }
    return peak;
  }
}
