package audio.liminal.host;

import audio.liminal.engine.MorphEngine;
import audio.liminal.ring.SlotRequest;

/**
 * Lets Java compile what a programme runs before it plays. The first one takes longest: what is
 * compiled for it serves all others. Shortly: an engine that takes the place of one that died is
 * awaited, and what is dry for its warming up is dry all the same.
 */
final class WarmMaker implements PluginProgramme.Maker {
  private static final long FIRST_NS = 50_000_000;
  private static final long LATER_NS = 20_000_000;

  private final PluginProgramme.Maker maker;
  private boolean warm;

  WarmMaker(PluginProgramme.Maker maker) {
    this.maker = maker;
  }

  @Override
  public PluginProgramme make(SlotRequest request, String text, float[] parameters) {
    PluginProgramme programme = maker.make(request, text, parameters);
    WarmUp.run(
        programme.engine(), request.channels(), request.sidechains(), warm ? LATER_NS : FIRST_NS);
    warm = true;
    return programme;
  }

  @Override
  public PluginProgramme.Change change(MorphEngine engine, String text, float[] parameters) {
    return maker.change(engine, text, parameters);
  }
}
