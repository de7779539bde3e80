package audio.liminal.preset;

import audio.liminal.model.Model;
import audio.liminal.model.ModelCard;
import audio.liminal.model.Timbre;
import audio.liminal.morph.Controls;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentCloud;
import audio.liminal.morph.LatentTake;
import audio.liminal.morph.LiveTarget;
import audio.liminal.morph.Modulation;
import audio.liminal.morph.MorphSettings;
import audio.liminal.morph.MorphTarget;
import audio.liminal.morph.Takes;
import audio.liminal.signal.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out what a preset means to a model: latents and timbres by their names, captured corners by
 * the model's digest, as another latent space makes nonsense of them.
 *
 * @param what the preset's file (or what stands for it), named in errors
 * @param preset to be bound
 * @param model to bind it to
 */
public record PresetBinder(String what, Preset preset, Model model) {
  /**
   * A preset that has met its model.
   *
   * @param settings to play it with
   * @param remarks what the listener should know, a line each
   */
  public record Bound(MorphSettings settings, List<String> remarks) {}

  /**
   * Binds, the input's own timbre learned while it plays.
   *
   * @throws BadInputException naming the field that the model knows nothing of
   */
  public Bound bind() {
    LatentCloud from = TimbreTarget.ofEverything(model.card());
    if (!(preset.target() instanceof PresetTarget.Pad pad) || pad.forgetSeconds() != 0) {
      return bind(from);
    }
    float seconds = Corners.DEFAULT_FORGET_SECONDS;
    PresetTarget learning = new PresetTarget.Pad(pad.corners(), seconds);
    Bound bound = new PresetBinder(what, preset.withTarget(learning), model).bind(from);
    List<String> remarks = new ArrayList<>(bound.remarks);
    remarks.add(
        what
            + ": target.forgetSeconds=0 needs a recording to hear beforehand; what plays is learned"
            + " from its last "
            + Math.round(seconds)
            + " s");
    return new Bound(bound.settings, List.copyOf(remarks));
  }

  /**
   * Binds.
   *
   * @param from where the input is taken to live until it has been heard, and for good where the
   *     preset forgets nothing
   */
  public Bound bind(LatentCloud from) {
    List<String> latents = model.card().latentNames();
    MorphSettings settings =
        new MorphSettings(
            controls(latents),
            modulation(latents),
            target(from),
            preset.form(),
            preset.phase(),
            preset.seed());
    return new Bound(settings, remarks());
  }

  private Controls controls(List<String> latents) {
    Controls controls = Controls.NEUTRAL;
    Set<Integer> found = new HashSet<>();
    for (Map.Entry<String, Float> control : preset.controls().entrySet()) {
      int index = Controls.find(what, control.getKey(), latents);
      if (!found.add(index)) {
        throw new BadInputException(
            what, control.getKey(), "the same latent under two names", "each control once");
      }
      controls = controls.with(index, control.getValue());
    }
    return controls;
  }

  private Modulation modulation(List<String> latents) {
    PresetModulation named = preset.modulation();
    List<String> sources = List.copyOf(named.sources().keySet());
    try {
      List<Modulation.Route> routes = new ArrayList<>();
      for (PresetModulation.Route route : named.routes()) {
        int control = Controls.find("modulation.routes", route.to(), latents);
        routes.add(new Modulation.Route(sources.indexOf(route.from()), control, route.depth()));
      }
      return new Modulation(List.copyOf(named.sources().values()), routes);
    } catch (BadInputException e) {
      throw e.in(what);
    }
  }

  private MorphTarget target(LatentCloud from) {
    if (preset.target() instanceof PresetTarget.Recorded recorded) {
      return takes(recorded);
    }
    if (!(preset.target() instanceof PresetTarget.Pad pad)) {
      return LiveTarget.SIDECHAIN;
    }
    Map<String, Timbre> timbres = model.timbres();
    List<Corner> corners = new ArrayList<>();
    for (int i = 0; i < pad.corners().size(); i++) {
      corners.add(corner("target.corners[" + i + "]", pad.corners().get(i), timbres));
    }
    return new Corners(corners, from, pad.forgetSeconds());
  }

  private Takes takes(PresetTarget.Recorded recorded) {
    List<LatentTake> takes = new ArrayList<>();
    for (String name : recorded.files()) {
      LatentTake take = LatentTake.read(Path.of(name));
      takes.add(take.checkedFor(name, model.digest(), model.card().name()));
    }
    try {
      return new Takes(
          takes, recorded.speed(), recorded.loop(), recorded.beats(), recorded.stepBeats());
    } catch (BadInputException e) {
      throw e.in(what);
    }
  }

  private Corner corner(String field, PresetCorner corner, Map<String, Timbre> timbres) {
    if (corner.timbre() == null) {
      checkSpace(field, corner.captured());
      return corner.captured();
    }
    if (!timbres.containsKey(corner.timbre())) {
      throw new BadInputException(
          what,
          field + ".timbre",
          corner.timbre(),
          "one of " + model.card().name() + "'s " + new TreeSet<>(timbres.keySet()));
    }
    return TimbreTarget.corner(timbres, corner.timbre());
  }

  /** Captured points mean something in the latent space they were captured in, and nowhere else. */
  private void checkSpace(String field, Corner captured) {
    if (!model.digest().equals(preset.model().sha256())) {
      throw new BadInputException(
          what,
          "model.sha256",
          preset.model().sha256(),
          model.digest() + " (" + model.card().name() + "), as " + field + " was captured with it");
    }
    int latents = model.card().latents().size();
    if (captured.latents() != latents) {
      throw new BadInputException(
          what, field + ".length", captured.latents(), latents + " latents");
    }
  }

  private List<String> remarks() {
    Preset.ModelRef made = preset.model();
    ModelCard card = model.card();
    if (!made.name().equals(card.name())) {
      return List.of(what + ": made for the model " + made.name() + ", heard with " + card.name());
    }
    if (made.sha256() != null && !made.sha256().equals(model.digest())) {
      return List.of(
          what
              + ": made for other weights of "
              + made.name()
              + "; timbres and latents of the same names may sound different");
    }
    return List.of();
  }
}
