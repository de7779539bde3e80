package audio.liminal.host;

import audio.liminal.engine.MorphEngine;
import audio.liminal.engine.MorphSession;
import audio.liminal.ring.SlotRequest;
import audio.liminal.signal.BadInputException;

/**
 * What a plugin's slot plays.
 *
 * @param engine as new; closed when no more is played
 * @param controls all values its settings look at, see {@link audio.liminal.morph.Controls#over};
 *     the engine's thread changes them between hops
 */
public record PluginProgramme(MorphEngine engine, float[] controls) {

  /**
   * What is to be played instead, by the same engine.
   *
   * @param session of the engine
   * @param controls as those of a programme
   */
  public record Change(MorphSession session, float[] controls) {}

  /** Makes programmes, off the engine's thread. */
  public interface Maker {
    /**
     * Loads what it takes.
     *
     * @param text as in a preset file, or empty
     * @param parameters values of all parameters by their numbers, unchecked
     * @throws BadInputException when the request or what it names is wrong or missing
     */
    PluginProgramme make(SlotRequest request, String text, float[] parameters);

    /** The same for an engine that plays. */
    Change change(MorphEngine engine, String text, float[] parameters);
  }
}
