package audio.liminal.host;

import audio.liminal.engine.MorphEngine;
import audio.liminal.ring.SlotRequest;
import audio.liminal.signal.BadInputException;

/**
 * What a plugin's slot plays.
 *
 * @param engine as new
 * @param controls all values its settings look at, see {@link audio.liminal.morph.Controls#over};
 *     the engine's thread changes them between hops
 * @param closer called when no more is played
 */
public record PluginProgramme(MorphEngine engine, float[] controls, Runnable closer) {

  /** Makes programmes, off the engine's thread. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Loads what it takes.
     *
     * @param text as in a preset file, or empty
     * @param parameters values of all parameters by their numbers, unchecked
     * @throws BadInputException when the request or what it names is wrong or missing
     */
    PluginProgramme make(SlotRequest request, String text, float[] parameters);
  }
}
