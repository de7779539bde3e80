package audio.liminal.engine;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.MelBands;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.dsp.StftGeometry;
import audio.liminal.model.MelPatch;
import audio.liminal.model.PatchDecoder;
import audio.liminal.morph.PriorWalk;
import java.util.random.RandomGenerator;

/**
 * Plays decoded patches one after another, each a note or a chord from its attack on: whole, or cut
 * off half-way by the next one. Where two meet, one fades into the other.
 */
public final class PatchMusic implements MagnitudeSource {
  /** How long a sound lasts, in patches, and how likely each is. */
  private static final double[] LENGTHS = {0.5, 1, 2};

  private static final double[] SHARES = {0.2, 0.45, 0.35};

  /** How fast a sound dies away after its patch, as a held piano note does. */
  private static final double DECAY_DB_PER_SECOND = 30;

  private static final int FADE_COLUMNS = 2;

  private final PatchDecoder decoder;
  private final PriorWalk walk;
  private final RandomGenerator random;
  private final MelPatch patch;
  private final MelBands bands;
  private final double columnsPerHop;
  private final float decayDb;
  private final float powerUnit;
  private final float[] latent;
  private final float[] bandPower;
  private final float[][] around;
  private float[][] before;
  private float[][] here;
  private int length;
  private int lengthBefore;
  private double column;
  private boolean begun;

  /**
   * @param geometry of the synthesis, its bins those of the model's grid
   * @param random of the rhythm
   */
  public PatchMusic(
      PatchDecoder decoder,
      int latents,
      PriorWalk walk,
      StftGeometry geometry,
      RandomGenerator random) {
    this.decoder = decoder;
    this.walk = walk;
    this.random = random;
    this.patch = decoder.patch();
    this.bands = patch.bands(new SpectrumGrid(geometry.binSpacingHz(), geometry.bins()));
    this.columnsPerHop = (double) geometry.hopSamples() / patch.hopSamples();
    this.decayDb = (float) (DECAY_DB_PER_SECOND * patch.hopSamples() / geometry.sampleRateHz());
    this.powerUnit = geometry.fullScalePower();
    this.latent = new float[latents];
    this.bandPower = new float[patch.mels()];
    this.around = new float[2][patch.mels()];
    this.before = new float[patch.columns()][patch.mels()];
    this.here = new float[patch.columns()][patch.mels()];
  }

  @Override
  public boolean next(float[] magnitudes) {
    while (!begun || column >= length) {
      column = begun ? column - length : 0;
      if (!turn()) {
        return false;
      }
    }
    int at = (int) column;
    float share = (float) (column - at);
    levels(at, around[0]);
    levels(at + 1, around[1]);
    for (int b = 0; b < bandPower.length; b++) {
      float db = around[0][b] + share * (around[1][b] - around[0][b]);
      bandPower[b] = Decibels.toAmplitude(2 * db);
    }
    bands.invert(bandPower, magnitudes);
    for (int k = 0; k < magnitudes.length; k++) {
      magnitudes[k] = (float) Math.sqrt(magnitudes[k] / powerUnit);
    }
    column += columnsPerHop;
    return true;
  }

  private boolean turn() {
    float[][] swap = before;
    before = here;
    here = swap;
    lengthBefore = begun ? length : -1;
    length = (int) (LENGTHS[draw()] * patch.columns());
    begun = true;
    walk.next(latent);
    return decoder.decode(latent, here);
  }

  private int draw() {
    double place = random.nextDouble();
    int drawn = 0;
    while (drawn < SHARES.length - 1 && place >= SHARES[drawn]) {
      place -= SHARES[drawn];
      drawn++;
    }
    return drawn;
  }

  /** A column's levels; the first ones of a patch come out of what rang before. */
  private void levels(int at, float[] out) {
    float fresh = lengthBefore < 0 ? 1 : Math.min(1, (at + 1f) / FADE_COLUMNS);
    for (int b = 0; b < out.length; b++) {
      out[b] = level(here, at, b);
      if (fresh < 1) {
        out[b] = fresh * out[b] + (1 - fresh) * level(before, lengthBefore + at, b);
      }
    }
  }

  /** Beyond its end a patch rings on, ever softer. */
  private float level(float[][] levels, int at, int band) {
    int last = patch.columns() - 1;
    return at <= last ? levels[at][band] : levels[last][band] - decayDb * (at - last);
  }
}
