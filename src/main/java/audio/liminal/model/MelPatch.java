package audio.liminal.model;

import audio.liminal.dsp.MelBands;
import audio.liminal.dsp.SpectrumGrid;
import audio.liminal.signal.BadInputException;

/**
 * The picture that a model of family {@value #FAMILY} looks at: mel bands by time.
 *
 * <p>A value is a band's level on a straight scale, 0 at the card's floor and 1 at {@code topDb}.
 * Rows are bands from the lowest, columns are spectra from the oldest.
 *
 * @param mels bands
 * @param columns spectra
 * @param hopSamples between two columns, at the card's sample rate
 * @param lowestHz lower edge of the first band
 * @param highestHz upper edge of the last band
 * @param topDb level that counts as 1
 */
public record MelPatch(
    int mels, int columns, int hopSamples, float lowestHz, float highestHz, float topDb) {
  public static final String FAMILY = "mel-patch";

  private static final int MAX_SIDE = 4096;

  /** Numbers in a patch. */
  public int size() {
    return mels * columns;
  }

  /** The bands on a frequency grid. */
  public MelBands bands(SpectrumGrid grid) {
    return new MelBands(mels, lowestHz, highestHz, grid);
  }

  /** A level on the patch's scale, 0 to 1. */
  public float share(float db, float floorDb) {
    float share = (db - floorDb) / (topDb - floorDb);
    return share > 1 ? 1 : share > 0 ? share : 0;
  }

  /** The level of a value. */
  public float db(float share, float floorDb) {
    return floorDb + share * (topDb - floorDb);
  }

  void check(String file, ModelCard card) {
    double nyquist = card.sampleRateHz() / 2.0;
    within(file, "mels", mels, 2, MAX_SIDE);
    within(file, "columns", columns, 1, MAX_SIDE);
    within(file, "hopSamples", hopSamples, 1, card.windowSamples());
    within(file, "lowestHz", lowestHz, 0, nyquist);
    within(file, "highestHz", highestHz, lowestHz + 1, nyquist);
    within(file, "topDb", topDb, card.floorDb() + 1, 60);
  }

  private static void within(String file, String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new BadInputException(file, "melPatch." + field, value, least + " to " + most);
    }
  }
}
