package audio.liminal.engine;

import audio.liminal.dsp.GridMapper;
import audio.liminal.dsp.OnsetFollower;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * Lets the sidechain's attacks be heard beside the morph: while an onset lasts, what is new in it,
 * which is its power less that of the sound before.
 */
final class SidechainAttacks {
  private static final double BACKGROUND_SECONDS = 0.05;
  private static final float TINY = 1e-20f;

  private final GridMapper mapper;
  private final OnsetFollower onsets;
  private final float step;
  private final float[] background;
  private final float[] absent;
  private final float[] packedAbsent;

  /** Whether the sidechain has been playing unheard. */
  private boolean midway;

  SidechainAttacks(SpectrumGrid grid, double hopsPerSecond, GridMapper mapper, int packedSize) {
    this.mapper = mapper;
    this.onsets = new OnsetFollower(grid, hopsPerSecond);
    this.step = (float) (1 - Math.exp(-1 / (BACKGROUND_SECONDS * hopsPerSecond)));
    this.background = new float[grid.bins()];
    this.absent = new float[grid.bins()];
    this.packedAbsent = new float[packedSize];
  }

  /** Forgets all audio, as after silence. */
  @RealTime
  void reset() {
    onsets.reset();
    Arrays.fill(background, 0);
    midway = false;
  }

  /** Takes the sidechain's next hop for no attack, as it has been playing before. */
  @RealTime
  void joinMidway() {
    midway = true;
  }

  /**
   * Takes in one hop of the sidechain.
   *
   * @param power at each bin of the grid
   * @param amount 0 (none) to 1 (as loud as they are); 0 costs nothing
   */
  @RealTime
  void hear(float[] power, float amount) {
    if (amount == 0) {
      joinMidway();
      return;
    }
    if (midway) {
      onsets.startFrom(power);
      System.arraycopy(power, 0, background, 0, background.length);
      midway = false;
    }
    float strength = onsets.hear(power);
    for (int k = 0; k < background.length; k++) {
      float fresh = 1 - background[k] / (power[k] + TINY);
      absent[k] = fresh > 0 ? 1 - amount * strength * (float) Math.sqrt(fresh) : 1;
      background[k] += (1 - strength) * step * (power[k] - background[k]);
    }
    // gains go to one above the grid: what is left out does, so that nothing is heard there
    mapper.gains(absent, packedAbsent);
  }

  /**
   * Adds what the last hop that was told to {@link #hear} lets through.
   *
   * @param spectra the outputs', then the sidechain's
   * @param weight factor on it
   */
  @RealTime
  void addTo(float[][] spectra, int outputs, int sidechains, float weight) {
    if (midway) {
      return;
    }
    for (int c = 0; c < outputs; c++) {
      float[] left = spectra[outputs + Math.min(c, sidechains - 1)];
      float[] right = outputs == 1 ? spectra[sidechains] : left;
      float[] y = spectra[c];
      for (int i = 0; i < y.length; i++) {
        y[i] += weight * (1 - packedAbsent[i]) * 0.5f * (left[i] + right[i]);
      }
    }
  }
}
