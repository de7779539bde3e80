package audio.liminal.cli;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.Stft;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.dsp.StftProfile;
import audio.liminal.file.AudioClip;
import audio.liminal.measure.PathSpread;
import audio.liminal.model.LatentCodec;

/** The path that a sound draws through a codec's latents, hop by hop in studio. */
final class LatentPath {
  private static final float POWER_FLOOR = 1e-12f;
  private static final float LEAST_PEAK_DB = -80;

  private final LatentCodec codec;
  private final GridMapper mapper;
  private final Stft stft;
  private final PathSpread spread;
  private final float[] levels;
  private final float[] targets;
  private float[] before;

  private LatentPath(LatentCodec codec, SpectrumGrid grid, AudioClip clip) {
    StftGeometry geometry = StftProfile.STUDIO.at(clip.sampleRateHz());
    this.codec = codec;
    this.mapper = new GridMapper(geometry, grid);
    this.spread = new PathSpread(codec.latents());
    this.levels = new float[grid.bins()];
    this.targets = new float[grid.bins()];
    int channels = clip.channels();
    this.stft = new Stft(geometry, channels, 0, (packed, in) -> hear(packed, in, channels));
    codec.prepare((double) clip.sampleRateHz() / geometry.hopSamples());
  }

  static PathSpread of(LatentCodec codec, SpectrumGrid grid, AudioClip clip) {
    LatentPath path = new LatentPath(codec, grid, clip);
    path.stft.analyse(clip.samples(), clip.lengthSamples());
    return path.spread;
  }

  private void hear(float[][] packed, float[][] windowed, int channels) {
    mapper.power(packed, windowed, 0, channels, levels);
    float peak = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < levels.length; k++) {
      levels[k] = Decibels.ofPower(levels[k] + POWER_FLOOR);
      peak = Math.max(peak, levels[k]);
    }
    float[] latent = new float[codec.latents()];
    boolean heard = codec.encode(levels, 1, latent, targets) && peak > LEAST_PEAK_DB;
    if (heard) {
      spread.add(latent, before);
    }
    before = heard ? latent : null;
  }
}
