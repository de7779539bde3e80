package audio.liminal.surface;

import audio.liminal.morph.ControlSpec;
import audio.liminal.morph.Controls;
import audio.liminal.morph.MorphSettings;
import java.util.List;
import java.util.function.Consumer;

/**
 * The settings in force and every way to turn one of their controls, by {@link Controls}' indices.
 * Values are held to a control's range, a switch's to 0 or 1. Any thread; none of real time.
 */
public final class ControlSurface {
  private final Consumer<MorphSettings> heard;
  private List<String> latentNames;
  private MorphSettings settings;

  /**
   * @param latentNames the model's
   * @param heard told all settings that come into force, but not the first
   */
  public ControlSurface(
      MorphSettings initial, List<String> latentNames, Consumer<MorphSettings> heard) {
    this.settings = initial;
    this.latentNames = List.copyOf(latentNames);
    this.heard = heard;
  }

  public synchronized MorphSettings settings() {
    return settings;
  }

  /** How many controls the model in force has. */
  public synchronized int count() {
    return Controls.count(latentNames.size());
  }

  /** See {@link Controls#find}. */
  public synchronized int find(String what, String name) {
    return Controls.find(what, name, latentNames);
  }

  /** See {@link Controls#name}. */
  public synchronized String name(int index) {
    return Controls.name(index, latentNames);
  }

  public synchronized float get(int index) {
    return settings.controls().get(index);
  }

  /** Where a control stands in its range, 0 to 1. */
  public float share(int index) {
    ControlSpec spec = Controls.spec(index);
    return (get(index) - spec.least()) / (spec.most() - spec.least());
  }

  /** Sets a control, to the nearest value in its range; what is not a number changes nothing. */
  public synchronized void set(int index, float value) {
    if (Float.isNaN(value) || index >= count()) {
      return;
    }
    ControlSpec spec = Controls.spec(index);
    float held = Math.max(spec.least(), Math.min(spec.most(), value));
    if (spec.isSwitch()) {
      held = held >= 0.5f ? 1 : 0;
    }
    if (held != get(index)) {
      settings = settings.withControls(settings.controls().with(index, held));
      heard.accept(settings);
    }
  }

  /** Sets a control to a place in its range, 0 to 1. */
  public void setShare(int index, float share) {
    ControlSpec spec = Controls.spec(index);
    set(index, spec.least() + share * (spec.most() - spec.least()));
  }

  /** Turns a control on by a share of its range; a switch to on, or off where that is negative. */
  public synchronized void turn(int index, float share) {
    if (Controls.spec(index).isSwitch()) {
      set(index, share > 0 ? 1 : 0);
    } else {
      setShare(index, share(index) + share);
    }
  }

  /** Turns a switch over. */
  public synchronized void toggle(int index) {
    set(index, get(index) >= 0.5f ? 0 : 1);
  }

  /**
   * Other settings altogether, as of another preset.
   *
   * @param names of its model's latents
   * @param play brings them into force; nothing is turned meanwhile
   */
  public synchronized void replace(MorphSettings next, List<String> names, Runnable play) {
    play.run();
    settings = next;
    latentNames = List.copyOf(names);
  }
}
