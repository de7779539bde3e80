package audio.liminal.host;

import audio.liminal.engine.MorphEngine;
import audio.liminal.morph.MorphSettings;

/**
 * What is played at one sample rate.
 *
 * @param engine as new, closed by who plays it
 * @param channels of its input and output
 * @param sidechains of its sidechain
 * @param file played in place of the driver's input, or null; must not block
 * @param sidechainFile played in place of the driver's sidechain, without end, or null; as above
 */
public record Programme(
    MorphEngine engine, int channels, int sidechains, BlockSource file, BlockSource sidechainFile) {

  /** Makes a programme that plays with these settings. */
  @FunctionalInterface
  public interface Maker {
    Programme at(int sampleRateHz, MorphSettings settings);
  }
}
