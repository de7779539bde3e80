package audio.liminal.surface;

/** Presets in an order, one after another to be played. Any thread; never waits for a preset. */
public interface PresetShelf {
  /** Asks for the preset at a place, from 0; says so where there is none. */
  void choose(int place);

  /** Asks for a preset by its name; says so where there is none. */
  void choose(String name);
}
