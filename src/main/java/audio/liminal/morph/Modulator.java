package audio.liminal.morph;

import audio.liminal.morph.ModulationSource.Macro;
import audio.liminal.signal.RealTime;
import java.util.Arrays;
import java.util.List;

/**
 * What a {@link Modulation} adds to each control, hop by hop. Steps of it take a few milliseconds,
 * which is short enough for a fast oscillator and long enough not to click.
 */
final class Modulator {
  /** Takes 3 % from an oscillator of 10 Hz and 20 % from one of 30 Hz. */
  private static final double SMOOTH_SECONDS = 0.004;

  private static final float ARRIVED = 1e-6f;

  private final float step;
  private final float[] values = new float[Modulation.MOST_SOURCES];
  private final Class<?>[] kinds = new Class<?>[Modulation.MOST_SOURCES];
  private final float[] wanted;
  private final float[] added;
  private boolean begun;
  private boolean moves;

  Modulator(int controls, double hopsPerSecond) {
    this.step = (float) (1 - Math.exp(-1 / (SMOOTH_SECONDS * hopsPerSecond)));
    this.wanted = new float[controls];
    this.added = new float[controls];
  }

  @RealTime
  void reset() {
    begin(List.of());
    Arrays.fill(added, 0);
    begun = false;
    moves = false;
  }

  /**
   * Goes on by one hop.
   *
   * @param set the controls' values without modulation
   * @param live the values with it
   * @return whether the two may differ; where not, {@code live} is left alone
   */
  @RealTime
  boolean next(Modulation modulation, Moment now, float[] set, float[] live) {
    if (modulation.routes().isEmpty() && !moves) {
      begin(List.of());
      begun = true;
      return false;
    }
    begin(modulation.sources());
    Arrays.fill(wanted, 0);
    route(modulation, now, false);
    for (int m = 0; m < Macro.COUNT; m++) {
      int macro = Controls.index(Control.MACRO_1) + m;
      now.macros[m] = clamped(macro, set[macro] + wanted[macro]);
    }
    route(modulation, now, true);
    smooth();
    for (int i = 0; i < live.length; i++) {
      live[i] = added[i] == 0 ? set[i] : clamped(i, set[i] + added[i]);
    }
    return true;
  }

  /** A source starts from 0 where none of its kind was in its place the hop before. */
  private void begin(List<ModulationSource> sources) {
    for (int s = 0; s < values.length; s++) {
      Class<?> kind = s < sources.size() ? sources.get(s).getClass() : null;
      if (kinds[s] != kind) {
        kinds[s] = kind;
        values[s] = 0;
      }
    }
  }

  private void route(Modulation modulation, Moment now, boolean macros) {
    List<ModulationSource> sources = modulation.sources();
    for (int s = 0; s < sources.size(); s++) {
      if (sources.get(s) instanceof Macro == macros) {
        values[s] = sources.get(s).value(now, values[s]);
      }
    }
    List<Modulation.Route> routes = modulation.routes();
    for (int r = 0; r < routes.size(); r++) {
      Modulation.Route route = routes.get(r);
      if (sources.get(route.source()) instanceof Macro == macros) {
        wanted[route.control()] += route.depth() * values[route.source()];
      }
    }
  }

  private void smooth() {
    float by = begun ? step : 1;
    begun = true;
    moves = false;
    for (int i = 0; i < added.length; i++) {
      float distance = wanted[i] - added[i];
      added[i] = Math.abs(distance) < ARRIVED ? wanted[i] : added[i] + by * distance;
      moves |= added[i] != 0;
    }
  }

  private static float clamped(int control, float value) {
    ControlSpec spec = Controls.spec(control);
    return Math.max(spec.least(), Math.min(spec.most(), value));
  }
}
