package audio.liminal.morph;

import audio.liminal.signal.BadInputException;
import audio.liminal.signal.RealTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of all controls, immutable: {@link Control}s first, then each latent's {@link
 * LatentControl}s. A control's index is the same for every model; latents that were never turned
 * need no place and are neutral.
 */
public final class Controls {
  /** Above all latents any model may have. */
  public static final int MAX_LATENTS = 1024;

  private static final List<Control> GLOBAL = List.of(Control.values());
  private static final List<LatentControl> PER_LATENT = List.of(LatentControl.values());
  private static final String LATENT = "latent";

  /** All neutral. */
  public static final Controls NEUTRAL = new Controls(neutral(0));

  private final float[] values;

  private Controls(float[] values) {
    this.values = values;
  }

  /**
   * A view of all values in an array, for the one thread that goes on changing them, as an engine's
   * does between hops: to all others they are not immutable.
   */
  public static Controls over(float[] values) {
    return new Controls(values);
  }

  /** How many controls there are for a model of so many latents. */
  public static int count(int latents) {
    return GLOBAL.size() + latents * PER_LATENT.size();
  }

  @SuppressWarnings("EnumOrdinal") // the order is the layout
  public static int index(Control control) {
    return control.ordinal();
  }

  /**
   * Where one latent's control stands.
   *
   * @param latent from 0
   */
  @SuppressWarnings("EnumOrdinal") // the order is the layout
  public static int index(LatentControl control, int latent) {
    return GLOBAL.size() + latent * PER_LATENT.size() + control.ordinal();
  }

  /** What the control at an index is. */
  public static ControlSpec spec(int index) {
    return index < GLOBAL.size()
        ? GLOBAL.get(index)
        : PER_LATENT.get((index - GLOBAL.size()) % PER_LATENT.size());
  }

  /**
   * A control's name: {@code morph}, or {@code latent/brightness/bias}.
   *
   * @param latentNames the model's
   */
  public static String name(int index, List<String> latentNames) {
    if (index < GLOBAL.size()) {
      return spec(index).id();
    }
    int latent = (index - GLOBAL.size()) / PER_LATENT.size();
    return LATENT + "/" + latentNames.get(latent) + "/" + spec(index).id();
  }

  /**
   * The index of a control by its name; a latent may be given by its name or its number from 1, and
   * its bias by no more than that.
   *
   * @param what where the name stands, for the error
   * @param latentNames the model's
   * @throws BadInputException naming what there is
   */
  public static int find(String what, String name, List<String> latentNames) {
    for (Control control : GLOBAL) {
      if (control.id().equals(name)) {
        return index(control);
      }
    }
    String[] parts = name.split("/", -1);
    if (parts[0].equals(LATENT) && (parts.length == 2 || parts.length == 3)) {
      int latent = latentOf(what, parts[1], latentNames);
      String id = parts.length == 2 ? LatentControl.BIAS.id() : parts[2];
      for (LatentControl control : PER_LATENT) {
        if (control.id().equals(id)) {
          return index(control, latent);
        }
      }
    }
    throw new BadInputException(
        what,
        "control",
        name,
        "one of " + ids(GLOBAL.stream()) + ", or latent/NAME/" + ids(PER_LATENT.stream()));
  }

  private static int latentOf(String what, String name, List<String> latentNames) {
    int at = latentNames.indexOf(name);
    if (at < 0 && name.matches("[0-9]{1,4}")) {
      at = Integer.parseInt(name) - 1;
    }
    if (at < 0 || at >= latentNames.size()) {
      throw new BadInputException(
          what, "latent", name, "1 to " + latentNames.size() + ", or one of " + latentNames);
    }
    return at;
  }

  private static String ids(Stream<? extends ControlSpec> specs) {
    return specs.map(ControlSpec::id).collect(Collectors.joining("|"));
  }

  public float get(Control control) {
    return values[index(control)];
  }

  public boolean isOn(Control control) {
    return get(control) >= 0.5f;
  }

  /** The value at an index. */
  public float get(int index) {
    return index < values.length ? values[index] : spec(index).neutral();
  }

  public Controls with(Control control, float value) {
    return with(index(control), value);
  }

  public Controls with(LatentControl control, int latent, float value) {
    return with(index(control, latent), value);
  }

  /** Throws {@link BadInputException} when the value is out of the control's range. */
  public Controls with(int index, float value) {
    if (index < 0 || index >= count(MAX_LATENTS)) {
      throw new BadInputException("settings", "control", index, "0 to " + (count(MAX_LATENTS) - 1));
    }
    spec(index).checked(value);
    float[] next = widened(values, index + 1);
    next[index] = value;
    return new Controls(next);
  }

  /** All values on the straight line from these to others; switches switch half-way. */
  public Controls towards(Controls other, float share) {
    float[] next = widened(values, other.values.length);
    for (int i = 0; i < next.length; i++) {
      next[i] += share * (other.get(i) - next[i]);
    }
    return new Controls(next);
  }

  /**
   * Writes all values, for a model with as many latents as {@code live} has place for.
   *
   * @param live {@link #count} values
   */
  public void copyTo(float[] live) {
    int own = Math.min(values.length, live.length);
    System.arraycopy(values, 0, live, 0, own);
    for (int i = own; i < live.length; i++) {
      live[i] = spec(i).neutral();
    }
  }

  /** The same, and tells whether any value was another before. */
  @RealTime
  boolean update(float[] live) {
    boolean changed = false;
    for (int i = 0; i < live.length; i++) {
      float value = get(i);
      changed |= live[i] != value;
      live[i] = value;
    }
    return changed;
  }

  private static float[] widened(float[] from, int length) {
    if (length <= from.length) {
      return from.clone();
    }
    int latents = (length - GLOBAL.size() + PER_LATENT.size() - 1) / PER_LATENT.size();
    float[] wide = neutral(latents);
    System.arraycopy(from, 0, wide, 0, from.length);
    return wide;
  }

  private static float[] neutral(int latents) {
    float[] values = new float[Control.values().length + latents * LatentControl.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = spec(i).neutral();
    }
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Controls controls && Arrays.equals(values, controls.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
