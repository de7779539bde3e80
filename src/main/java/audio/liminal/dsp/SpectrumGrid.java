package audio.liminal.dsp;

import audio.liminal.signal.BadInputException;

/**
 * The frequencies a model sees: {@code bins} of them, {@code spacingHz} apart, from 0 Hz.
 *
 * @param spacingHz distance between two bins
 * @param bins count of bins, 0 Hz included
 */
public record SpectrumGrid(double spacingHz, int bins) {
  /** Throws {@link BadInputException} for a spacing or a count that is not positive. */
  public SpectrumGrid {
    if (!(spacingHz > 0)) {
      throw new BadInputException("grid", "spacingHz", spacingHz, "a positive number");
    }
    if (bins < 2) {
      throw new BadInputException("grid", "bins", bins, "at least 2");
    }
  }

  /** Highest frequency of the grid. */
  public double topHz() {
    return spacingHz * (bins - 1);
  }
}
