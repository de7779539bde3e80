package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import java.util.List;

/**
 * What moves controls by itself: sources, and which control each of them moves how far.
 *
 * @param sources up to {@value #MOST_SOURCES}
 * @param routes up to {@value #MOST_ROUTES}; those to one control add up
 */
public record Modulation(List<ModulationSource> sources, List<Route> routes) {
  public static final int MOST_SOURCES = 32;
  public static final int MOST_ROUTES = 256;
  public static final Modulation NONE = new Modulation(List.of(), List.of());

  /**
   * From a source to a control.
   *
   * @param source place in the list of sources
   * @param control by its {@link Controls} index; a macro only from what is no macro
   * @param depth what a source at 1 adds, in the control's own unit, no more than its range is wide
   */
  public record Route(int source, int control, float depth) {
    /** Throws {@link BadInputException} when there is no such control or the depth is beyond it. */
    public Route {
      int controls = Controls.count(Controls.MAX_LATENTS);
      if (control < 0 || control >= controls) {
        throw new BadInputException(
            "modulation", "route.control", control, "0 to " + (controls - 1));
      }
      ControlSpec spec = Controls.spec(control);
      float most = spec.most() - spec.least();
      if (!(depth >= -most && depth <= most)) {
        throw new BadInputException(
            "modulation", "route.depth", depth, -most + " to " + most + " for " + spec.id());
      }
    }
  }

  /** Throws {@link BadInputException} when a route has no source or there are too many. */
  public Modulation {
    sources = List.copyOf(sources);
    routes = List.copyOf(routes);
    if (sources.size() > MOST_SOURCES) {
      throw new BadInputException(
          "modulation", "sources.length", sources.size(), "0 to " + MOST_SOURCES);
    }
    if (routes.size() > MOST_ROUTES) {
      throw new BadInputException(
          "modulation", "routes.length", routes.size(), "0 to " + MOST_ROUTES);
    }
    for (Route route : routes) {
      if (route.source < 0 || route.source >= sources.size()) {
        throw new BadInputException(
            "modulation", "route.source", route.source, "the place of one of " + sources.size());
      }
      boolean fromMacro = sources.get(route.source) instanceof ModulationSource.Macro;
      if (fromMacro && isMacro(route.control)) {
        throw new BadInputException(
            "modulation",
            "route.control",
            Controls.spec(route.control).id(),
            "no macro where the source is one");
      }
    }
  }

  private static boolean isMacro(int control) {
    return control >= Controls.index(Control.MACRO_1) && control <= Controls.index(Control.MACRO_4);
  }

  /** Throws {@link BadInputException} unless all controls are those of a model's latents. */
  void check(int latents) {
    for (Route route : routes) {
      if (route.control >= Controls.count(latents)) {
        throw new BadInputException(
            "modulation",
            "route.control",
            route.control,
            "0 to " + (Controls.count(latents) - 1) + " with the model's " + latents + " latents");
      }
    }
  }
}
