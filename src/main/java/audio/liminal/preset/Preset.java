package audio.liminal.preset;

import audio.liminal.dsp.StftProfile;
import audio.liminal.model.Model;
import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.ModulationSource.Follower;
import audio.liminal.morph.ModulationSource.Heard;
import audio.liminal.morph.MorphForm;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.PhaseMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that makes one sound out of another, under a name; immutable, and free of any model until
 * {@link PresetBinder} holds it against one.
 *
 * @param about what people read
 * @param model which model it was made for
 * @param profile windows and latency it was made for
 * @param target where it moves to
 * @param controls those that are not neutral, by the names of {@link Controls#name}
 * @param modulation what moves controls by itself
 * @param form how decoded spectra become gains
 * @param phase whose phases are heard
 * @param seed of everything that wanders
 * @param macros what the macros do, in words; up to four
 */
public record Preset(
    About about,
    ModelRef model,
    StftProfile profile,
    PresetTarget target,
    Map<String, Float> controls,
    PresetModulation modulation,
    MorphForm form,
    PhaseMode phase,
    long seed,
    List<String> macros) {

  /** How far an output's loudness may lie from its input's, unless a preset says otherwise. */
  public static final float LOUDNESS_LU = 6;

  /**
   * What people read.
   *
   * @param feed what to feed it
   * @param loudnessLu how far the output's loudness may lie from the input's
   */
  public record About(
      String name,
      String author,
      String description,
      String feed,
      List<String> tags,
      float loudnessLu) {
    public About {
      tags = List.copyOf(tags);
    }

    /** A name and nothing else. */
    public static About named(String name) {
      return new About(name, "", "", "", List.of(), LOUDNESS_LU);
    }
  }

  /**
   * A model.
   *
   * @param sha256 its {@link Model#digest}; null where none was noted
   */
  public record ModelRef(String name, String sha256) {
    /** One that is at hand. */
    public static ModelRef of(Model model) {
      return new ModelRef(model.card().name(), model.digest());
    }
  }

  public Preset {
    controls = Collections.unmodifiableMap(new LinkedHashMap<>(controls));
    macros = List.copyOf(macros);
  }

  /** One that changes nothing. */
  public static Preset neutral(String name, ModelRef model, StftProfile profile) {
    MorphSettings neutral = MorphSettings.NEUTRAL;
    return new Preset(
        About.named(name),
        model,
        profile,
        PresetTarget.SIDECHAIN,
        Map.of(),
        PresetModulation.NONE,
        neutral.form(),
        neutral.phase(),
        neutral.seed(),
        List.of());
  }

  public String name() {
    return about.name();
  }

  /** Whether it makes any use of a second input. */
  public boolean listensToSidechain() {
    return (target.equals(PresetTarget.SIDECHAIN) && uses(Control.MORPH))
        || uses(Control.SIDECHAIN_LOUDNESS)
        || uses(Control.SIDECHAIN_TRANSIENTS)
        || modulation.sources().values().stream()
            .anyMatch(s -> s instanceof Follower follower && follower.of() == Heard.SIDECHAIN);
  }

  private boolean uses(Control control) {
    return get(control) != control.neutral()
        || modulation.routes().stream().anyMatch(route -> route.to().equals(control.id()));
  }

  /** A control's value. */
  public float get(Control control) {
    return controls.getOrDefault(control.id(), control.neutral());
  }

  /**
   * With one control turned.
   *
   * @param control as {@link Controls#name} gives it
   * @param value in its range
   */
  public Preset with(String control, float value) {
    Map<String, Float> next = new LinkedHashMap<>(controls);
    next.put(control, value);
    return withControls(next);
  }

  /**
   * All controls as they stand.
   *
   * @param latentNames the model's
   */
  public Preset withControls(Controls values, List<String> latentNames) {
    Map<String, Float> next = new LinkedHashMap<>();
    for (int i = 0; i < Controls.count(latentNames.size()); i++) {
      if (values.get(i) != Controls.spec(i).neutral()) {
        next.put(Controls.name(i, latentNames), values.get(i));
      }
    }
    return withControls(next);
  }

  private Preset withControls(Map<String, Float> next) {
    return new Preset(about, model, profile, target, next, modulation, form, phase, seed, macros);
  }

  public Preset withAbout(About next) {
    return new Preset(
        next, model, profile, target, controls, modulation, form, phase, seed, macros);
  }

  public Preset withModel(ModelRef next) {
    return new Preset(
        about, next, profile, target, controls, modulation, form, phase, seed, macros);
  }

  public Preset withProfile(StftProfile next) {
    return new Preset(about, model, next, target, controls, modulation, form, phase, seed, macros);
  }

  public Preset withTarget(PresetTarget next) {
    return new Preset(about, model, profile, next, controls, modulation, form, phase, seed, macros);
  }

  public Preset withForm(MorphForm next) {
    return new Preset(
        about, model, profile, target, controls, modulation, next, phase, seed, macros);
  }

  public Preset withPhase(PhaseMode next) {
    return new Preset(
        about, model, profile, target, controls, modulation, form, next, seed, macros);
  }
}
