package audio.liminal.model;

import audio.liminal.dsp.Decibels;
import audio.liminal.dsp.MelBands;
import audio.liminal.signal.RealTime;
import java.util.Arrays;

/**
 * The last spectra of some streams as the patches that a model looks at, the newest on the right.
 */
final class PatchHistory {
  private static final float LEAST_POWER = 1e-20f;

  private final MelPatch patch;
  private final float floorDb;
  private final MelBands bands;
  private final double columnSeconds;
  private final float[] binPower;
  private final float[] bandPower;
  private final float[] levelsDb;

  /** {@code [stream][slot * mels + band]}: a ring of columns, one for each hop. */
  private float[][] ring = new float[0][];

  private final int[] hopsAgo;
  private int slots;
  private int newest;

  PatchHistory(ModelCard card) {
    this.patch = card.melPatch();
    this.floorDb = card.floorDb();
    this.bands = patch.bands(card.grid());
    this.columnSeconds = (double) patch.hopSamples() / card.sampleRateHz();
    this.binPower = new float[card.bins()];
    this.bandPower = new float[patch.mels()];
    this.levelsDb = new float[patch.mels()];
    this.hopsAgo = new int[patch.columns()];
    prepare(1 / columnSeconds);
  }

  /** Lays out the past for a stream of so many hops a second, and forgets it. */
  void prepare(double hopsPerSecond) {
    for (int c = 0; c < hopsAgo.length; c++) {
      hopsAgo[c] = (int) Math.round((hopsAgo.length - 1 - c) * columnSeconds * hopsPerSecond);
    }
    slots = hopsAgo[0] + 1;
    ring = new float[LatentCodec.MAX_BATCH][slots * patch.mels()];
    newest = 0;
  }

  @RealTime
  void reset() {
    for (float[] stream : ring) {
      Arrays.fill(stream, 0);
    }
    newest = 0;
  }

  /** Makes room for the next hop of every stream. */
  @RealTime
  void advance() {
    newest = newest + 1 < slots ? newest + 1 : 0;
  }

  /**
   * Takes a stream's spectrum of this hop.
   *
   * @param spectraDb levels in dB, the stream's from {@code stream * bins} on
   * @param targetsDb written likewise: the lines through the bands' levels
   */
  @RealTime
  void take(int stream, float[] spectraDb, float[] targetsDb) {
    int bins = binPower.length;
    for (int k = 0; k < bins; k++) {
      binPower[k] = Decibels.toAmplitude(2 * spectraDb[stream * bins + k]);
    }
    bands.sum(binPower, bandPower);
    int at = newest * bandPower.length;
    for (int b = 0; b < bandPower.length; b++) {
      float share = patch.share(Decibels.ofPower(bandPower[b] + LEAST_POWER), floorDb);
      ring[stream][at + b] = share;
      levelsDb[b] = patch.db(share, floorDb);
    }
    bands.interpolate(levelsDb, 0, targetsDb, stream * bins);
  }

  /** Copies a stream's patch, row by row, from {@code stream * size} on. */
  @RealTime
  void patch(int stream, float[] patches) {
    int columns = hopsAgo.length;
    int mels = bandPower.length;
    int to = stream * mels * columns;
    for (int c = 0; c < columns; c++) {
      int slot = newest - hopsAgo[c];
      int from = (slot < 0 ? slot + slots : slot) * mels;
      for (int b = 0; b < mels; b++) {
        patches[to + b * columns + c] = ring[stream][from + b];
      }
    }
  }

  /** Draws the line through a decoded patch's newest column. */
  @RealTime
  void newestColumn(int index, float[] patches, float[] spectraDb) {
    int columns = hopsAgo.length;
    int from = index * levelsDb.length * columns;
    for (int b = 0; b < levelsDb.length; b++) {
      levelsDb[b] = patch.db(patches[from + (b + 1) * columns - 1], floorDb);
    }
    bands.interpolate(levelsDb, 0, spectraDb, index * binPower.length);
  }
}
