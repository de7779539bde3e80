package audio.liminal.preset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.dsp.StftProfile;
import audio.liminal.model.Model;
import audio.liminal.model.TestModel;
import audio.liminal.morph.Control;
import audio.liminal.morph.Controls;
import audio.liminal.morph.Corner;
import audio.liminal.morph.Corners;
import audio.liminal.morph.LatentControl;
import audio.liminal.morph.Modulation;
import audio.liminal.signal.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetBinderTest {
  @TempDir Path temp;
  private Model model;

  @BeforeEach
  void prepare() throws IOException {
    model = Model.load(TestModel.write(temp.resolve("cosine")));
  }

  private Preset preset(String sha256, PresetCorner... corners) {
    return Preset.neutral("p", new Preset.ModelRef("cosine", sha256), StftProfile.STUDIO)
        .withTarget(new PresetTarget.Pad(List.of(corners), 10));
  }

  private PresetBinder.Bound bind(Preset preset) {
    return new PresetBinder("p.json", preset, model).bind();
  }

  private static Corner anchor(int latents) {
    return Corner.anchor("here", new float[latents]);
  }

  @Test
  void shouldFindLatentsAndTimbresByName() {
    Preset preset =
        PresetReader.read(
            "p.json",
            """
            {"format":"liminal-preset","version":2,"name":"p","model":{"name":"cosine"},
             "target":{"corners":[{"timbre":"dark"},{"timbre":"bright"}]},
             "controls":{"morph":0.5},"latents":{"c3":{"bias":1.5},"4":{"slew":100}},"seed":9,
             "modulation":{"sources":{"a":{"type":"macro","number":1},
               "b":{"type":"walk","hz":1}},"routes":[{"from":"b","to":"latent/c2","depth":2}]}}
            """);
    PresetBinder.Bound bound = bind(preset);
    assertEquals(0.5f, bound.settings().get(Control.MORPH));
    assertEquals(1.5f, bound.settings().controls().get(Controls.index(LatentControl.BIAS, 2)));
    assertEquals(100f, bound.settings().controls().get(Controls.index(LatentControl.SLEW, 3)));
    Corners corners = (Corners) bound.settings().target();
    assertEquals(List.of("dark", "bright"), corners.corners().stream().map(Corner::name).toList());
    assertEquals(9, bound.settings().seed());
    assertEquals(
        List.of(new Modulation.Route(1, Controls.index(LatentControl.BIAS, 1), 2)),
        bound.settings().modulation().routes());
    assertEquals(List.of(), bound.remarks());
  }

  @Test
  void shouldGiveTheSameSettingsOnceWrittenAndRead() {
    float[] latent = {1f / 3, -2, 3e-9f, 4, 5, 6, 7, 1e5f};
    Preset preset =
        preset(model.digest(), PresetCorner.captured(Corner.anchor("A", latent)))
            .with("morph", 0.12345678f);
    Preset again = PresetReader.read("p.json", PresetWriter.write(preset));
    assertEquals(bind(preset).settings().controls(), bind(again).settings().controls());
    assertArrayEquals(
        latent, ((Corners) bind(again).settings().target()).corners().get(0).anchor());
  }

  @Test
  void shouldKeepControlsOfALiveSession() {
    Preset preset = preset(null, PresetCorner.timbre("dark")).with("morph", 0.5f);
    var turned = bind(preset).settings().controls().with(LatentControl.SCALE, 7, 2);
    Preset kept = preset.withControls(turned, List.of("a", "b", "c", "d", "e", "f", "g", "c8"));
    assertEquals(turned, bind(kept).settings().controls());
  }

  @Test
  void shouldRefuseATimbreOrALatentTheModelHasNot() {
    refuses(
        preset(null, PresetCorner.timbre("dark"), PresetCorner.timbre("tuba")),
        "p.json: target.corners[1].timbre=tuba, expected one of cosine's [bright, dark]");
    Preset latent =
        PresetReader.read(
            "p.json",
            """
            {"format":"liminal-preset","version":2,"name":"p","model":{"name":"cosine"},
             "latents":{"brightness":{"bias":1.5}}}
            """);
    refuses(latent, "p.json: latent=brightness, expected 1 to 8, or one of [c1");
  }

  @Test
  void shouldRefuseALatentUnderTwoNames() {
    Preset twice =
        PresetReader.read(
            "p.json",
            """
            {"format":"liminal-preset","version":2,"name":"p","model":{"name":"cosine"},
             "latents":{"c4":{"bias":1.5},"4":{"bias":-1}}}
            """);
    refuses(twice, "p.json: latent/4/bias=the same latent under two names, expected each");
  }

  @Test
  void shouldLearnFromTheLastSecondsWhereNoRecordingIsHeardBeforehand() {
    Preset preset = preset(null, PresetCorner.timbre("dark"));
    PresetTarget.Pad pad = (PresetTarget.Pad) preset.target();
    PresetBinder.Bound bound = bind(preset.withTarget(new PresetTarget.Pad(pad.corners(), 0)));
    assertEquals(
        Corners.DEFAULT_FORGET_SECONDS, ((Corners) bound.settings().target()).forgetSeconds());
    assertTrue(bound.remarks().get(0).contains("target.forgetSeconds=0"), bound.toString());
  }

  @Test
  void shouldNameTheFileWhereARouteGoesNowhereOrTooFar() {
    refuses(routed("latent/c9", 1), "p.json: modulation.routes: latent=c9, expected 1 to 8");
    refuses(routed("morph", 1.5f), "p.json: modulation: route.depth=1.5, expected -1.0 to 1.0");
  }

  private static Preset routed(String to, float depth) {
    return PresetReader.read(
        "p.json",
        """
        {"format":"liminal-preset","version":2,"name":"p","model":{"name":"cosine"},"modulation":{
          "sources":{"b":{"type":"walk","hz":1}},"routes":[{"from":"b","to":"%s","depth":%s}]}}
        """
            .formatted(to, depth));
  }

  @Test
  void shouldRefuseCapturedCornersOfAnotherLatentSpace() {
    String other = "0".repeat(64);
    refuses(
        preset(other, PresetCorner.captured(anchor(TestModel.LATENTS))),
        "p.json: model.sha256=" + other + ", expected " + model.digest());
    refuses(preset(null, PresetCorner.captured(anchor(TestModel.LATENTS))), "model.sha256=null");
    refuses(
        preset(model.digest(), PresetCorner.captured(anchor(3))),
        "target.corners[0].length=3, expected 8 latents");
  }

  @Test
  void shouldRemarkOnOtherWeightsAndOtherModels() {
    List<String> remarks = bind(preset("0".repeat(64), PresetCorner.timbre("dark"))).remarks();
    assertTrue(remarks.get(0).contains("other weights of cosine"), remarks.get(0));
    Preset other =
        preset(null, PresetCorner.timbre("dark")).withModel(new Preset.ModelRef("full", null));
    assertTrue(bind(other).remarks().get(0).contains("made for the model full"));
  }

  private void refuses(Preset preset, String message) {
    BadInputException refused = assertThrows(BadInputException.class, () -> bind(preset));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }
}
