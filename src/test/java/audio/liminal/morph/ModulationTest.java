package audio.liminal.morph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import audio.liminal.morph.Modulation.Route;
import audio.liminal.morph.ModulationSource.Follower;
import audio.liminal.morph.ModulationSource.Heard;
import audio.liminal.morph.ModulationSource.Lfo;
import audio.liminal.morph.ModulationSource.Macro;
import audio.liminal.morph.ModulationSource.SampleAndHold;
import audio.liminal.morph.ModulationSource.Sections;
import audio.liminal.morph.ModulationSource.Shape;
import audio.liminal.morph.ModulationSource.Steps;
import audio.liminal.morph.ModulationSource.Walk;
import audio.liminal.signal.BadInputException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModulationTest {
  private static final int MORPH = Controls.index(Control.MORPH);
  private static final int X = Controls.index(Control.X);
  private static final int MACRO = Controls.index(Control.MACRO_1);
  private static final double HOPS_PER_SECOND = 1000;
  private final float[] quiet = {-120, -120};

  @ParameterizedTest
  @CsvSource({
    "SINE, 0, 1, 0, -1",
    "TRIANGLE, 0, 1, 0, -1",
    "SQUARE, 1, 1, -1, -1",
    "RISING, -1, -0.5, 0, 0.5",
    "FALLING, 1, 0.5, 0, -0.5"
  })
  void shouldSwingInItsShape(Shape shape, float a, float b, float c, float d) {
    float[] quarters = {a, b, c, d};
    for (int i = 0; i < 8; i++) {
      Moment now = at(i * 0.5, 0);
      assertEquals(quarters[i % 4], new Lfo(shape, Rate.hz(0.5f), 0).value(now, 0), 1e-6);
      assertEquals(quarters[(i + 1) % 4], new Lfo(shape, Rate.hz(0.5f), 0.25f).value(now, 0), 1e-6);
    }
  }

  @Test
  void shouldFollowTheBeat() {
    Lfo lfo = new Lfo(Shape.RISING, Rate.beats(4), 0);
    assertEquals(-1, lfo.value(at(100, 8), 0));
    assertEquals(0.5, lfo.value(at(7, -5), 0), 1e-6);
  }

  @Test
  void shouldStepAndGlide() {
    Steps steps = new Steps(List.of(0.2f, -1f, 1f), Rate.beats(0.5f), 0.5f);
    assertEquals(0.2f, steps.value(at(0, 0.25), 0), 1e-6);
    assertEquals((0.2 - 1) / 2, steps.value(at(0, 0.625), 0), 1e-6);
    assertEquals(-1f, steps.value(at(0, 0.9), 0));
    assertEquals(1f, steps.value(at(0, 1.4), 0));
    assertEquals((1 + 0.2) / 2, steps.value(at(0, 1.625), 0), 1e-6);
    assertEquals(1f, steps.value(at(0, -0.1), 0));
    assertEquals(1f, new Steps(List.of(1f, 0f), Rate.hz(1), 0).value(at(2.0, 0), 0));
  }

  @Test
  void shouldHoldSamplesAndWalkBetweenThemAlikeWhereverItBegins() {
    SampleAndHold held = new SampleAndHold(Rate.hz(1), 5);
    Walk walk = new Walk(Rate.hz(1), 5);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 10_000; i++) {
      float value = held.value(at(i, 0), 0);
      assertEquals(value, held.value(at(i + 0.999, 0), 0));
      assertEquals(value, walk.value(at(i, 0), 0), 1e-6);
      assertTrue(Math.abs(walk.value(at(i + 0.001, 0), 0) - value) < 1e-5, "level at its values");
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / 10_000, 0.02);
    assertEquals(1 / 3.0, squares / 10_000, 0.01);
    assertNotEquals(held.value(at(0, 0), 0), new SampleAndHold(Rate.hz(1), 6).value(at(0, 0), 0));
  }

  @Test
  void shouldFollowLoudness() {
    Follower follower = new Follower(Heard.SIDECHAIN, 10, 100);
    Moment now = at(0, 0);
    now.hopSeconds = 1 / HOPS_PER_SECOND;
    now.loudnessDb[1] = -15;
    float value = 0;
    for (int i = 0; i < 10; i++) {
      value = follower.value(now, value);
    }
    assertEquals(0.75 * (1 - Math.exp(-1)), value, 1e-5);
    now.loudnessDb[1] = -90;
    assertEquals(value * Math.exp(-0.01), follower.value(now, value), 1e-5);
    now.loudnessDb[1] = 20;
    assertEquals(1, new Follower(Heard.SIDECHAIN, 0, 0).value(now, 0));
  }

  @Test
  void shouldHaveAValueForEachSection() {
    Tempo song = new Tempo(60, 0, List.of(0.0, 10.0, 12.5));
    Sections sections = new Sections(List.of(0.1f, 0.2f));
    Moment now = new Moment();
    double[] beats = {-3, 0, 9.99, 10, 12.5, 1000};
    float[] expected = {0.1f, 0.1f, 0.1f, 0.2f, 0.1f, 0.1f};
    for (int i = 0; i < beats.length; i++) {
      now.section = song.section(beats[i]);
      assertEquals(expected[i], sections.value(now, 0));
    }
    assertEquals(1, Tempo.DEFAULT.section(64));
    assertEquals(-1, Tempo.DEFAULT.section(-1));
  }

  @Test
  void shouldAddRoutesAndStayInRange() {
    Modulation modulation =
        new Modulation(
            List.of(new Steps(List.of(1f), Rate.hz(1), 0), new Steps(List.of(-1f), Rate.hz(1), 0)),
            List.of(new Route(0, MORPH, 0.3f), new Route(1, MORPH, 0.1f), new Route(1, X, 1)));
    MorphSettings settings = MorphSettings.NEUTRAL.withMorph(0.5f).withModulation(modulation);
    float[] live = live(settings, 1);
    assertEquals(0.7, live[MORPH], 1e-6);
    assertEquals(0, live[X]);
    assertEquals(1, live(settings.withMorph(0.9f), 1)[MORPH]);
  }

  @Test
  void shouldModulateAMacroThatModulatesMore() {
    Modulation modulation =
        new Modulation(
            List.of(new Macro(1), new Steps(List.of(1f), Rate.hz(1), 0)),
            List.of(new Route(0, X, 0.5f), new Route(1, MACRO, 0.25f)));
    MorphSettings settings = MorphSettings.NEUTRAL.withModulation(modulation);
    assertEquals(0.125, live(settings, 1)[X], 1e-6);
    assertEquals(0.375, live(settings.with(Control.MACRO_1, 0.5f), 1)[X], 1e-6);
  }

  @Test
  void shouldLetAFastOscillatorThroughAndStepWithoutAJump() {
    MorphSettings fast = swinging(new Lfo(Shape.SINE, Rate.hz(10), 0));
    LiveControls controls = new LiveControls(0, HOPS_PER_SECOND);
    controls.startFrom(fast);
    float most = 0;
    for (int hop = 0; hop < 1000; hop++) {
      controls.next(fast, MusicClockTest.at(Tempo.DEFAULT, hop / HOPS_PER_SECOND), quiet);
      most = hop < 100 ? 0 : Math.max(most, controls.values()[MORPH]);
    }
    assertEquals(0.98, most, 0.01);
    MorphSettings square = swinging(new Lfo(Shape.SQUARE, Rate.hz(2), 0));
    controls.startFrom(square);
    float before = 1;
    float steepest = 0;
    for (int hop = 0; hop < 1000; hop++) {
      controls.next(square, MusicClockTest.at(Tempo.DEFAULT, hop / HOPS_PER_SECOND), quiet);
      steepest = Math.max(steepest, Math.abs(controls.values()[MORPH] - before));
      before = controls.values()[MORPH];
    }
    assertEquals(1 - Math.exp(-0.25), steepest, 0.01);
  }

  private static MorphSettings swinging(ModulationSource source) {
    return MorphSettings.NEUTRAL
        .withMorph(0.5f)
        .withModulation(
            new Modulation(
                List.of(source, source),
                List.of(new Route(0, MORPH, 0.25f), new Route(1, MORPH, 0.25f))));
  }

  @Test
  void shouldReturnExactlyToWhatWasSet() {
    MorphSettings on = swinging(new Lfo(Shape.SINE, Rate.hz(3), 0));
    MorphSettings off = MorphSettings.NEUTRAL.withMorph(0.2f);
    LiveControls controls = new LiveControls(3, HOPS_PER_SECOND);
    controls.startFrom(on);
    for (int hop = 0; hop < 1000; hop++) {
      controls.next(
          hop < 100 ? on : off, MusicClockTest.at(Tempo.DEFAULT, hop / HOPS_PER_SECOND), quiet);
    }
    for (int i = 0; i < Controls.count(3); i++) {
      assertEquals(off.controls().get(i), controls.values()[i]);
    }
  }

  @Test
  void shouldFollowFromSilenceWhereAnOscillatorWasBefore() {
    MorphSettings swinging = swinging(new Lfo(Shape.SQUARE, Rate.hz(0.1f), 0));
    MorphSettings following = swinging(new Follower(Heard.INPUT, 1000, 1000));
    MorphSettings still = MorphSettings.NEUTRAL.withMorph(0.5f);
    LiveControls controls = new LiveControls(0, HOPS_PER_SECOND);
    controls.startFrom(swinging);
    play(controls, swinging, 100);
    assertEquals(1, controls.values()[MORPH], 1e-4);
    play(controls, following, 100);
    assertEquals(0.5, controls.values()[MORPH], 1e-4);
    float[] loud = {0, -120};
    Tempo tempo = Tempo.DEFAULT;
    for (int hop = 0; hop < 5000; hop++) {
      controls.next(following, MusicClockTest.at(tempo, hop / HOPS_PER_SECOND), loud);
    }
    play(controls, still, 100);
    play(controls, following, 100);
    assertEquals(0.5, controls.values()[MORPH], 1e-4);
  }

  private void play(LiveControls controls, MorphSettings settings, int hops) {
    for (int hop = 0; hop < hops; hop++) {
      controls.next(settings, MusicClockTest.at(Tempo.DEFAULT, hop / HOPS_PER_SECOND), quiet);
    }
  }

  private float[] live(MorphSettings settings, int hops) {
    LiveControls controls = new LiveControls(2, HOPS_PER_SECOND);
    controls.startFrom(settings);
    for (int hop = 0; hop < hops; hop++) {
      controls.next(settings, MusicClockTest.at(Tempo.DEFAULT, hop / HOPS_PER_SECOND), quiet);
    }
    return controls.values();
  }

  static Stream<Arguments> wrong() {
    List<ModulationSource> macro = List.of(new Macro(2));
    return Stream.of(
        wrong("modulation: rate=hz 0.0 and beats 0.0", () -> Rate.hz(0)),
        wrong("modulation: rate=hz 1.0 and beats 2.0", () -> new Rate(1, 2)),
        wrong("modulation: lfo.shape=none", () -> new Lfo(null, Rate.hz(1), 0)),
        wrong("modulation: lfo.phase=1.5", () -> new Lfo(Shape.SINE, Rate.hz(1), 1.5f)),
        wrong("modulation: sections.values.length=0", () -> new Sections(List.of())),
        wrong("modulation: steps.values=NaN", () -> steps(Float.NaN)),
        wrong("modulation: follower.attackMs=-1", () -> new Follower(Heard.INPUT, -1, 0)),
        wrong("modulation: macro.number=5", () -> new Macro(5)),
        wrong("modulation: route.source=1", () -> new Modulation(macro, routes(1, X, 0))),
        wrong("modulation: route.depth=1.5", () -> routes(0, X, 1.5f)),
        wrong("modulation: route.control=-1", () -> routes(0, -1, 0)),
        wrong(
            "modulation: route.control=macro-1", () -> new Modulation(macro, routes(0, MACRO, 1))),
        wrong(
            "modulation: route.control=30",
            () ->
                MorphSettings.NEUTRAL
                    .withModulation(new Modulation(macro, routes(0, 30, 0)))
                    .check(2)),
        wrong("tempo: bpm=0.0", () -> new Tempo(0, 0, List.of())),
        wrong("tempo: sectionBeats=1.0", () -> new Tempo(60, 0, List.of(2.0, 1.0))));
  }

  private static Steps steps(float value) {
    return new Steps(List.of(value), Rate.hz(1), 0);
  }

  private static List<Route> routes(int source, int control, float depth) {
    return List.of(new Route(source, control, depth));
  }

  private static Arguments wrong(String message, Executable made) {
    return Arguments.of(message, made);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldRefuseWhatIsWrongByItsName(String message, Executable made) {
    BadInputException e = assertThrows(BadInputException.class, made);
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  private static Moment at(double seconds, double beats) {
    Moment now = new Moment();
    now.seconds = seconds;
    now.beats = beats;
    now.seed = 1;
    return now;
  }
}
