package audio.liminal.engine;

/** Makes up spectra without phases, hop by hop. */
public interface MagnitudeSource {
  /**
   * Writes the next hop's magnitudes, one for each bin, none negative.
   *
   * @return whether all are finite
   */
  boolean next(float[] magnitudes);
}
