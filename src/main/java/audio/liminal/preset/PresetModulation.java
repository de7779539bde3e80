package audio.liminal.preset;

import audio.liminal.morph.ModulationSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What moves a preset's controls by itself, before it has met a model.
 *
 * @param sources by names of their own
 * @param routes from those to controls
 */
public record PresetModulation(Map<String, ModulationSource> sources, List<Route> routes) {
  public static final PresetModulation NONE = new PresetModulation(Map.of(), List.of());

  /**
   * From a source to a control.
   *
   * @param from a source's name
   * @param to a control's, as {@link audio.liminal.morph.Controls#name} gives it
   * @param depth what a source at 1 adds, in the control's own unit
   */
  public record Route(String from, String to, float depth) {}

  public PresetModulation {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    routes = List.copyOf(routes);
  }
}
